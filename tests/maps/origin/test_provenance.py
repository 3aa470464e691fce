"""What a file says of itself: one record that survives every format, and never the clock."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import matplotlib as mpl
import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from pypdf import PdfReader

from layers.atlas.atlas import Atlas
from layers.errors import SnapshotError
from maps.origin import provenance as told
from maps.origin.provenance import (
    KEY,
    LONGEST_PROPERTY,
    LONGEST_RECORD,
    Provenance,
    attach,
    core_properties,
    day,
    from_text,
    html_meta,
    marked,
    pdf_metadata,
    png_metadata,
    provenance,
    small_line,
    svg_metadata,
    to_text,
    unmarked,
    version,
)
from maps.scene.permalink import LONGEST, from_permalink
from maps.scene.scene import LONGEST_NOTE, LONGEST_TITLE, Scene
from maps.scene.sheet import Sheet
from tests import repository, samples
from tests.maps import scenes
from text import LANGUAGES

SCENE = Scene("transport", ("cities", "rail"), lang="en", date="2019-07", title="标题 <b>&\"'", note="{{7*7}} $x$")
SHEET = Sheet(size="a3", title="钱塘 <b>", note="\x7f\u2028\\(", author="甲", made="2026-10-01", page=2, pages=3)
WIDEST = "\U0001f5fa"


@pytest.fixture
def prov(atlas: Atlas) -> Provenance:
    return provenance(SCENE, SHEET, atlas, "0123456789ab")


def fullest(atlas: Atlas) -> Provenance:
    """As long as a record can be."""
    scene = Scene("transport", samples.CATALOGUE.ids(), title=WIDEST * LONGEST_TITLE, note=WIDEST * LONGEST_NOTE)
    words: dict[str, Any] = {"title": WIDEST * LONGEST_TITLE, "note": WIDEST * LONGEST_NOTE}
    sheet = Sheet(**words, author=WIDEST * 120, review_number=WIDEST * 120, made="2026-10-01")
    return provenance(replace(scene, selected=max(scenes.IDS, key=len)), sheet, atlas, "0" * 12)


def sheets() -> st.SearchStrategy[Sheet]:
    line = st.text(max_size=120)
    return st.builds(
        Sheet, title=st.text(max_size=LONGEST_TITLE), note=st.text(max_size=LONGEST_NOTE), author=line,
        review_number=line, made=st.sampled_from(["", "2026-10-01"]),
    )  # fmt: skip


def saved(kind: str, metadata: dict[str, Any]) -> bytes:
    """A small figure as a file."""
    out, figure = BytesIO(), Figure(figsize=(1, 1))
    figure.add_subplot().plot([0, 1])
    with mpl.rc_context({"svg.hashsalt": KEY}):
        figure.savefig(out, format=kind, metadata=metadata)
    return out.getvalue()


METADATA: dict[str, Any] = {"png": png_metadata, "svg": svg_metadata, "pdf": pdf_metadata}


def test_it_says_scene_data_version_and_day(atlas: Atlas, prov: Provenance) -> None:
    assert from_permalink(prov.permalink, atlas) == (SCENE.checked(atlas), ())
    assert (prov.data, prov.version, prov.made) == (atlas.digest, version(), "2026-10-01")
    assert (prov.sheet, prov.content) == (SHEET, "0123456789ab")
    assert provenance(SCENE, Sheet(), atlas).made == provenance(SCENE, Sheet(), atlas).content == ""


def test_the_text_below_the_map_is_left_out_and_all_else_of_the_sheet_is_kept(atlas: Atlas) -> None:
    sheet = SHEET.model_copy(update={"remarks": "Speaker notes", "graticule": True})
    assert provenance(SCENE, sheet, atlas).sheet == SHEET.model_copy(update={"graticule": True})
    assert SHEET.remarks == ""


def test_a_scene_is_checked_first(atlas: Atlas) -> None:
    hostile = replace(SCENE, selected="<script>" * 10_000, layers=("nothing",), page="../..")
    assert provenance(hostile, SHEET, atlas).permalink == provenance(hostile.checked(atlas), SHEET, atlas).permalink


def test_the_version_is_the_project_s() -> None:
    project = tomllib.loads((repository.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert version() == project["version"]


@given(scene=scenes.scenes(), sheet=sheets())
@settings(max_examples=60)
def test_any_record_comes_back_from_plain_ascii(atlas: Atlas, scene: Scene, sheet: Sheet) -> None:
    prov = provenance(scene, sheet, atlas)
    text = to_text(prov)
    assert from_text(text) == prov
    assert text.isascii()
    assert text.isprintable()
    assert not set(text) & set("<>&'")
    assert unmarked(marked(prov)) == text
    assert "$" not in small_line(prov, scene.lang, LONGEST)


def test_the_same_scene_and_sheet_give_the_same_text(atlas: Atlas, prov: Provenance) -> None:
    text = to_text(prov)
    assert text == to_text(provenance(replace(SCENE), SHEET.model_copy(), atlas, "0123456789ab"))
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":")).translate(told._INERT)
    assert text != to_text(provenance(SCENE, SHEET, atlas))


def test_the_fullest_record_is_short_enough(atlas: Atlas) -> None:
    text = to_text(fullest(atlas))
    assert from_text(text) == fullest(atlas)
    assert LONGEST_RECORD / 2 < len(text) <= LONGEST_RECORD


HOSTILE: list[dict[str, Any]] = [
    {"permalink": "/<script>alert(1)</script>"}, {"permalink": "/" + "a" * LONGEST}, {"permalink": "//example.org/"},
    {"permalink": "javascript:alert(1)"}, {"permalink": "/\\example.org"}, {"permalink": ""}, {"permalink": "/a\n"},
    {"permalink": None}, {"permalink": 1}, {"permalink": ["/"]}, {"permalink": "/" + "a" * 1_000_000},
    {"data": "xyz"}, {"data": "A" * 12}, {"data": "a" * 13}, {"data": None}, {"content": "'; --"}, {"content": 0},
    {"version": "<b>"}, {"version": ""}, {"version": "1" * 41}, {"made": "yesterday"}, {"made": "2026-13-01"},
    {"sheet": None}, {"sheet": []}, {"sheet": {"dpi": 10**9}}, {"sheet": {"dpi": "300"}}, {"sheet": {"dpi": True}},
    {"sheet": {"size": "a0"}}, {"sheet": {"title": "a" * 81}}, {"sheet": {"command": ""}}, {"command": "rm"},
]  # fmt: skip


@pytest.mark.parametrize("change", HOSTILE, ids=lambda change: repr(change)[:50])
def test_a_hostile_value_is_refused(change: dict[str, Any], prov: Provenance) -> None:
    record = json.loads(to_text(prov))
    assert from_text(json.dumps(record)) == prov
    with pytest.raises(SnapshotError, match="bad"):
        from_text(json.dumps(record | change))


@pytest.mark.parametrize("name", ["permalink", "data", "version"])
def test_a_record_without_what_it_is_about_is_refused(name: str, prov: Provenance) -> None:
    with pytest.raises(SnapshotError, match="bad"):
        from_text(json.dumps({key: value for key, value in json.loads(to_text(prov)).items() if key != name}))


@pytest.mark.parametrize(
    "text", ["", "{", "null", "[]", "1e999", "NaN", '"/"', "{}", "\ud800", '{"data": "\\ud800"}', "\0", "[" * 25_000],
    ids=lambda text: ascii(text)[:20],
)  # fmt: skip
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(SnapshotError) as caught:
        from_text(text)
    assert caught.value.code == "bad"


def test_a_record_that_is_too_long_is_not_parsed(prov: Provenance) -> None:
    text = to_text(prov)
    assert from_text(text + " " * (LONGEST_RECORD - len(text))) == prov
    with pytest.raises(SnapshotError, match="bad"):
        from_text(text + " " * (LONGEST_RECORD - len(text) + 1))


@pytest.mark.parametrize("text", ["", KEY[:-1], "map of Hangzhou", f"x {KEY} {{}}", f"{KEY}s {{}}"])
def test_what_others_wrote_is_not_taken_for_ours(text: str) -> None:
    assert unmarked(text) is None
    assert unmarked(f" {KEY} {text}\n") == text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_small_line_says_what_there_is(lang: str, atlas: Atlas, prov: Provenance) -> None:
    line = small_line(prov, lang, LONGEST)
    for value in (prov.version, prov.data, prov.made, prov.content, prov.permalink):
        assert value in line
    assert "\n" not in line
    bare = small_line(provenance(Scene(), Sheet(), atlas), lang)
    assert line.count(" · ") == 4
    assert bare.count(" · ") == 2
    assert prov.made not in bare


def test_a_long_address_is_left_out_of_the_small_line(prov: Provenance) -> None:
    length = len(prov.permalink)
    assert small_line(prov, "zh", length) == f"{small_line(prov, 'zh', length - 1)} · {prov.permalink}"
    assert prov.permalink not in small_line(prov, "zh", length - 1)


@pytest.mark.parametrize(("made", "expected"), [("2026-10-01", (2026, 10, 1)), ("", None), ("2026-02-31", None)])
def test_the_day_is_midnight_or_nothing(made: str, expected: tuple[int, int, int] | None, atlas: Atlas) -> None:
    found = day(provenance(SCENE, Sheet(made=made), atlas))
    assert found == (datetime(*expected, tzinfo=UTC) if expected else None)


@pytest.mark.parametrize("made", ["2026-10-01", ""])
@pytest.mark.parametrize("kind", METADATA)
def test_two_saves_give_the_same_bytes_whatever_the_clock_says(
    kind: str, made: str, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    metadata = METADATA[kind](provenance(SCENE, Sheet(made=made), atlas), "标题")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    first, dated = saved(kind, metadata), saved(kind, {})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert saved(kind, metadata) == first
    assert (saved(kind, {}) == dated) == (kind == "png")


def test_other_programs_read_the_day_and_the_title(prov: Provenance, atlas: Atlas) -> None:
    information = PdfReader(BytesIO(saved("pdf", pdf_metadata(prov, "杭州 \x00<b>")))).metadata
    assert information is not None
    assert (information.title, information.keywords) == ("杭州 <b>", marked(prov))
    assert information.creation_date == datetime(2026, 10, 1, tzinfo=UTC)
    assert b"<dc:date>2026-10-01</dc:date>" in saved("svg", svg_metadata(prov, ""))
    dateless = provenance(SCENE, Sheet(), atlas)
    assert b"CreationDate" not in saved("pdf", pdf_metadata(dateless, ""))
    assert b"dc:date" not in saved("svg", svg_metadata(dateless, ""))


def test_the_metas_of_a_page_begin_with_the_record(prov: Provenance) -> None:
    assert html_meta(prov)[0] == (KEY, to_text(prov))
    assert dict(html_meta(prov))["generator"] == f"{KEY} {version()}"


def test_properties_of_slides_fit_and_say_what_fits(prov: Provenance, atlas: Atlas) -> None:
    slides = pptx.Presentation()
    for full in (prov, fullest(atlas)):
        properties = core_properties(full, WIDEST * 300)
        assert max(map(len, properties.values())) <= LONGEST_PROPERTY
        for name, value in properties.items():
            setattr(slides.core_properties, name, value)
    assert core_properties(prov, "")["subject"] == prov.permalink
    assert properties["subject"] == ""
    assert all(value in properties["comments"] for value in (prov.version, prov.data, prov.made))


def test_the_record_stays_in_slides_that_are_saved_again(prov: Provenance) -> None:
    slides, once, twice = pptx.Presentation(), BytesIO(), BytesIO()
    attach(slides, prov)
    slides.save(once)
    pptx.Presentation(once).save(twice)
    parts = [bytes(part.blob) for part in pptx.Presentation(twice).part.package.iter_parts()]
    assert sum(to_text(prov).encode() in blob for blob in parts) == 1
    (own,) = [part for part in pptx.Presentation(twice).part.package.iter_parts() if "customXml" in part.partname]
    assert (own.partname, own.content_type) == ("/customXml/item1.xml", "application/xml")
