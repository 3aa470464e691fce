"""The map in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas
from layers.measures.adjacency import cities_reached, neighbours
from layers.measures.geodesic import area_km2, length_km, lengths_km
from maps.scene.pages import PAGES, pages
from maps.scene.scene import Scene, View, opening
from maps.words import touching
from maps.words.filtering import facets
from maps.words.grammar import SHOWN, listed, number, number_of, sentences, shortened
from maps.words.summarise import describe, unlisted
from tests import samples
from text import LANGUAGES, say

IDS = samples.SUBJECTS
HAN = re.compile(r"[\u3400-\u9fff]")
JIANDE = View(29.5, 119.3, 10)


def summarise(atlas: Atlas, layers: Sequence[str], selected: str | None, lang: str) -> str:
    """The whole text of a map."""
    return "\n\n".join(describe(Scene(layers=tuple(layers), selected=selected, lang=lang), atlas))


def names(atlas: Atlas, lang: str) -> set[str]:
    return {name for frame in atlas.frames.values() for name in frame[f"name_{lang}"]}


def is_clean(text: str, lang: str, known: set[str]) -> bool:
    """No placeholder, no missing value, no double space, and the words of one language alone, proper names aside."""
    bare = text
    for name in sorted((name for name in known if name in text), key=len, reverse=True):
        bare = bare.replace(name, "")
    foreign = samples.latin_words(bare) if lang == "zh" else HAN.findall(text)
    return bool(text) and not re.search(r"[{}]|\bnan\b|None|  ", text) and text == text.strip() and not foreign


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layer", IDS)
def test_every_layer_is_told(layer: str, lang: str, atlas: Atlas) -> None:
    text = summarise(atlas, [layer], None, lang)
    assert is_clean(text, lang, names(atlas, lang))
    assert getattr(samples.CATALOGUE.layer(layer), lang) in text
    assert number_of(len(atlas.frames[layer]), "features", lang) in text
    counts = atlas.frames[layer]["kind"].value_counts()
    for cls in samples.CATALOGUE.layer(layer).classes:
        said = say(lang, "summary.kind", kind=getattr(cls, lang), count=counts.get(cls.kind))
        assert (said in text) == (cls.kind in counts and len(counts) > 1)
        assert getattr(cls, lang) in text or cls.kind not in counts


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_told(page: str, lang: str, atlas: Atlas) -> None:
    opened = pages()[page].layers
    layers = [layer for layer in opened if layer in samples.SUBJECTS]
    paragraphs = describe(Scene(page, opened, lang=lang), atlas)
    features = number_of(sum(len(atlas.frames[layer]) for layer in layers), "features", lang)
    head = say(lang, "summary.head", layers=number_of(len(layers), "layers", lang), features=features)
    assert paragraphs[0] == head
    assert len(paragraphs) == len(layers) + 3
    assert getattr(samples.CATALOGUE.layer("relief"), lang) in paragraphs[-1]
    assert getattr(samples.CATALOGUE.layer("towns"), lang) not in paragraphs[-1]  # they are seen from nearer
    assert all(is_clean(paragraph, lang, names(atlas, lang)) for paragraph in paragraphs)
    assert summarise(atlas, opened, None, lang) == "\n\n".join(paragraphs)
    assert max(map(len, paragraphs)) < 1200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_map_without_layers_says_so(lang: str, atlas: Atlas) -> None:
    assert summarise(atlas, [], None, lang) == say(lang, "summary.empty")
    assert summarise(atlas, [], "city-hangzhou", lang) == say(lang, "summary.empty")
    assert summarise(atlas, ["nothing"], None, lang) == say(lang, "summary.empty")


@pytest.mark.parametrize("page", PAGES)
def test_what_the_words_count_is_listed_or_said_not_to_be(page: str, atlas: Atlas) -> None:
    scene = opening(atlas, page)
    for hidden in ((), ("circle.circle", "cities.partner")):
        shown = replace(scene, hidden=hidden).checked(atlas)
        rows = facets(atlas, shown.layers, shown.date, shown.hidden)
        told = number_of(len(rows) + unlisted(shown, atlas), "features", "en")
        assert f"with {told}." in describe(replace(shown, lang="en"), atlas)[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_selected_feature_is_told(lang: str, atlas: Atlas) -> None:
    last = describe(Scene(layers=("cities",), selected="zone-hanghuang", lang=lang), atlas)[-1]
    name = atlas.feature("zone-hanghuang")[f"name_{lang}"]
    kind = atlas.class_names("zones", lang)["tourism_zone"]
    reached = listed([atlas.feature(city)[f"name_{lang}"] for city in ("city-hangzhou", "city-huangshan")], lang)
    said = say(lang, "summary.selected", name=name, kind=kind), say(lang, "summary.selected_reaches", names=reached)
    assert last == sentences(said, lang)
    assert describe(Scene(layers=("cities",), selected="nobody", lang=lang), atlas)[-1].startswith(
        say(lang, "summary.evidence").split("{")[0]
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_selected_city_adjoins_its_neighbours(lang: str, atlas: Atlas) -> None:
    last = describe(Scene(layers=("places",), selected="city-quzhou", lang=lang), atlas)[-1]
    beside = neighbours(atlas, "cities", "cities")["city-quzhou"]
    assert beside == ("city-hangzhou", "city-huangshan")
    said = listed([atlas.feature(city)[f"name_{lang}"] for city in beside], lang)
    assert last.endswith(say(lang, "summary.selected_adjoins", names=said))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layer", ["cities", "rail"])
def test_the_extremes_are_the_extremes(layer: str, lang: str, atlas: Atlas) -> None:
    frame, text = atlas.frames[layer], summarise(atlas, [layer], None, lang)
    values, keys = (area_km2(frame), ("largest", "smallest"))
    if layer == "rail":
        values, keys = (length_km(frame), ("longest", "shortest"))
    for key, ident in zip(keys, (str(values.idxmax()), str(values.idxmin())), strict=True):
        name = atlas.feature(ident)[f"name_{lang}"]
        assert say(lang, f"summary.{key}", name=name, value=number(values[ident], lang)) in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_indicative_features_have_no_largest(lang: str, atlas: Atlas) -> None:
    indicative = [ident for ident, frame in atlas.frames.items() if (frame["evidence"] == "indicative").all()]
    assert indicative
    for layer in indicative:
        assert "km" not in summarise(atlas, [layer], None, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_corridor_reaches_is_told(lang: str, atlas: Atlas) -> None:
    text = summarise(atlas, ["corridors"], None, lang)
    reached = cities_reached(atlas, "corridors")
    first = [ident for ident, cities in reached.items() if cities][:SHOWN]
    for ident in first:
        cities = listed([atlas.feature(city)[f"name_{lang}"] for city in reached[ident]], lang)
        assert say(lang, "summary.reach", name=atlas.feature(ident)[f"name_{lang}"], others=cities) in text
    assert number_of(len(reached) - SHOWN, "more", lang) in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_points_are_counted_by_city_and_all_of_them(lang: str, atlas: Atlas) -> None:
    text = summarise(atlas, ["stations"], None, lang)
    counts = re.search(re.escape(say(lang, "summary.located")).replace(r"\{counts\}", "(.*?)"), text)
    assert counts
    assert sum(map(int, re.findall(r"\d+", counts[1]))) == len(atlas.frames["stations"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_adjoins_is_told(lang: str, atlas: Atlas) -> None:
    text = summarise(atlas, ["cities", "regions"], None, lang)
    beside = listed([atlas.feature(f"city-{name}")[f"name_{lang}"] for name in ("hangzhou", "quzhou")], lang)
    name = atlas.feature("city-huangshan")[f"name_{lang}"]
    assert say(lang, "summary.neighbour", name=name, others=beside) in text
    assert say(lang, "summary.around").split("{")[0] in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_cities_nothing_is_said_of_them(lang: str, atlas: Atlas) -> None:
    bare = replace(atlas, frames={name: frame for name, frame in atlas.frames.items() if name != "cities"})
    assert touching.touching(bare, "corridors", lang) == ""
    assert touching.selected_reach(bare, "corridors", "corridor-g60", lang) == ""
    assert describe(Scene(layers=("corridors",), selected="corridor-g60", lang=lang), bare)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_view_is_told_by_the_place_in_its_middle(lang: str, atlas: Atlas) -> None:
    head = describe(Scene(layers=("cities",), view=JIANDE, lang=lang), atlas)[0]
    assert atlas.feature("district-330182")[f"name_{lang}"] in head
    assert "29.50" in head
    at_sea = describe(Scene(layers=("cities",), view=View(30.0, 124.0, 7), lang=lang), atlas)[0]
    assert "124.00" in at_sea
    assert "29.50" not in describe(Scene(layers=("cities",), lang=lang), atlas)[0]


def test_english_counts_one_and_many() -> None:
    assert number_of(1, "features", "en") == "1 feature"
    assert number_of(2, "features", "en") == "2 features"
    assert number_of(1, "layers", "en") == "1 layer"


@pytest.mark.parametrize(("lang", "two", "three"), [("en", "a and b", "a, b and c"), ("zh", "a和b", "a、b和c")])
def test_a_list_ends_as_its_language_does(lang: str, two: str, three: str) -> None:
    assert [listed(list(part), lang) for part in ("", "a", "ab", "abc")] == ["", "a", two, three]


def test_a_long_row_is_cut() -> None:
    assert shortened(["a", "b"], "en") == "a; b"
    assert shortened(["a", "b", "c"], "en", shown=2) == "a; b; and 1 more"
    assert shortened(["a", "b", "c", "d"], "en", shown=2) == "a; b; and 2 more"


@settings(max_examples=25)
@given(st.lists(st.sampled_from(IDS), min_size=1, max_size=4, unique=True))
def test_grades_add_up_to_the_features(atlas: Atlas, layers: list[str]) -> None:
    text = summarise(atlas, layers, None, "en")
    found = re.search(r"Evidence: (\d+) \w+, (\d+) \w+, (\d+) \w+", text)
    assert found
    assert sum(map(int, found.groups())) == sum(
        len(atlas.frames[layer]) for layer in layers if layer in samples.SUBJECTS
    )


def test_braces_in_the_data_are_text(atlas: Atlas) -> None:
    frame = atlas.frames["cities"].assign(name_zh="{value}{{x}}", name_en="{0}")
    spoilt = replace(atlas, frames={**atlas.frames, "cities": frame})
    assert "{value}{{x}}" in summarise(spoilt, ["cities"], "city-hangzhou", "zh")
    assert "{0}" in summarise(spoilt, ["cities"], "city-hangzhou", "en")


def made_of(atlas: Atlas, **layers: gpd.GeoDataFrame) -> Atlas:
    return replace(atlas, frames=layers)


def rows(shapes: dict[str, shapely.Geometry], kinds: list[str], grades: list[str]) -> gpd.GeoDataFrame:
    """Features of one layer: ids that are letters, named by them."""
    ids = list(shapes)
    data = {"id": ids, "name_zh": [f"{ident}市" for ident in ids], "name_en": [ident.upper() for ident in ids],
            "kind": kinds, "evidence": grades}  # fmt: skip
    return gpd.GeoDataFrame(data, geometry=list(shapes.values()), crs="EPSG:4326", index=ids)


ROUGH = "indicative features are not real alignments or boundaries."


def test_a_small_map_is_told_word_for_word(atlas: Atlas) -> None:
    # Of a degree of the equator there are 111.32 km, of half a one 55.66 km.
    line = shapely.LineString
    rail = rows(
        {"a": line([(120, 0), (121, 0)]), "b": line([(120, 0), (120.5, 0)]), "c": line([(120, 1), (129, 1)])},
        ["high_speed_rail", "intercity_rail", "high_speed_rail"], ["surveyed", "generalised", "indicative"],
    )  # fmt: skip
    made = made_of(atlas, rail=rail)
    fast, near = (atlas.class_names("rail", "en")[kind] for kind in ("high_speed_rail", "intercity_rail"))
    ends = "The longest is A (111 km). The shortest is B (56 km)."
    assert describe(Scene(layers=("rail", "cities"), selected="b", lang="en"), made) == (
        "The map shows 1 layer with 3 features.",
        f"Railways: 3 features, by kind {fast} (2) and {near} (1). {ends}",
        f"Evidence: 1 surveyed, 1 generalised, 1 indicative; {ROUGH}",
        f"Selected: B ({near}).",
    )
    assert describe(Scene(layers=("rail",), selected="nobody", lang="en"), made)[-1].startswith("Evidence: ")


def test_what_is_all_of_one_kind_says_so_and_a_single_measure_has_no_extremes(atlas: Atlas) -> None:
    square = shapely.box(119, 30, 120, 31)
    cities = rows({"a": square, "b": shapely.box(120, 30, 121, 31)}, ["core_city"] * 2, ["surveyed", "indicative"])
    name = atlas.class_names("cities", "en")["core_city"]
    head, layer, evidence = describe(Scene(layers=("cities",), lang="en"), made_of(atlas, cities=cities))
    assert head == "The map shows 1 layer with 2 features."
    title = atlas.catalogue.layer("cities").en
    assert layer == f"{title}: 2 features, all of one kind: {name}. Neighbours: A adjoins B; B adjoins A."
    assert evidence == f"Evidence: 1 surveyed, 0 generalised, 1 indicative; {ROUGH}"


def test_a_view_is_told_by_the_county_else_the_prefecture_else_by_degrees_alone(atlas: Atlas) -> None:
    county = rows({"c": shapely.box(119, 30, 120, 31)}, ["county"], ["surveyed"])
    region = rows({"r": shapely.box(118, 29, 121, 32)}, ["prefecture"], ["surveyed"])
    made = made_of(atlas, districts_2019=county, regions=region)

    def head(lat: float, lng: float) -> str:
        return describe(Scene(layers=("regions",), view=View(lat, lng, 8.6), lang="en"), made)[0]

    shown = "The map shows 1 layer with 1 feature. The view is centred on"
    assert head(30.125, 119.5) == f"{shown} C (30.12° N, 119.50° E), at zoom level 9."
    assert head(29.5, 120.5) == f"{shown} R (29.50° N, 120.50° E), at zoom level 9."
    assert head(33.0, 124.0) == f"{shown} 33.00° N, 124.00° E, at zoom level 9."
    only = made_of(atlas, regions=region)
    assert "centred on R (" in describe(Scene(layers=("regions",), view=View(30.1, 119.5, 8), lang="en"), only)[0]


def test_six_of_a_long_row_are_told(atlas: Atlas) -> None:
    assert shortened(list("abcdef"), "en") == "a; b; c; d; e; f"
    assert shortened(list("abcdefg"), "en") == "a; b; c; d; e; f; and 1 more"
    assert (sentences(["A.", "", "B."], "en"), sentences(["甲。", "乙。"], "zh")) == ("A. B.", "甲。乙。")


@pytest.mark.parametrize(
    ("lang", "then", "now"), [("zh", "上虞北站", "绍兴东站"), ("en", "Shangyu North", "Shaoxing East")]
)
def test_the_map_in_words_has_the_names_of_its_date(lang: str, then: str, now: str, atlas: Atlas) -> None:
    scene = Scene("transport", ("stations",), selected="station-shangyu-bei", lang=lang)
    for date, name, other in (("2014-06", then, now), ("2026-11", now, then), (None, now, then)):
        last = describe(replace(scene, date=date), atlas)[-1]
        assert name in last
        assert other not in last


def test_lines_that_are_named_have_the_names_of_the_date(atlas: Atlas) -> None:
    rail = atlas.frames["rail"].copy()
    longest = lengths_km(atlas, "rail").idxmax()
    former = {"name_zh": "古道", "name_en": "Old Road", "until": "2020", "reason_zh": "改", "reason_en": "renamed"}
    rail["former_names"] = [[former | {"source": ["x"]}] if ident == longest else float("nan") for ident in rail.index]
    changed = replace(atlas, frames={**atlas.frames, "rail": rail})
    then, now = (
        " ".join(describe(Scene(layers=("rail",), lang="en", date=date), changed)) for date in ("2019-07", None)
    )
    assert then.count("Old Road") == 2
    assert "Old Road" not in now


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_legend_has_put_away_is_not_counted_and_is_said_to_be_away(lang: str, atlas: Atlas) -> None:
    scene = Scene(layers=("cities", "rail"), lang=lang)
    kinds = atlas.frames["rail"]["kind"].value_counts()
    high, evidence = int(kinds["high_speed_rail"]), atlas.frames["rail"].groupby("kind")["evidence"].value_counts()
    less = describe(replace(scene, hidden=("rail.high_speed_rail",)), atlas)
    whole = describe(scene, atlas)
    every = len(atlas.frames["cities"]) + len(atlas.frames["rail"])
    assert number_of(every - high, "features", lang) in less[0]
    assert say(lang, "summary.put_away", features=number_of(high, "features", lang)) in less[0]
    assert say(lang, "summary.put_away", features="").rstrip("。.") not in whole[0]
    name = samples.CATALOGUE.layer("rail").class_of("high_speed_rail")
    assert say(lang, "summary.kind", kind=getattr(name, lang), count=high) not in less[2]
    assert str(atlas.feature("rail-hanghuang")[f"name_{lang}"]) not in " ".join(less)
    assert sum(evidence["high_speed_rail"]) == high
    assert less[3] != whole[3], "grades of evidence are counted anew"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_layer_that_is_wholly_put_away_is_not_counted(lang: str, atlas: Atlas) -> None:
    rail = tuple(f"rail.{kind}" for kind in atlas.frames["rail"]["kind"].unique())
    away = say(lang, "summary.put_away", features=number_of(len(atlas.frames["rail"]), "features", lang))
    assert describe(Scene(layers=("rail",), lang=lang, hidden=rail), atlas) == (away,)
    head, *_ = describe(Scene(layers=("cities", "rail"), lang=lang, hidden=rail), atlas)
    cities = number_of(len(atlas.frames["cities"]), "features", lang)
    shown = say(lang, "summary.head", layers=number_of(1, "layers", lang), features=cities)
    assert head == sentences([shown, away], lang)


def test_cities_that_are_put_away_are_nobodys_neighbours(atlas: Atlas) -> None:
    scene = Scene(layers=("cities",), lang="zh", hidden=("cities.partner_city",))
    assert "上海市" in describe(replace(scene, hidden=()), atlas)[1]
    assert "上海市" not in describe(scene, atlas)[1]
