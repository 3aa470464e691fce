"""The text beside the data: complete, in both languages, and about what was exported."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import numpy as np
import pytest
from shapely.geometry import Point

from layers.atlas.atlas import Atlas
from layers.atlas.sources import said_by
from layers.catalogue.legend import EVIDENCE
from layers.measures.datum import DATUMS, shift_m
from maps.datasets.attribution import meaning
from maps.datasets.dataset import ATTRIBUTION, dataset
from maps.datasets.parts import FORMATS
from maps.datasets.spreadsheet import PLACES, WKT
from maps.datasets.tables import parts_of
from maps.scene.pages import pages
from maps.scene.permalink import from_permalink, permalink
from maps.scene.scene import Scene, View
from tests import samples
from tests.maps.datasets.datafiles import about, files_of
from text import LANGUAGES, say

NEAR = View(30.2, 120.1, 12.0)
SCENE = Scene("transport", ("rail", "stations"), date="2021-06", selected="rail-huhang")
OTHER = {"zh": "en", "en": "zh"}


def told(atlas: Atlas, scene: Scene = SCENE, datum: str = "wgs84", file_format: str = "geojson", made: str = "") -> str:
    return about(dataset(atlas, scene, file_format=file_format, datum=datum, made=made))


def cited(atlas: Atlas, scene: Scene) -> set[str]:
    return {ident for layer in scene.layers for sources in atlas.frames[layer]["source"] for ident in sources}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layer", [layer.id for layer in samples.LAYERS if layer.geometry != "image"])
def test_it_names_the_sources_of_the_exported_features_and_no_others(layer: str, lang: str, atlas: Atlas) -> None:
    scene = Scene("overview", (layer,), NEAR, lang=lang)
    text, wanted = told(atlas, scene), cited(atlas, scene)
    for ident in atlas.sources:
        assert (f"[{ident}]" in text) is (ident in wanted)
    for source in (atlas.sources[ident] for ident in wanted):
        address = source.get("address") or source[f"no_address_{lang}"]
        for fact in (
            said_by(source, "publisher", lang),
            said_by(source, "licence", lang),
            source[f"licence_note_{lang}"],
            address,
        ):
            assert fact in text
        for fact in (source["title_zh"], source["title_en"], source[f"steps_{lang}"]):
            assert fact in text


def test_a_selection_names_its_own_sources_only(atlas: Atlas) -> None:
    text = about(dataset(atlas, SCENE, file_format="csv", datum="wgs84", selected_only=True))
    wanted = set(atlas.frames["rail"].loc["rail-huhang", "source"])
    assert {ident for ident in atlas.sources if f"[{ident}]" in text} == wanted
    assert wanted < cited(atlas, SCENE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_what_was_exported(lang: str, atlas: Atlas) -> None:
    scene = replace(SCENE, lang=lang)
    lines = told(atlas, scene, made="2026-11-20").splitlines()
    own, other = (f"{say(name, 'app.title')} · {pages()['transport'].title(name)}" for name in (lang, OTHER[lang]))
    assert lines[0] == f"{own} / {other}"
    layer = atlas.catalogue.layer("rail")
    title = f"{getattr(layer, lang)} / {getattr(layer, OTHER[lang])}"
    assert say(lang, "data.table", name="rail_wgs84", title=title, count=len(atlas.frames["rail"])) in lines
    assert say(lang, "data.made", date="2026-11-20") in lines
    assert say(lang, "data.status_date", date="2021-06") in lines
    assert say(lang, "data.scope_shown") in lines
    for grade in EVIDENCE:
        assert any(say(lang, f"evidence.{grade}_means") in line for line in lines)


def test_what_is_not_known_is_left_out(atlas: Atlas) -> None:
    text = told(atlas, replace(SCENE, date=None, lang="en"))
    assert "Exported" not in text
    assert "Status as of" not in text
    assert "status_date" not in text


def test_a_title_of_one_s_own_stands_first(atlas: Atlas) -> None:
    text = told(atlas, replace(SCENE, title="湖杭铁路\n沿线"))
    assert text.startswith("杭州都市圈图集 · 湖杭铁路 沿线 / Hangzhou Circle Atlas · 湖杭铁路 沿线")


def test_the_address_leads_back_to_the_map(atlas: Atlas) -> None:
    address = permalink(SCENE, atlas)
    line = next(line for line in told(atlas).splitlines() if address in line)
    found, notices = from_permalink(line[line.index("/transport") :], atlas)
    assert (found, notices) == (SCENE, ())
    assert urlsplit(address).netloc == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("datum", DATUMS)
def test_it_says_the_datum_and_the_shift_at_the_centre(datum: str, lang: str, atlas: Atlas) -> None:
    text = told(atlas, replace(SCENE, lang=lang), datum)
    for other in DATUMS:
        assert (say(lang, f"data.datum.{other}") in text) is (other == datum)
    bounds = np.array([atlas.frames[layer].total_bounds for layer in SCENE.layers])
    lng, lat = (bounds[:, :2].min(axis=0) + bounds[:, 2:].max(axis=0)) / 2
    metres = round(shift_m(Point(lng, lat)))
    assert 400 < metres < 650
    key = "shift_inside" if datum == "gcj02" else "shift_beside"
    assert say(lang, f"data.{key}", lat=f"{lat:.2f}", lng=f"{lng:.2f}", metres=metres) in text


@pytest.mark.parametrize(("file_format", "key"), [("shp", "shapefile"), ("csv", "csv"), ("xlsx", "xlsx")])
def test_it_says_what_the_format_cannot_do(file_format: str, key: str, atlas: Atlas) -> None:
    notes = [say("zh", f"data.note.{name}", encoding="UTF-8") for name in ("shapefile", "csv", "xlsx")]
    text = told(atlas, file_format=file_format)
    assert [note for note in notes if note in text] == [say("zh", f"data.note.{key}", encoding="UTF-8")]


def test_it_warns_of_geojson_that_is_not_wgs84(atlas: Atlas) -> None:
    for datum in DATUMS:
        assert (say("zh", "data.note.geojson_crs") in told(atlas, datum=datum)) is (datum != "wgs84")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layer", [layer.id for layer in samples.LAYERS if layer.geometry != "image"])
def test_every_field_has_a_meaning(layer: str, lang: str, atlas: Atlas) -> None:
    date = None if atlas.catalogue.layer(layer).context else "2021-06"  # context has no date
    scene = Scene("overview", (layer,), NEAR, lang=lang, date=date)
    (part,) = parts_of(atlas, scene, "wgs84", selected_only=False)
    text = told(atlas, scene)
    for name in part.frame.columns.drop("geometry"):
        assert meaning(str(name), lang) != say(lang, "data.own_field")
        assert say(lang, "data.fact", term=name, value=meaning(str(name), lang)) in text
    assert say(lang, "data.fact", term="geometry", value=meaning("geometry", lang)) not in text


def test_it_says_what_the_grades_mean(atlas: Atlas) -> None:
    lines = told(atlas, replace(SCENE, lang="en")).splitlines()
    graded = {line.split(":")[0].strip() for line in lines if ", " in line}
    assert {"surveyed", "generalised", "indicative"} <= graded


def test_a_field_of_the_catalogue_alone_is_said_to_be_one() -> None:
    for lang in LANGUAGES:
        assert meaning("colour_of_the_roof", lang) == say(lang, "data.own_field")
        assert all(meaning(name, lang) != say(lang, "data.own_field") for name in (*PLACES, WKT))


@pytest.mark.parametrize("file_format", FORMATS)
def test_old_editors_can_read_it(file_format: str, atlas: Atlas) -> None:
    content = files_of(dataset(atlas, SCENE, file_format=file_format, datum="wgs84"))[ATTRIBUTION]
    assert content.startswith("\ufeff杭州".encode())
    assert content.count(b"\n") == content.count(b"\r\n") > 20
    assert content.endswith(b"\r\n")


@pytest.mark.parametrize("made", ["<script>", "2026\r\n[fake] source", "x" * 10_000, "\x00"])
def test_a_hostile_day_stays_on_its_line(made: str, atlas: Atlas) -> None:
    lines, usual = (told(atlas, made=day).splitlines() for day in (made, "2026-11-20"))
    assert len(lines) in (len(usual), len(usual) - 1)
    assert max(map(len, lines)) == max(map(len, usual))
    assert not any(line.startswith("[fake]") for line in lines)
