"""A Scene keeps what exists and replaces what does not."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas, current_atlas
from maps.scene.pages import pages
from maps.scene.scene import (
    FILTERS,
    HOME,
    MAX_BOUNDS,
    MOST_SELECTED,
    THEMES,
    Scene,
    View,
    apart,
    layers_shown,
    opening,
    plain,
    revealed,
    seen,
)
from tests import samples
from text import DEFAULT, LANGUAGES

HOSTILE = ["", "<script>", "{{7*7}}", "x" * 10_000, "\u2028", "../..", "ZH"]


def test_a_sound_scene_is_unchanged(atlas: Atlas) -> None:
    scene = Scene("zones", pages()["zones"].layers, HOME, "city-hangzhou", "en", "dark")
    assert scene.checked(atlas) == scene
    assert scene.checked(atlas).checked(atlas) == scene


@pytest.mark.parametrize("value", HOSTILE)
def test_what_does_not_exist_is_replaced(value: str, atlas: Atlas) -> None:
    checked = Scene(layers=(value,), selected=value, lang=value, theme=value).checked(atlas)
    assert checked == Scene()


@given(values=st.fixed_dictionaries({"lang": st.text(), "theme": st.text(), "selected": st.none() | st.text()}))
def test_any_text_gives_a_sound_scene(atlas: Atlas, values: dict[str, Any]) -> None:
    checked = Scene(**values).checked(atlas)
    assert checked.lang in LANGUAGES
    assert checked.theme in THEMES
    assert checked.selected is None or atlas.home(checked.selected)


def test_layers_come_in_panel_order_and_once(atlas: Atlas) -> None:
    ids = [ident for ident in samples.CATALOGUE.ids() if ident != "districts_2021"]
    assert Scene(layers=(*reversed(ids), *ids)).checked(atlas).layers == tuple(ids)


def test_of_editions_that_exclude_each_other_one_stays_and_the_date_says_which(atlas: Atlas) -> None:
    both = ("districts_2019", "districts_2021")
    assert Scene(layers=both).checked(atlas).layers == both[:1]
    assert Scene(layers=both[:1], date="2022-01").checked(atlas).layers == both[1:]
    assert Scene(layers=both[1:], date="2019-07").checked(atlas).layers == both[:1]


def test_a_layer_put_first_takes_the_place_of_its_rival_and_of_no_other(atlas: Atlas) -> None:
    assert apart(atlas, ("districts_2021", "cities", "districts_2019", "rail")) == ("districts_2021", "cities", "rail")
    assert apart(atlas, ("districts_2019", "cities", "districts_2021")) == ("districts_2019", "cities")
    assert apart(atlas, ("cities", "rail")) == ("cities", "rail")
    assert apart(atlas, ()) == ()


def test_a_scene_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Scene().lang = "en"  # type: ignore[misc]  # that is the point


def test_the_home_view_is_on_the_map() -> None:
    (south, west), (north, east) = MAX_BOUNDS
    assert south < HOME.lat < north
    assert west < HOME.lng < east
    assert Scene().lang == DEFAULT


SOUND = View(30.0, 120.0, 8.0, 800, 600)


@pytest.mark.parametrize(
    ("field", "least", "most", "step"),
    [("lat", 25.5, 36.5, 0.00001), ("lng", 112.5, 125.5, 0.00001), ("zoom", 6.0, 15.0, 0.01),
     ("width", 100, 8000, 1), ("height", 100, 8000, 1)],
)  # fmt: skip
def test_a_view_is_kept_up_to_its_limits_and_not_beyond(field: str, least: float, most: float, step: float) -> None:
    for value in (least, most):
        view = replace(SOUND, **{field: value})  # type: ignore[arg-type]  # one of several types
        assert view.checked() == view
    for value in (least - step, most + step):
        spoilt = replace(SOUND, **{field: value})  # type: ignore[arg-type]  # as above
        assert spoilt.checked() == View(30.05, 119.55, 8.0, 960, 600)


@pytest.mark.parametrize(
    "date", ["1999-12", "2009-12", "2100-01", "2019-00", "2019-13", "2019-1", "2019-07-01", "2019", "", "2031-01"]
)
def test_what_is_no_month_is_none(date: str, atlas: Atlas) -> None:
    assert Scene(date=date).checked(atlas).date is None


def test_a_scene_keeps_every_sound_value_and_loses_the_others_one_by_one(atlas: Atlas) -> None:
    scene = Scene(
        "places", ("places",), SOUND, "place-xihu", "en", "dark", "2019-07", "2.6.1", "differs", "A title", "A note"
    )
    assert scene.checked(atlas) == scene
    assert replace(scene, page="nowhere").checked(atlas) == replace(scene, page="overview")
    for field in ("date", "clause", "filter", "selected"):
        spoilt, less = (replace(scene, **given) for given in ({field: "x"}, {field: None}))
        assert spoilt.checked(atlas) == less


def test_texts_are_put_on_one_line_and_cut(atlas: Atlas) -> None:
    assert plain(" a\n\tb\u200b\x00  c ", 80) == "a b c"
    assert plain("abc def", 4) == "abc"
    scene = Scene(title="t" * 100, note="n" * 1000).checked(atlas)
    assert (len(scene.title), len(scene.note)) == (80, 600)


def test_a_clause_makes_its_features_stand_out(atlas: Atlas) -> None:
    assert Scene().focus(atlas) == ()
    assert "corridor-g60" in Scene(clause="2.6.2").focus(atlas)


def test_an_edition_that_holds_takes_the_place_of_another_only_where_one_was_shown(atlas: Atlas) -> None:
    assert Scene(layers=("cities", "districts_2019", "rail"), date="2022-01").checked(atlas).layers == (
        "cities", "districts_2021", "rail",
    )  # fmt: skip
    assert Scene(layers=("cities", "rail"), date="2022-01").checked(atlas).layers == ("cities", "rail")
    assert Scene(layers=("districts_2021",)).checked(atlas).layers == ("districts_2021",)
    less = replace(atlas, frames={name: rows for name, rows in atlas.frames.items() if name != "districts_2021"})
    assert Scene(layers=("cities", "districts_2019"), date="2022-01").checked(less).layers == ("cities",)


def test_a_page_opens_with_its_layers(atlas: Atlas) -> None:
    assert opening(atlas, "zones") == Scene("zones", pages()["zones"].layers)
    less = replace(atlas, frames={name: rows for name, rows in atlas.frames.items() if name != "zones"})
    assert "zones" not in opening(less, "zones").layers
    assert len(opening(less, "zones").layers) == len(pages()["zones"].layers) - 1


@pytest.mark.parametrize(
    ("ident", "on", "then"),
    [
        ("rail-hanghuang", ("cities",), ("cities", "rail")),
        ("rail-hanghuang", ("rail",), ("rail",)),
        ("rail-hanghuang", (), ("rail",)),
        ("district-330102-2019", ("cities", "districts_2021", "rail"), ("cities", "districts_2019", "rail")),
        ("district-330114-2021", ("districts_2019",), ("districts_2021",)),
        ("ground-land-delta", ("cities",), ("cities",)),  # the ground is always there
    ],
)
def test_a_feature_that_is_looked_up_is_seen(
    ident: str, on: tuple[str, ...], then: tuple[str, ...], atlas: Atlas
) -> None:
    scene = Scene("zones", on, SOUND, "city-hangzhou", "en", "dark", "2019-07", "2.6.1", "differs", "Title", "Note")
    date = None if "districts_2021" in then else scene.date  # at which it did not hold yet
    assert revealed(scene, ident, atlas) == replace(scene, selected=ident, layers=then, date=date)


@pytest.mark.parametrize(("ident", "date"), [("metro", None), ("districts_2021", None), ("rail", "2019-06")])
def test_a_layer_that_is_to_be_seen_ends_the_date_at_which_it_is_not_drawn(
    ident: str, date: str | None, atlas: Atlas
) -> None:
    scene = Scene("transport", ("cities", "districts_2019"), date="2019-06").checked(atlas)
    found = seen(scene, ident, atlas)
    assert (found.date, found) == (date, found.checked(atlas))
    assert ident in layers_shown(atlas, found, 12)


def test_of_the_layers_that_hold_a_feature_one_that_is_on_will_do_else_the_first_is_put_on(atlas: Atlas) -> None:
    twice = replace(atlas, frames={**atlas.frames, "places": atlas.frames["rail"]})
    assert revealed(Scene(layers=("places",)), "rail-huhang", twice).layers == ("places",)
    assert revealed(Scene(layers=("cities",)), "rail-huhang", twice).layers == ("cities", "rail")
    with pytest.raises(KeyError, match="nobody"):
        revealed(Scene(), "nobody", atlas)


def test_a_page_that_there_is_not_opens_with_no_layer(atlas: Atlas) -> None:
    assert opening(atlas, "nowhere") == Scene("nowhere", ())


def test_a_scene_of_nothing_is_the_overview_as_it_opens_in_chinese_and_light() -> None:
    view = View(30.05, 119.55, 8.0, 960, 600)
    assert Scene() == Scene("overview", (), view, None, "zh", "light", None, None, None, "", "")
    assert (THEMES, FILTERS) == (("light", "dark"), ("pass", "differs", "unknown", "definition"))


# Thematic maps.

SHOWN = "density.2020.districts_2019.quantiles"


def test_a_thematic_map_is_said_in_full_and_its_layer_is_on(atlas: Atlas) -> None:
    checked = Scene(layers=("cities", "rail"), indicator="density").checked(atlas)
    assert checked.indicator == "density.2020.districts_2019.natural_breaks"
    assert checked.layers == ("cities", "districts_2019", "rail")
    assert checked.checked(atlas) == checked
    thematic = checked.thematic(atlas)
    assert thematic
    assert (thematic.indicator.id, thematic.year, thematic.layer, thematic.scheme.id) == (
        "density", "2020", "districts_2019", "natural_breaks",
    )  # fmt: skip


@pytest.mark.parametrize(
    "value", [*HOSTILE, "gdp", "density.1999", "density.2020.rail", "density.2020.cities.best", f"{SHOWN}.more", "."]
)
def test_a_thematic_map_that_is_not_declared_is_none(value: str, atlas: Atlas) -> None:
    assert Scene(indicator=value).checked(atlas) == Scene()


@given(value=st.text() | st.from_regex(r"(density|growth)(\.[a-z0-9_-]{0,15}){0,4}", fullmatch=True))
def test_any_text_gives_a_thematic_map_or_none(atlas: Atlas, value: str) -> None:
    checked = Scene(indicator=value).checked(atlas)
    assert checked.checked(atlas) == checked
    thematic = checked.thematic(atlas)
    assert (str(thematic) if thematic else None) == checked.indicator
    assert thematic is None or thematic.layer in checked.layers


def test_what_a_thematic_map_colours_stays_whatever_edition_the_date_asks_for(atlas: Atlas) -> None:
    scene = Scene(layers=("districts_2021",), date="2022-01", indicator=SHOWN).checked(atlas)
    assert scene.layers == ("districts_2019",)


def test_without_its_layer_or_the_statistics_there_is_no_thematic_map(atlas: Atlas) -> None:
    frames = {name: frame for name, frame in atlas.frames.items() if name != "districts_2019"}
    assert Scene(indicator=SHOWN).checked(replace(atlas, frames=frames)).indicator is None
    assert Scene(indicator=SHOWN).checked(replace(atlas, statistics=atlas.statistics.iloc[:0])).indicator is None


def test_a_feature_of_another_edition_takes_the_thematic_map_along(atlas: Atlas) -> None:
    scene = Scene(layers=("cities",), indicator=SHOWN).checked(atlas)
    found = revealed(scene, "district-330113-2021", atlas)
    assert found.indicator == "density.2020.districts_2021.quantiles"
    assert found.checked(atlas) == found
    assert revealed(scene, "rail-huhang", atlas).indicator == SHOWN


def test_of_what_is_selected_together_each_is_known_and_named_once(atlas: Atlas) -> None:
    scene = Scene(selected="nobody", besides=("city-huzhou", "city-hangzhou", "city-huzhou")).checked(atlas)
    assert scene.selection == ("city-huzhou", "city-hangzhou")
    assert Scene(besides=("city-huzhou",)).checked(atlas).selection == ()
    many = current_atlas().frames["towns"].index[:300]
    assert len(Scene(selected=many[0], besides=tuple(many[1:])).checked(current_atlas()).selection) == MOST_SELECTED


def test_a_clause_is_seen_where_it_lies_in_the_circle_else_the_circle_is() -> None:
    atlas = current_atlas()
    assert Scene(clause="1.2.2").framed(atlas) == Scene().framed(atlas) == ("circle",)
    focus, framed = Scene(clause="2.6.1").focus(atlas), Scene(clause="2.6.1").framed(atlas)
    assert {"waterway-jinghang-north", "gateway-ningbo-zhoushan-port"} <= set(focus) - set(framed)
    assert {"rail-hangqu", "gateway-xiaoshan-airport"} <= set(framed) <= set(focus)
