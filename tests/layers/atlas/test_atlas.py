"""The whole atlas: a broken file costs its layers only, and what is loaded is shared and never changed."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from layers.atlas.atlas import Atlas, build_atlas, current_atlas, digest_of, stamp
from layers.atlas.timeline import Timeline
from layers.catalogue.legend import legend
from layers.errors import SourcesError
from layers.report.figures import figures
from maps.scene.scene import Scene
from maps.web.payload import payload
from maps.words.summarise import describe
from maps.words.tabulate import tabulate
from tests import samples

FILES = sorted({layer.file for layer in samples.LAYERS})


def layers_of(stem: str) -> set[str]:
    return {layer.id for layer in samples.LAYERS if layer.file == stem}


def test_the_shipped_atlas_is_whole(atlas: Atlas) -> None:
    assert atlas.faults == {}
    assert tuple(atlas.frames) == samples.CATALOGUE.ids()


def test_a_small_atlas_is_whole(folder: Path) -> None:
    small = build_atlas(folder)
    assert small.faults == {}
    assert set(small.frames) == set(samples.CATALOGUE.ids())


@pytest.mark.parametrize("stem", FILES)
@pytest.mark.parametrize("content", [None, b"", b"{", b'{"features": [{"geometry": null}]}'], ids=repr)
def test_a_broken_file_costs_its_layers_only(stem: str, content: bytes | None, folder: Path) -> None:
    path = folder / f"{stem}.geojson"
    path.unlink() if content is None else path.write_bytes(content)
    broken = build_atlas(folder)
    assert set(broken.faults) == layers_of(stem)
    assert set(broken.frames) == set(samples.CATALOGUE.ids()) - layers_of(stem)
    assert {fault.given["file"] for faults in broken.faults.values() for fault in faults} == {path.name}


@pytest.mark.parametrize("stem", FILES)
def test_the_rest_is_still_drawn_and_told(stem: str, folder: Path) -> None:
    (folder / f"{stem}.geojson").unlink()
    broken = build_atlas(folder)
    drawn = {layer["id"]: layer for layer in payload(broken)["layers"]}
    assert {ident for ident, layer in drawn.items() if layer.get("broken") == f"{stem}.geojson"} == layers_of(stem)
    assert all(drawn[ident]["features"] for ident in broken.frames)
    assert len(figures(broken, folder)) == 1
    for lang in ("zh", "en"):
        assert describe(Scene(layers=broken.known(samples.CATALOGUE.ids()), lang=lang), broken)[1:]


@pytest.mark.parametrize(
    "content",
    [None, b"", b"[", b"{}", b'{"features": [{}]}', b"[" * 200_000, b'{"features": [1]}'],
    ids=lambda c: repr(c)[:24],
)
def test_a_broken_list_of_unlocated_names_costs_no_layer(content: bytes | None, folder: Path) -> None:
    path = folder / "unlocated.geojson"
    path.unlink() if content is None else path.write_bytes(content)
    broken = build_atlas(folder)
    assert set(broken.faults) == {"unlocated"}
    assert set(broken.frames) == set(samples.CATALOGUE.ids())


@pytest.mark.parametrize("content", [None, b"[", b"\xff"], ids=repr)
def test_without_sources_nothing_is_shown(content: bytes | None, folder: Path) -> None:
    path = folder / "sources.toml"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(SourcesError):
        build_atlas(folder)


def test_the_same_files_give_the_same_atlas(folder: Path) -> None:
    assert current_atlas(folder) is current_atlas(folder)


def test_a_changed_file_gives_another_atlas(folder: Path) -> None:
    layer = samples.of_type("point")
    before, first = stamp(folder), current_atlas(folder)
    samples.write(folder, layer.file, [samples.feature(layer, "another-name-of-another-length")])
    assert stamp(folder) != before
    second = current_atlas(folder)
    assert second is not first
    assert list(second.frames[layer.id].index) == ["another-name-of-another-length"]


def test_a_new_and_a_removed_file_change_the_stamp(folder: Path) -> None:
    before = stamp(folder)
    (folder / "new.geojson").write_text("{}", encoding="utf-8")
    assert stamp(folder) != before
    (folder / "new.geojson").unlink()
    assert stamp(folder) == before


def test_the_same_content_has_the_same_digest_anywhere_and_any_day(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = samples.write_all(tmp_path_factory.mktemp("elsewhere"))
    for path in other.iterdir():
        os.utime(path, (0, 0))
    (other / "README.md").write_text("not data", encoding="utf-8")
    first = build_atlas(folder).digest
    assert build_atlas(other).digest == digest_of(folder, samples.CATALOGUE) == first
    assert re.fullmatch(r"[0-9a-f]{12}", first)


@pytest.mark.parametrize("name", [f"{FILES[0]}.geojson", "sources.toml", "status.toml", "unlocated.geojson"])
def test_a_changed_byte_changes_the_digest(name: str, folder: Path) -> None:
    before = digest_of(folder, samples.CATALOGUE)
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    assert digest_of(folder, samples.CATALOGUE) != before


def test_a_changed_catalogue_and_a_renamed_file_change_the_digest(folder: Path) -> None:
    before = digest_of(folder, samples.CATALOGUE)
    fewer = samples.CATALOGUE.model_copy(update={"layers": samples.LAYERS[1:]})
    assert digest_of(folder, fewer) != before
    (folder / "status.toml").rename(folder / "state.toml")
    assert digest_of(folder, samples.CATALOGUE) != before


def test_no_file_can_break_the_digest(folder: Path) -> None:
    found = [digest_of(folder, samples.CATALOGUE)]
    (folder / "sources.toml").unlink()
    found.append(digest_of(folder, samples.CATALOGUE))
    (folder / "sources.toml").mkdir()
    found.append(digest_of(folder, samples.CATALOGUE))
    (folder / "a\nb.geojson").write_bytes(b"{")
    found.append(digest_of(folder, samples.CATALOGUE))
    found.append(digest_of(folder / "nowhere", samples.CATALOGUE))
    assert len(set(found)) == len(found)


def test_nothing_that_is_shown_changes_the_atlas(folder: Path) -> None:
    small = build_atlas(folder)
    before = {ident: frame.to_json() for ident, frame in small.frames.items()}
    columns = {ident: list(frame.columns) for ident, frame in small.frames.items()}
    payload(small)
    tabulate(small, samples.CATALOGUE.ids(), "zh")
    describe(Scene(layers=samples.CATALOGUE.ids(), lang="en"), small)
    figures(small, folder)
    for layer in samples.LAYERS:
        legend(layer, small.frames[layer.id].itertuples())
    assert {ident: frame.to_json() for ident, frame in small.frames.items()} == before
    assert {ident: list(frame.columns) for ident, frame in small.frames.items()} == columns


def test_a_feature_is_found_in_its_first_layer(folder: Path) -> None:
    small = build_atlas(folder)
    for layer in samples.LAYERS:
        ident = samples.feature(layer)["properties"]["id"]
        assert small.home(ident) == layer.id
        assert small.feature(ident)["name_zh"] == "样本"
    assert small.home("nobody") is None
    with pytest.raises(KeyError, match="nobody"):
        small.feature("nobody")


def test_known_keeps_panel_order_and_drops_the_rest(folder: Path) -> None:
    small = build_atlas(folder)
    wanted = [*reversed(samples.CATALOGUE.ids()), "nothing", "<script>"]
    assert small.known(wanted) == samples.CATALOGUE.ids()
    assert small.known([]) == ()


def test_a_part_of_a_line_has_its_own_timeline_else_that_of_its_line(atlas: Atlas) -> None:
    ids = ["own", "part", "alone", "other", "line"]
    lines = ["line", "line", None, "nobody", "line"]
    points = [shapely.Point(120, 30)] * 5
    rail = gpd.GeoDataFrame({"line": lines, "kind": ["a"] * 5}, geometry=points, crs="EPSG:4326", index=ids)
    own, whole = Timeline(looked_up="2026-11-01", plan_zh="甲"), Timeline(looked_up="2026-11-01", plan_zh="乙")
    made = replace(
        atlas, frames={"rail": rail, "places": rail[["kind", "geometry"]].set_axis(list("abcde"))},
        timelines={"own": own, "line": whole},
    )  # fmt: skip
    assert [made.timeline(ident) for ident in ids] == [own, whole, None, None, whole]
    assert made.timeline("a") is None
    with pytest.raises(KeyError, match="nobody"):
        made.timeline("nobody")


def test_the_kinds_of_a_layer_are_called_in_a_language(atlas: Atlas) -> None:
    assert [atlas.class_names("gateways", lang)["airport"] for lang in ("zh", "en")] == ["机场", "Airport"]
    assert list(atlas.class_names("gateways", "zh")) == list(atlas.catalogue.layer("gateways").kinds())
