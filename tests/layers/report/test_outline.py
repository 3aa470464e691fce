"""The outline: every clause has a title in both languages, and a locator means itself and all below it."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.atlas.atlas import Atlas
from layers.atlas.clauses import LOCATORS
from layers.report.outline import features_of, figures_of, home_layers, outline, title, unplaced_of, within
from text import LANGUAGES


def test_every_clause_has_a_title_of_its_own() -> None:
    assert [entry.locator for entry in outline()] == list(LOCATORS)
    for lang in LANGUAGES:
        assert all(entry.titles[lang] not in {"", entry.locator} for entry in outline())
    with pytest.raises(KeyError):
        title("9", "zh")


@pytest.mark.parametrize("content", [None, b"[", b"\xff", b'["2.6"]\nzh = "x"\n'], ids=repr)
def test_without_titles_the_locators_stand(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "outline.toml").write_bytes(content)
    entries = {entry.locator: entry for entry in outline(tmp_path)}
    assert entries["2.6"].titles["en"] == "2.6"
    assert entries["2.6.1"].titles == {"zh": "2.6.1", "en": "2.6.1"}
    assert entries["2.6.1"].depth == 2


@pytest.mark.parametrize(
    ("clause", "locator", "expected"),
    [("2.6.1", "2.6", True), ("2.6", "2.6", True), ("2.6", "2.6.1", False), ("3.10", "3.1", False), ("2.1", "2", True)],
)
def test_a_locator_means_what_is_below_it(clause: str, locator: str, expected: bool) -> None:
    assert within(clause, locator) is expected


def test_a_clause_names_its_features_once(atlas: Atlas) -> None:
    found = features_of(atlas, "2.6.2")
    assert {"corridor-g60", "place-wuzhen", "city-huangshan"} <= set(found)
    assert len(found) == len(set(found))
    assert "region-341000" not in found
    assert set(found) < set(features_of(atlas, "2.6")) < set(features_of(atlas, "2"))
    assert "zone-chunan" not in found


def test_everything_that_is_named_stands_somewhere(atlas: Atlas) -> None:
    shown = {ident for part in ("0", "1", "2", "3", "4", "5") for ident in features_of(atlas, part)}
    for layer, frame in atlas.frames.items():
        if atlas.catalogue.layer(layer).panel and layer != "regions":
            assert {row["id"] for row in frame.to_dict("records") if len(row["clauses"])} <= shown


def test_figures_and_unplaced_names_follow_the_locator(atlas: Atlas) -> None:
    assert figures_of(atlas, "1.1")
    assert {item.id for item in figures_of(atlas, "1.1")} <= {item.id for item in figures_of(atlas, "1")}
    assert {"place-internet-court", "place-internet-notary"} <= {entry.id for entry in unplaced_of(atlas, "2.6.4")}


def test_the_layers_of_features_are_known(atlas: Atlas) -> None:
    assert home_layers(atlas, ("rail-hanghuang", "city-hangzhou", "nobody")) == ("cities", "rail")
    assert home_layers(atlas, ()) == ()
