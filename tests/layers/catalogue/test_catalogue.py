"""Every entry of the catalogue, and catalogues that must not pass."""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from layers.atlas.load import GEODATA
from layers.catalogue import catalogue
from layers.catalogue.catalogue import DELTA, ENDLESS, Layer, load_catalogue, parse_catalogue
from layers.errors import CatalogueError
from maps.scene.pages import PAGES, pages
from tests import samples

LAYERS = samples.LAYERS
MINIMAL: dict[str, Any] = tomllib.loads("""
[groups.g]
zh = "组"
en = "Group"
[layers.one]
file = "one"
group = "g"
geometry = "point"
order = 1
zh = "一"
en = "One"
classes = [{ kind = "a", zh = "甲", en = "A", color = "ink", glyph = "dot" }]
""")
NEEDED = {"ink", *catalogue.FURNITURE}
PALETTE: dict[str, Any] = {"light": dict.fromkeys(NEEDED, "#000000"), "dark": dict.fromkeys(NEEDED, "#ffffff")}
GLYPHS: dict[str, Any] = dict.fromkeys(("dot", catalogue.INDICATIVE_GLYPH), "M1 1L2 2Z")


def declared(**changes: Any) -> dict[str, Any]:
    """The minimal catalogue with changes to its layer."""
    tables = copy.deepcopy(MINIMAL)
    tables["layers"]["one"] |= changes
    return tables


def with_class(**changes: Any) -> dict[str, Any]:
    """The minimal catalogue with changes to its class."""
    return declared(classes=[MINIMAL["layers"]["one"]["classes"][0] | changes])


@pytest.mark.parametrize("layer", LAYERS, ids=samples.ids)
def test_entry_is_complete(layer: Layer) -> None:
    assert layer.zh
    assert layer.en
    assert layer.classes
    assert (GEODATA / f"{layer.file}.geojson").is_file()
    assert all(cls.zh and cls.en and 0 <= cls.fill_opacity <= 1 for cls in layer.classes)
    assert all(cls.width > 0 or cls.fill for cls in layer.classes)


@pytest.mark.parametrize("layer", LAYERS, ids=samples.ids)
def test_kinds_are_named_once(layer: Layer) -> None:
    assert len(set(layer.kinds())) == len(layer.kinds())
    assert [layer.class_of(kind).kind for kind in layer.kinds()] == list(layer.kinds())
    for lang in ("zh", "en"):
        names = [getattr(cls, lang) for cls in layer.classes]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("layer", LAYERS, ids=samples.ids)
def test_derived_colours_exist_in_both_themes(layer: Layer) -> None:
    names = {f"{cls.color}_case" for cls in layer.classes if cls.pattern == "cased"}
    names |= {layer.label.color} if layer.label else set()
    for theme in ("light", "dark"):
        assert names <= set(samples.CATALOGUE.palette[theme])


@pytest.mark.parametrize("layer", LAYERS, ids=samples.ids)
def test_where_asks_for_what_the_layer_declares(layer: Layer) -> None:
    assert set(layer.where) <= {"kind", "evidence", *layer.fields}


def test_themes_have_the_same_colours() -> None:
    palette = samples.CATALOGUE.palette
    assert set(palette["light"]) == set(palette["dark"])


def test_layers_and_groups_are_named_once_in_each_language() -> None:
    for lang in ("zh", "en"):
        for items in (LAYERS, samples.CATALOGUE.groups):
            names = [getattr(item, lang) for item in items]
            assert len(set(names)) == len(names)


def test_every_group_has_a_layer_and_every_page_opens_some() -> None:
    assert {layer.group for layer in LAYERS} == {group.id for group in samples.CATALOGUE.groups}
    assert all(pages()[page].layers for page in PAGES)
    assert {ident for page in pages().values() for ident in page.layers} <= set(samples.CATALOGUE.ids())


def test_no_two_layers_that_exclude_each_other_open_together() -> None:
    for page in PAGES:
        keys = [layer.exclusive for layer in LAYERS if layer.exclusive and layer.id in pages()[page].layers]
        assert len(set(keys)) == len(keys)


def test_the_catalogue_is_read_once_and_cannot_be_changed() -> None:
    assert load_catalogue() is load_catalogue()
    with pytest.raises(ValueError, match="frozen"):
        LAYERS[0].zh = "x"


def test_unknown_names_are_key_errors() -> None:
    with pytest.raises(KeyError):
        samples.CATALOGUE.layer("no-such-layer")
    with pytest.raises(KeyError):
        LAYERS[0].class_of("no-such-kind")


def test_a_minimal_catalogue_is_valid() -> None:
    parsed = parse_catalogue(MINIMAL, PALETTE, GLYPHS)
    assert parsed.ids() == ("one",)


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        (declared(colour="red"), "colour"),
        (declared(group="nowhere"), "nowhere"),
        (declared(geometry="blob"), "geometry"),
        (declared(fields={"x": "date"}), "fields"),
        (declared(file="../secret"), "file"),
        (declared(label={"min_zoom": 1, "rank": 1, "font": "x"}), "font"),
        (declared(label={"min_zoom": 1, "rank": 1, "color": "nolabel"}), "nolabel"),
        (with_class(color="nocolour"), "nocolour"),
        (with_class(pattern="cased"), "ink_case"),
        (with_class(fill="nofill"), "nofill"),
        (with_class(glyph="noglyph"), "noglyph"),
        (with_class(pattern="zigzag"), "pattern"),
        (with_class(blink=True), "blink"),
        (with_class(color="red;}</style><script>"), "palette"),
        (with_class(glyph="{{7*7}}"), "glyphs"),
    ],
)
def test_a_mistake_is_refused_and_named(tables: dict[str, Any], says: str) -> None:
    with pytest.raises(CatalogueError, match=says):
        parse_catalogue(tables, PALETTE, GLYPHS)


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_colour_that_the_map_needs_must_be_there(name: str) -> None:
    dark = {other: value for other, value in PALETTE["dark"].items() if other != name}
    with pytest.raises(CatalogueError, match=name):
        parse_catalogue(MINIMAL, PALETTE | {"dark": dark}, GLYPHS)


def test_a_missing_field_is_named() -> None:
    tables = declared()
    del tables["layers"]["one"]["zh"]
    with pytest.raises(CatalogueError, match=r"layers\.0\.zh"):
        parse_catalogue(tables, PALETTE, GLYPHS)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(CatalogueError) as caught:
        parse_catalogue(declared(group="nowhere"), {"light": {}, "dark": {}}, {})
    assert all(word in str(caught.value) for word in ("nowhere", "[light]", "[dark]", "dot"))


@pytest.mark.parametrize(
    "value",
    [
        "red",
        "#FFF",
        "#12345",
        "#1234567",
        "#00000g",
        "#000000}</style>",
        "#000000\n",
        "url(http://x)",
        "{{7*7}}",
        "",
        0,
    ],
)
def test_what_is_no_colour_is_refused(value: Any) -> None:
    with pytest.raises(CatalogueError, match="palette"):
        parse_catalogue(MINIMAL, PALETTE | {"light": PALETTE["light"] | {"ink": value}}, GLYPHS)


@pytest.mark.parametrize("name", ["ink;}", "INK", "</style>", "{{x}}", ""])
def test_what_is_no_colour_name_is_refused(name: str) -> None:
    with pytest.raises(CatalogueError, match="palette"):
        parse_catalogue(MINIMAL, {theme: colors | {name: "#000000"} for theme, colors in PALETTE.items()}, GLYPHS)


@pytest.mark.parametrize("value", ['M1 1"/><script>', "M1 1;alert(1)", "{{7*7}}", "m1 1", "M1e9 1", "", "url(#x)"])
def test_what_is_no_outline_is_refused(value: str) -> None:
    with pytest.raises(CatalogueError, match="glyphs"):
        parse_catalogue(MINIMAL, PALETTE, {"dot": value})


def test_the_shipped_tables_are_what_is_loaded() -> None:
    tables = tomllib.loads((catalogue.HERE / "catalogue.toml").read_text(encoding="utf-8"))
    assert tuple(tables["layers"]) == samples.CATALOGUE.ids()


@pytest.mark.parametrize(
    ("since", "until", "month", "holds"),
    [
        ("", "", "2019-07", True), ("2019-07", "", "2019-07", True), ("2019-07", "", "2019-06", False),
        ("", "2021-04", "2021-03", True), ("", "2021-04", "2021-04", False), ("2019-07", "2021-04", "2020-01", True),
    ],
)  # fmt: skip
def test_a_layer_holds_from_a_month_until_another(since: str, until: str, month: str, holds: bool) -> None:
    (layer,) = parse_catalogue(declared(since=since, until=until), PALETTE, GLYPHS).layers
    assert layer.holds(month) is holds


def test_a_table_need_not_say_what_is_usual() -> None:
    tables = declared(label={"min_zoom": 1, "rank": 2}, classes=[{"kind": "a", "zh": "甲", "en": "A", "color": "ink"}])
    (layer,) = parse_catalogue(tables, PALETTE, GLYPHS).layers
    assert layer.model_dump() == {
        "id": "one", "file": "one", "group": "g", "geometry": "point", "order": 1, "zh": "一", "en": "One",
        "aliases": (), "where": {}, "fields": {}, "panel": True, "selectable": True, "exclusive": "",
        "since": "", "until": "",
        "timed": False, "extent": DELTA, "min_zoom": 0.0, "context": False, "fade": (ENDLESS, ENDLESS),
        "label": {"min_zoom": 1.0, "max_zoom": ENDLESS, "along": False, "short": False, "rank": 2, "size": 12.0,
                  "weight": 400, "color": "ink"},
        "classes": ({"kind": "a", "zh": "甲", "en": "A", "color": "ink", "pattern": "solid", "width": 1.0, "fill": "",
                     "fill_opacity": 0.0, "glyph": "", "size": 14.0, "glow": False, "min_zoom": 0.0, "held": False,
                     "named": False, "dash": (), "hues": {}},),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["catalogue.toml", "palette.toml", "glyphs.toml"])
def test_a_table_that_cannot_be_read_is_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in catalogue.HERE.glob("*.toml"):
        (tmp_path / path.name).write_bytes(b"= " if path.name == name else path.read_bytes())
    monkeypatch.setattr(catalogue, "HERE", tmp_path)
    with pytest.raises(CatalogueError) as caught:
        load_catalogue.__wrapped__()  # the one of the atlas stays
    (fault,) = caught.value.faults
    assert (fault.code, fault.given) == ("unreadable", {"file": name, "detail": str(caught.value.__cause__)})


def test_the_colours_of_a_layer_are_those_of_its_lines_fills_casings_and_names() -> None:
    colors = PALETTE["light"] | dict.fromkeys(["road", "road_case", "land", "blue"], "#000000")
    classes = [
        {"kind": "a", "zh": "甲", "en": "A", "color": "road", "pattern": "cased"},
        {"kind": "b", "zh": "乙", "en": "B", "color": "ink", "fill": "land"},
    ]
    tables = declared(classes=classes, label={"min_zoom": 1, "rank": 1, "color": "blue"})
    (layer,) = parse_catalogue(tables, {"light": colors, "dark": colors}, GLYPHS).layers
    assert layer.colors() == {"road", "road_case", "ink", "land", "blue"}


def test_dashes_of_a_class_are_those_of_a_status() -> None:
    status = {"statuses": {"planned": {"zh": "规", "en": "Planned", "dash": [5, 4]}}}
    dashed = with_class(dash=[5, 4])
    with pytest.raises(CatalogueError, match="the dash of a is no status's"):
        parse_catalogue(dashed, PALETTE, GLYPHS)
    (layer,) = parse_catalogue(dashed | status, PALETTE, GLYPHS).layers
    assert layer.classes[0].dash == (5, 4)


def test_colours_of_single_features_exist_in_both_themes() -> None:
    with pytest.raises(CatalogueError, match="colour 'green' is not in"):
        parse_catalogue(with_class(hues={"thing": "green"}), PALETTE, GLYPHS)
