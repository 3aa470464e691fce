"""A Scene round-trips through its address, and nothing that an address says does any harm."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas
from maps.scene.codec import Notice, view_of, view_text
from maps.scene.pages import PAGES
from maps.scene.permalink import LONGEST, MOST_UNKNOWN, from_permalink, permalink
from maps.scene.scene import LONGEST_NOTE, LONGEST_TITLE, Scene, View, opening, plain
from tests import samples
from tests.maps import scenes

HOSTILE = [
    "", "?", "/", "//", "/?", "?=", "&&&", "[", "//[", "http://[::1", "\x00", "%", "%zz", "?layers=%ff", "?view=1,2",
    "?view=nan,nan,nan", "?view=30,120,8,0x0", "?view=٣٠,١٢٠,٨", "?v=2", "?date=2019-13", "?date=20٢٤-01", "\ud800",
    "?title=\ud800", "?page=../../etc", "javascript:alert(1)", "?lang[]=zh", "?" + "a&" * 50, "?" + "layers=rail&" * 50,
    "?title=<script>alert(1)</script>", "?note={{7*7}}", "?selected=__class__", "x" * 100_000, "\u2028?lang=en",
]  # fmt: skip


def is_sound(scene: Scene, atlas: Atlas) -> bool:
    return scene == scene.checked(atlas)


@settings(max_examples=100)
@given(scene=scenes.scenes())
def test_the_address_of_any_scene_restores_an_equal_one(atlas: Atlas, scene: Scene) -> None:
    assert is_sound(scene, atlas)
    assert from_permalink(permalink(scene, atlas), atlas) == (scene, ())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_as_it_opens_has_a_short_address(page: str, atlas: Atlas) -> None:
    address = permalink(opening(atlas, page), atlas)
    assert address == f"/{'' if page == PAGES[0] else page}?v=1&lang=zh&theme=light"
    assert from_permalink(address, atlas) == (opening(atlas, page), ())


def test_the_longest_scene_still_fits_into_an_address(atlas: Atlas) -> None:
    widest = "\U0001f5fa"
    scene = Scene("transport", samples.CATALOGUE.ids(), title=widest * LONGEST_TITLE, note=widest * LONGEST_NOTE)
    first, *others = sorted(scenes.IDS, key=len, reverse=True)
    scene = replace(scene, selected=first, besides=tuple(others), date="2019-07", clause="2.6.1", filter="differs")
    scene = replace(scene, view=View(30.12345, 120.12345, 10.25, 1920, 1080)).checked(atlas)
    assert len(permalink(scene, atlas)) <= LONGEST
    assert from_permalink(permalink(scene, atlas), atlas) == (scene, ())


@given(
    scene=scenes.scenes(),
    cuts=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 12), st.text(max_size=4)), min_size=1, max_size=6),
)
@settings(max_examples=1000)
def test_a_mangled_address_raises_nothing_and_gives_a_sound_scene(
    atlas: Atlas, scene: Scene, cuts: list[tuple[int, int, str]]
) -> None:
    address = permalink(scene, atlas)
    for start, length, put in cuts:
        address = address[:start] + put + address[start + length :]
    restored, notices = from_permalink(address, atlas)
    assert is_sound(restored, atlas)
    assert all(len(notice.value) <= 40 for notice in notices)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_address_gives_a_sound_scene(text: str, atlas: Atlas) -> None:
    restored, _ = from_permalink(text, atlas)
    assert is_sound(restored, atlas)
    assert is_sound(from_permalink(permalink(restored, atlas), atlas)[0], atlas)


@given(text=st.text())
def test_any_text_gives_a_sound_scene(text: str, atlas: Atlas) -> None:
    assert is_sound(from_permalink(text, atlas)[0], atlas)


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("page", "zones", "zone"),
        ("lang", "en", "fr"),
        ("theme", "dark", "grey"),
        ("layers", "cities,rail", "cities,trams"),
        ("view", "30.05,119.55,8.5", "30.05,119.55,88"),
        ("view", "30,120,8", "٣٠,١٢٠,٨"),
        ("selected", "station-hangzhou-xi", "station-nowhere"),
        ("selected", "station-hangzhou-xi,city-huzhou", "city-huzhou,station-nowhere"),
        ("date", "2019-07", "2019-7"),
        ("date", "2022-01", "20٢٢-01"),
        ("clause", "2.6.1", "2.6.9"),
        ("filter", "differs", "differ"),
        ("v", "1", "2"),
    ],
)
def test_a_part_that_is_not_understood_is_noticed(field: str, good: str, bad: str, atlas: Atlas) -> None:
    assert from_permalink(f"?{field}={quote(good)}", atlas)[1] == ()
    (notice,) = from_permalink(f"?{field}={quote(bad)}", atlas)[1]
    known = set(good.split(",")) & set(bad.split(",")) if field in {"layers", "selected"} else set()
    lost = [part for part in bad.split(",") if part not in known] if known else [bad]
    assert notice == Notice(field, ",".join(lost), kept=bool(known))


def test_a_parameter_that_no_address_has_is_named_with_the_nearest_and_what_hosts_add_is_not(atlas: Atlas) -> None:
    scene, notices = from_permalink(f"/corridors?lang=en&layer=rail&{'<' * 50}=1&utm_source=x&embed=true&from=y", atlas)
    assert (scene.page, scene.lang, scene.layers) == ("corridors", "en", opening(atlas, "corridors").layers)
    assert set(notices) == {Notice("key", "layer", kept=True, near="layers"), Notice("key", "<" * 40, kept=True)}
    assert from_permalink("/corridors?time=2019-07", atlas)[1] == (Notice("key", "time", kept=True),), "it is no title"
    many = urlencode({f"{number}key": 1 for number in range(30)})
    assert len(from_permalink(f"?{many}", atlas)[1]) == MOST_UNKNOWN


def test_an_address_holds_no_markup_as_it_is(atlas: Atlas) -> None:
    scene = Scene(title='<script>alert("1")</script>', note="{{7*7}} & ${x}").checked(atlas)
    address = permalink(scene, atlas)
    assert not set('<>"{}$ ') & set(address)
    assert parse_qs(urlsplit(address).query)["title"] == [scene.title]
    assert from_permalink(address, atlas)[0] == scene


@pytest.mark.parametrize("prefix", ["http://127.0.0.1:8501", "https://atlas.example/circle", ""])
def test_the_server_that_stands_before_it_does_not_matter(prefix: str, atlas: Atlas) -> None:
    scene = Scene("zones", opening(atlas, "zones").layers, date="2019-07")
    assert from_permalink(prefix + permalink(scene, atlas), atlas) == (scene, ())


def test_a_view_is_said_as_short_as_it_can_be() -> None:
    assert view_text(View(30, 120, 8)) == "30,120,8"
    assert view_text(View(30.05, 119.5, 8.5, 800, 600)) == "30.05,119.5,8.5,800x600"
    assert view_of("30,120,8") == View(30, 120, 8)


@pytest.mark.parametrize("text", ["", "30,120", "30,120,8,9", "30,120,8,800", "120,30,8", "30,120,99", "30,120,8,9x9"])
def test_a_view_that_cannot_be_is_none(text: str) -> None:
    assert view_of(text) is None


@given(text=st.text(max_size=100), longest=st.integers(1, 80))
def test_a_plain_text_stays_as_it_is(text: str, longest: int) -> None:
    once = plain(text, longest)
    assert len(once) <= longest
    assert plain(once, longest) == once
    assert once.isprintable()


def test_every_part_of_a_scene_stands_in_its_address_and_nothing_else(atlas: Atlas) -> None:
    scene = Scene(
        "zones", ("cities", "zones"), View(30.05, 119.5, 8.25, 800, 640), "city-hangzhou", "en", "dark", "2019-07",
        "2.6.1", "differs", "题 a", "b&c",
    )  # fmt: skip
    assert permalink(scene, atlas) == (
        "/zones?v=1&lang=en&theme=dark&layers=cities,zones&view=30.05,119.5,8.25,800x640&selected=city-hangzhou"
        "&date=2019-07&clause=2.6.1&filter=differs&title=%E9%A2%98+a&note=b%26c"
    )
    assert permalink(replace(scene, page="overview"), atlas).startswith("/?v=1&")


@pytest.mark.parametrize(
    ("text", "page"),
    [("/zones?v=1", "zones"), ("/zones/?v=1", "zones"), ("/a/zones", "zones"), ("?page=zones", "zones"),
     ("page=zones&v=1", "zones"), ("/zones?page=places", "zones"), ("  /zones  ", "zones"), ("/", "overview"),
     ("", "overview"),
     ("https://a.example/zones#x", "zones")],
)  # fmt: skip
def test_the_page_is_the_last_part_of_the_path_or_a_parameter(text: str, page: str, atlas: Atlas) -> None:
    scene, notices = from_permalink(text, atlas)
    assert (scene.page, notices) == (page, ())


def test_of_a_parameter_given_twice_the_first_counts(atlas: Atlas) -> None:
    assert from_permalink("?lang=en&lang=zh", atlas)[0].lang == "en"


def test_no_layers_are_asked_for_by_an_empty_list_and_unknown_ones_are_left_out(atlas: Atlas) -> None:
    usual = opening(atlas, "overview").layers
    assert from_permalink("?layers=", atlas) == (Scene(), ())
    assert from_permalink("?layers=rail,trams,cities", atlas) == (
        Scene(layers=("cities", "rail")), (Notice("layers", "trams", kept=True),)
    )  # fmt: skip
    assert from_permalink("?layers=trams", atlas) == (Scene(layers=usual), (Notice("layers", "trams"),))
    assert from_permalink("?v=1", atlas)[0].layers == usual


def test_an_address_of_more_than_forty_parts_or_fourteen_thousand_signs_is_not_read_to_its_end(atlas: Atlas) -> None:
    forty = "?lang=en" + "&a=b" * 39
    assert from_permalink(forty, atlas)[0].lang == "en"
    scene, notices = from_permalink(forty + "&a=b", atlas)
    assert (scene, notices) == (opening(atlas, "overview"), (Notice("address", (forty)[:40]),))
    late = "?a=" + "x" * (14_000 - 11)
    assert from_permalink(late + "&lang=en", atlas)[0].lang == "en"
    assert from_permalink(late + "x&lang=en", atlas)[0].lang == "zh"


def test_the_value_of_a_notice_is_cut_at_forty_signs(atlas: Atlas) -> None:
    (notice,) = from_permalink("?selected=" + "x" * 50, atlas)[1]
    assert notice == Notice("selected", "x" * 40)


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("30.123456,120,8", View(30.123456, 120, 8)), ("30,120,8,100x8000", View(30, 120, 8, 100, 8000)),
        ("30.1234567,120,8", None), ("0030,120,8", None), ("30,120,8,99x600", None), ("30,120,8,100000x600", None),
        ("30.,120,8", None), (" 30,120,8", None), ("30,120,8,800x", None), ("-30,120,8", None),
    ],
)  # fmt: skip
def test_a_view_has_up_to_six_decimals_and_a_size(text: str, view: View | None) -> None:
    assert view_of(text) == view


def test_a_view_is_said_to_five_decimals() -> None:
    assert view_text(View(30.123456, 120.000004, 8.1)) == "30.12346,120,8.1"
    assert view_text(View(30, 120, 10, 960, 500)) == "30,120,10,960x500"
    assert view_text(View(30, 120, 10, 960, 600)) == "30,120,10"


def test_a_thematic_map_stands_in_the_address_and_comes_back(atlas: Atlas) -> None:
    scene = Scene("overview", ("cities", "regions"), indicator="growth.2010-2020.regions.quantiles").checked(atlas)
    address = permalink(scene, atlas)
    assert "indicator=growth.2010-2020.regions.quantiles" in address
    assert from_permalink(address, atlas) == (scene, ())


def test_a_short_name_of_a_thematic_map_is_understood(atlas: Atlas) -> None:
    scene, notices = from_permalink("/?indicator=density.2010", atlas)
    assert (scene.indicator, notices) == ("density.2010.districts_2019.natural_breaks", ())


@pytest.mark.parametrize("value", ["gdp", "density.2020.rail", "<script>"])
def test_a_thematic_map_that_is_not_understood_falls_back_with_a_notice(value: str, atlas: Atlas) -> None:
    scene, notices = from_permalink(f"/?{urlencode({'indicator': value})}", atlas)
    assert scene == opening(atlas, "overview")
    assert notices == (Notice("indicator", value),)


def test_what_a_scene_names_stands_in_the_address_and_stands_out(atlas: Atlas) -> None:
    named = ("rail-hangqu", "city-quzhou")
    scene = Scene("transport", ("cities", "rail"), clause="2.6.1", named=named).checked(atlas)
    assert from_permalink(permalink(scene, atlas), atlas) == (scene, ())
    assert scene.focus(atlas) == named
    assert replace(scene, named=()).focus(atlas)[:1] != named[:1]


@pytest.mark.parametrize("value", ["nothing", "<script>", ",".join(f"x{number}" for number in range(500))])
def test_what_does_not_exist_is_not_named(value: str, atlas: Atlas) -> None:
    scene, notices = from_permalink(f"/transport?{urlencode({'named': value})}", atlas)
    assert scene.named == ()
    assert notices == (Notice("named", value[:40]),)
    twice, none = from_permalink("/transport?named=rail-hangqu,rail-hangqu", atlas)
    assert (twice.named, none) == (("rail-hangqu",), ())
