"""A session remembers the Scene of every page, tells the map what is different, and believes nothing from outside."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from layers.atlas.atlas import Atlas
from layers.atlas.timeline import last_month_of
from maps.scene.pages import PAGES, pages
from maps.scene.permalink import permalink
from maps.scene.scene import HOME, Scene, View, opening, revealed
from ui.session.session import Session, view_told

TOLD = {"lat": 30.25, "lng": 120.5, "zoom": 9.5, "width": 900, "height": 600}


def on(page: str, **given: Any) -> Session:
    """A session whose map shows a page."""
    session = Session(**given)
    session.enter(page)
    return session


def last(session: Session) -> dict[str, Any]:
    """The last command without its number."""
    return {name: value for name, value in session.commands[-1].items() if name != "number"}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_as_the_table_of_pages_says(page: str) -> None:
    session = on(page)
    assert set(session.scene().layers) == set(pages()[page].layers)
    assert (session.mapped, session.commands) == (page, ())


def test_the_first_page_is_opened_by_the_shell_and_not_told() -> None:
    session = on("zones")
    session.enter("zones")
    assert session.commands == ()


def test_another_page_is_told_whole() -> None:
    session = on("overview", selected="city-huzhou", date="2022-05")
    session.enter("transport")
    told = last(session)
    assert (told["time"], told["date"], told["selected"], told["focus"]) == ("1", "2022-05", "city-huzhou", "")
    assert told["layers"].split(",") == list(session.scene("transport").layers)
    session.enter("places")
    assert (last(session)["time"], last(session)["date"]) == ("", "")


def test_a_page_without_time_shows_the_month_of_its_scene_until_another_has_none(atlas: Atlas) -> None:
    session = on("overview")
    session.show(replace(opening(atlas, "places"), date="2021-03"))
    assert (last(session)["date"], last(session)["time"]) == ("2021-03", "1")
    assert session.scene().date == "2021-03", "the address says what the map shows"
    session.set_date("2020-01")
    assert session.scene("places").date == "2020-01", "its time control moves it"
    session.show(opening(atlas, "places"))
    assert (last(session)["date"], last(session)["time"], session.scene("places").date) == ("", "", None)


def test_what_a_scene_names_stands_out_until_one_is_on_a_map_s_own_page(atlas: Atlas) -> None:
    session = on("zones")
    session.arrive("briefing")
    session.show(replace(opening(atlas, "zones"), named=("city-huzhou",)))
    assert last(session)["focus"] == "city-huzhou"
    session.arrive("export")
    assert session.scene().named == ("city-huzhou",), "the sheet shows what the map shows"
    assert session.scene("places").named == ()
    session.arrive("zones")
    assert (last(session), session.scene().named) == ({"focus": ""}, ())


def test_a_month_is_kept_while_pages_without_time_are_read() -> None:
    session = on("transport")
    session.set_date("2021-03")
    for page in ("sources", "zones"):
        session.enter(page)
    assert session.scene().date == "2021-03"


def test_only_what_is_different_is_told() -> None:
    session = on("overview")
    session.show(replace(session.scene(), selected="city-huzhou"), fit=["city-huzhou"])
    assert last(session) == {"selected": "city-huzhou", "focus": "", "fit": "city-huzhou"}
    session.show(replace(session.scene(), layers=("cities",)))
    assert last(session) == {"layers": "cities", "focus": ""}


def test_a_view_goes_before_what_is_to_be_seen_whole() -> None:
    session = on("overview")
    session.show(replace(session.scene(), view=View(30.2, 120.1, 9.0)), fit=["circle"])
    assert last(session)["view"].startswith("30.2,120.1,9")
    assert "fit" not in last(session)


def test_a_view_is_told_once() -> None:
    session = on("overview")
    session.show(replace(session.scene(), view=View(30.2, 120.1, 9.0)))
    session.enter("zones")
    assert "view" not in last(session)


def test_a_clause_stands_out_and_goes_before_a_document() -> None:
    session = on("report", about=("city-huzhou", "city-jiaxing"))
    assert session.fragment()["focus"] == "city-huzhou,city-jiaxing"
    session.clauses["report"] = "2.6.1"
    named = session.fragment()["focus"].split(",")
    assert named
    assert named != ["city-huzhou", "city-jiaxing"]
    session.enter("overview")
    assert "focus" not in session.fragment()


@pytest.mark.parametrize("page", PAGES)
def test_what_is_revealed_is_selected_switched_on_and_brought_into_view(page: str) -> None:
    session = on(page)
    assert session.reveal("place-tangqi")
    told = last(session)
    assert (session.selected, told["selected"], told["fit"]) == ("place-tangqi",) * 3
    assert {"places", *pages()[page].layers} == set(session.scene().layers)


@pytest.mark.parametrize("ident", ["", "nobody", 5, [], {"id": 1}, "<script>", "place-changsanjiao"], ids=repr)
def test_what_has_no_position_reveals_nothing(ident: object) -> None:
    session = on("overview", selected="city-huzhou")
    assert not session.reveal(ident)
    assert (session.selected, session.commands) == ("city-huzhou", ())


def test_nothing_is_revealed_by_none() -> None:
    session = on("overview", selected="city-huzhou")
    assert not session.reveal(None)
    assert (session.selected, last(session)) == (None, {"selected": ""})


def test_an_edition_takes_the_place_of_its_rival(atlas: Atlas) -> None:
    scene = replace(opening(atlas, "checks"), layers=("cities", "districts_2019"))
    assert revealed(scene, "district-330113-2021", atlas).layers == ("cities", "districts_2021")
    both = replace(scene, layers=("cities", "districts_2021"))
    assert revealed(both, "district-330521", atlas).layers == ("cities", "districts_2021")
    assert revealed(replace(scene, layers=("cities",)), "district-330521", atlas).layers == ("cities", "districts_2019")


def test_the_ground_is_always_on(atlas: Atlas) -> None:
    scene = replace(opening(atlas, "checks"), layers=("cities",))
    assert revealed(scene, "ground-lake-chao", atlas).layers == ("cities",)


@pytest.mark.parametrize("ident", [None, 7, "nobody", ["city-huzhou"]], ids=repr)
def test_the_map_may_select_what_exists_alone(ident: object) -> None:
    session = on("overview", selected="city-huzhou")
    session.set_selected("city-jiaxing")
    assert (session.selected, session.commands) == ("city-jiaxing", ())
    session.set_selected(ident)
    assert session.selected is None


@pytest.mark.parametrize(
    ("page", "layers"), [("nowhere", ["cities"]), ("export", ["cities"]), (None, []), ("zones", "cities"), ("zones", 7)]
)
def test_layers_that_are_no_list_of_a_page_change_nothing(page: object, layers: object) -> None:
    session = on("zones")
    session.set_layers(page, layers)
    assert session.layers == {}


def test_unknown_layers_are_left_out() -> None:
    session = on("zones")
    session.set_layers("zones", ["rail", "trams", 5, "cities"])
    assert session.scene().layers == ("cities", "rail")


@pytest.mark.parametrize(
    ("date", "kept"), [("2021-03", "2021-03"), ("2021-13", None), ("", None), (None, None), (2021, None)]
)
def test_a_month_is_a_month(date: object, kept: str | None) -> None:
    session = on("zones", date="2020-01")
    session.set_date(date)
    assert session.date == kept


def test_the_address_is_read_once(atlas: Atlas) -> None:
    session = Session()
    session.read("export", {"selected": "city-jiaxing"})
    session.read("zones", {"lang": "en", "selected": "city-huzhou", "view": "30,120,9", "date": "2019-13"})
    session.read("zones", {"selected": "city-jiaxing"})
    assert (session.selected, session.looking) == ("city-huzhou", View(30, 120, 9))
    assert [(notice.field, notice.value) for notice in session.notices] == [("date", "2019-13")]
    session.arrive("zones")
    assert len(session.notices) == 1, "it stands until it is read or the page is left"
    session.arrive("report")
    assert list(session.notices) == []


def test_a_month_after_the_data_and_a_page_that_is_none_are_named(atlas: Atlas) -> None:
    session = Session()
    last = last_month_of(atlas.timelines)
    session.read("transport", {"date": "2099-01", "page": "nowhere"})
    assert [(notice.field, notice.value) for notice in session.notices] == [("date", "2099-01"), ("page", "nowhere")]
    assert session.date is None
    session.follow(f"/transport?date={last}")
    assert session.scene("transport").date == last
    assert list(session.notices) == []


def test_a_permalink_is_followed_to_its_page_and_told_whole(atlas: Atlas) -> None:
    session, scene = on("zones"), replace(opening(atlas, "zones"), selected="city-huzhou", view=View(30, 120, 9))
    session.follow(permalink(scene, atlas))
    assert session.going() == ("zones", {})
    assert session.going() is None
    session.enter("zones")
    told = last(session)
    assert (told["selected"], told["view"]) == ("city-huzhou", "30,120,9,960x600")
    assert told["layers"]


def test_commands_are_numbered_and_the_latest_are_kept() -> None:
    session = on("overview")
    for number in range(1, 12):
        session.command(capture=number)
        assert session.commands[-1] == {"capture": number, "number": number}
    assert [command["number"] for command in session.commands] == [4, 5, 6, 7, 8, 9, 10, 11]


@pytest.mark.parametrize(
    "told",
    [
        None, 7, "x", [], {}, {"lat": "a"}, TOLD | {"lat": 1e400}, TOLD | {"zoom": float("nan")}, TOLD | {"lat": "30"},
        TOLD | {"width": 99}, TOLD | {"height": 8001}, TOLD | {"lat": 52.5}, {"lat": 30, "lng": 120, "zoom": 9},
    ],
    ids=repr,
)  # fmt: skip
def test_a_map_that_tells_nonsense_looks_where_every_map_opens(told: object) -> None:
    assert view_told(told) == HOME


def test_a_map_that_tells_where_it_looks_is_believed() -> None:
    assert view_told(TOLD) == View(30.25, 120.5, 9.5, 900, 600)


def test_a_session_begins_on_the_overview_in_chinese_and_light_with_nothing_chosen() -> None:
    assert vars(Session()) == {
        "lang": "zh", "theme": "light", "place": "overview", "page": None, "selected": None, "date": None,
        "besides": (),
        "filter": "differs", "layers": {}, "clauses": {}, "indicators": {}, "hidden": {},
        "opacity": {}, "unnamed": {}, "about": (),
        "looking": View(30.05, 119.55, 8.0, 960, 600),
        "commands": (), "wish": None, "notices": (), "noticed": "overview", "has_read": False, "entries": 0,
        "began": "", "dated": frozenset(), "named": (),
    }  # fmt: skip
    assert (Session().mapped, Session().shows_map) == ("overview", True)
    assert [Session(place=place).shows_map for place in ("zones", "report", "export", "briefing")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_a_scene_has_the_month_the_clause_and_the_results_of_its_page_alone(atlas: Atlas) -> None:
    session = Session(lang="en", theme="dark", selected="city-huzhou", date="2021-03", clauses={"report": "2.6.1"})
    session.layers["zones"] = ("cities", "zones")
    about: dict[str, Any] = {"selected": "city-huzhou", "lang": "en", "theme": "dark"}
    assert session.scene("zones") == Scene("zones", ("cities", "zones"), date="2021-03", **about)
    assert session.scene("places") == Scene("places", opening(atlas, "places").layers, **about)
    assert session.scene("checks") == Scene("checks", opening(atlas, "checks").layers, filter="differs", **about)
    assert session.scene("report") == Scene("report", opening(atlas, "report").layers, clause="2.6.1", **about)


@pytest.mark.parametrize(
    ("scene", "date", "chosen"),
    [
        (Scene("places"), "2021-03", "pass"), (Scene("places", date="2022-05"), "2022-05", "pass"),
        (Scene("zones"), None, "pass"), (Scene("zones", date="2022-05"), "2022-05", "pass"),
        (Scene("checks"), "2021-03", None), (Scene("checks", filter="unknown"), "2021-03", "unknown"),
        (Scene("zones", filter="unknown"), None, "pass"),
    ],
)  # fmt: skip
def test_a_scene_that_is_kept_changes_what_its_page_can_say(scene: Scene, date: str | None, chosen: str | None) -> None:
    session = on("overview", selected="city-huzhou", date="2021-03", filter="pass", lang="en", theme="dark")
    session.keep(replace(scene, layers=("cities",), clause="2.6", view=View(30, 120, 9), selected="city-jiaxing"))
    assert (session.date, session.filter) == (date, chosen)
    assert (session.layers, session.clauses) == ({scene.page: ("cities",)}, {scene.page: "2.6"})
    assert (session.selected, session.looking) == ("city-jiaxing", View(30, 120, 9))
    assert (session.lang, session.theme, session.commands) == ("en", "dark", ())


def test_a_page_that_is_entered_is_told_with_what_it_has_not_too_and_each_time_counts() -> None:
    session = on("overview")
    counted = []
    for page in ("places", "places", "checks"):
        session.enter(page)
        counted.append(session.entries)
    assert counted == [1, 1, 2]
    assert [command["number"] for command in session.commands] == [1, 2]
    assert last(session) == {
        "time": "",
        "layers": "relief,cities,circle",
        "date": "",
        "indicator": "",
        "hidden": "",
        "opacity": "",
        "unnamed": "",
        "selected": "",
        "focus": "",
    }


def test_what_the_map_looks_at_is_taken_along_by_a_permalink_alone(atlas: Atlas) -> None:
    session = on("zones")
    session.follow(permalink(replace(opening(atlas, "places"), view=View(30, 120, 9)), atlas))
    session.enter("places")
    assert (last(session)["view"], session.looking, session.page) == ("30,120,9,960x600", HOME, "places")
    session.looking = View(31, 121, 10)
    session.enter("zones")
    assert "view" not in last(session)


def test_an_address_that_says_only_the_language_changes_nothing_and_a_tool_leaves_it_to_the_next_page() -> None:
    session = Session(layers={"zones": ("cities",)})
    session.read("export", {"layers": "rail"})
    assert not session.has_read
    session.read("zones", {"lang": "en"})
    assert (session.has_read, session.layers, session.lang) == (True, {"zones": ("cities",)}, "zh")


def test_another_page_is_wished_for_with_what_its_address_is_to_say() -> None:
    session = Session()
    session.go("report", clause="2.6")
    assert session.going() == ("report", {"clause": "2.6"})
    assert session.going() is None


SHOWN = "density.2020.cities.quantiles"


def test_a_thematic_map_is_of_its_page_and_told_to_the_map(atlas: Atlas) -> None:
    session = on("overview")
    session.set_indicator("overview", SHOWN)
    assert session.scene().indicator == SHOWN
    assert session.scene("transport").indicator is None
    session.enter("places")
    assert last(session)["indicator"] == ""
    session.enter("overview")
    assert last(session)["indicator"] == SHOWN
    assert session.fragment()["indicator"] == SHOWN


@pytest.mark.parametrize("value", [None, 7, "", "gdp", "density.2020.rail", {"a": 1}], ids=repr)
def test_what_is_no_thematic_map_ends_it(value: object) -> None:
    session = on("overview")
    session.set_indicator("overview", SHOWN)
    session.set_indicator("nowhere", None)
    assert session.scene().indicator == SHOWN
    session.set_indicator("overview", value)
    assert session.scene().indicator is None


def test_a_thematic_map_ends_with_the_layer_that_it_colours() -> None:
    session = on("overview")
    session.set_indicator("overview", SHOWN)
    session.set_layers("overview", ["cities", "rail"])
    assert session.scene().indicator == SHOWN
    session.set_layers("overview", ["rail"])
    assert session.scene().indicator is None
    assert session.scene().layers == ("rail",)


def test_an_address_brings_its_thematic_map(atlas: Atlas) -> None:
    session = on("overview")
    session.read("overview", {"indicator": "growth"})
    assert session.scene().indicator == "growth.2010-2020.districts_2019.natural_breaks"
    assert "districts_2019" in session.scene().layers


def test_several_are_selected_together_and_a_new_one_is_read_and_brought_into_view() -> None:
    session = on("transport", selected="rail-hanghuang")
    session.select(("rail-hanghuang", "station-tonglu"))
    assert (session.selected, session.besides) == ("station-tonglu", ("rail-hanghuang",))
    told = last(session)
    assert (told["selected"], told["fit"]) == ("station-tonglu,rail-hanghuang",) * 2
    session.select(("station-tonglu",))
    assert (session.selected, session.besides) == ("station-tonglu", ())
    assert "fit" not in last(session), "what is taken back moves nothing"
    session.select(())
    assert (session.selected, session.besides, last(session)["selected"]) == (None, (), "")


def test_layers_of_what_is_selected_together_are_switched_on() -> None:
    session = on("zones", selected="zone-hangjia")
    assert "stations" not in session.scene().layers
    session.select(("zone-hangjia", "station-tonglu", "station-fuyang"))
    assert "stations" in session.scene().layers
    assert session.scene().selection == ("zone-hangjia", "station-tonglu", "station-fuyang")


def test_the_details_of_another_selected_feature_leave_the_selection_as_it_is() -> None:
    session = on("transport", selected="rail-hanghuang", besides=("station-tonglu", "station-fuyang"))
    session.read_details("station-fuyang")
    assert (session.selected, set(session.besides)) == ("station-fuyang", {"rail-hanghuang", "station-tonglu"})
    commands = session.commands
    for ident in ("station-jiande", None, 3):
        session.read_details(ident)
    assert session.commands == commands


def test_the_map_tells_several_and_one_ends_them() -> None:
    session = on("transport")
    session.set_selected("rail-hanghuang,nobody,station-tonglu")
    assert (session.selected, session.besides) == ("rail-hanghuang", ("station-tonglu",))
    session.set_selected("station-tonglu")
    assert (session.selected, session.besides) == ("station-tonglu", ())
    session.set_selected("station-tonglu,rail-hanghuang")
    session.reveal("station-fuyang")
    assert (session.selected, session.besides) == ("station-fuyang", ())
