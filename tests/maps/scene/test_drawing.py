"""Opacity and names of layers are part of a Scene: checked, said in an address and a storyboard, the same on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from matplotlib.figure import Figure

from layers.atlas.atlas import Atlas
from maps.origin.content import content_code
from maps.origin.provenance import provenance
from maps.paper.ink import Group
from maps.paper.ornaments import legend
from maps.paper.type import Typesetter
from maps.plan.plan import Plan, plan
from maps.plan.shapes import DIMMED
from maps.scene.codec import Notice, encode, fragment
from maps.scene.drawing import nameless, opacity_of, unnamed_of
from maps.scene.permalink import from_permalink, permalink
from maps.scene.scene import Scene, View, opening
from maps.scene.sheet import Sheet
from maps.slides.slides import pptx
from maps.storyboard.file import dump, load
from maps.storyboard.storyboard import Storyboard, capture, scene_of, shown_as
from maps.words.changes import changes
from maps.words.summarise import describe

HOSTILE = (
    "rail", "rail.", "rail.0", "rail.9", "rail.09", "rail.91", "rail.100", "rail.-5", "rail.5e1", "rail.60.5",
    "RAIL.60", "tram.60", "ground.60", "streams.50", "__proto__.50", "rail.６０", "rail.60\n", "", ".", "<b>.50",
)  # fmt: skip


@pytest.mark.parametrize("key", HOSTILE, ids=repr)
def test_what_is_no_opacity_of_a_layer_with_a_switch_is_left_out_and_named(key: str, atlas: Atlas) -> None:
    assert opacity_of(atlas, [key]) == ()
    assert Scene(opacity=(key,)).checked(atlas).opacity == ()
    if key.strip() == key and key:
        _, notices = from_permalink(f"/transport?opacity={key}", atlas)
        assert notices == (Notice("opacity", key),)


def test_of_a_layer_the_first_share_counts_and_keys_come_in_the_order_of_the_catalogue(atlas: Atlas) -> None:
    asked = ("roads.30", "rail.60", "rail.10", "cities.90")
    assert opacity_of(atlas, asked) == ("cities.90", "rail.60", "roads.30")
    scene = Scene(opacity=asked).checked(atlas)
    assert [scene.share(layer) for layer in ("cities", "rail", "roads", "zones", "", None)] == [0.9, 0.6, 0.3, 1, 1, 1]


def test_names_can_be_off_of_every_layer_that_has_some_and_of_all(atlas: Atlas) -> None:
    assert {"all", "cities", "rail", "towns"} <= set(nameless(atlas))
    assert not {"circle", "relief", "inland_water", "ground"} & set(nameless(atlas))
    assert unnamed_of(atlas, ("stations", "all", "stations", "circle", "inland_water", "__proto__", "")) == (
        "all",
        "stations",
    )
    scene, notices = from_permalink("/transport?unnamed=rail,circle", atlas)
    assert (scene.unnamed, notices) == (("rail",), (Notice("unnamed", "circle", kept=True),))
    assert [scene.names(layer) for layer in ("rail", "stations")] == [False, True]
    assert not replace(scene, unnamed=("all",)).names("stations")


def test_an_address_a_storyboard_and_a_map_say_it_and_nothing_of_what_is_usual(atlas: Atlas) -> None:
    usual = opening(atlas, "transport")
    assert not {"opacity", "unnamed"} & {*encode(usual), *fragment(usual, atlas)}
    scene = replace(usual, opacity=("rail.60", "roads.30"), unnamed=("stations",))
    address = permalink(scene, atlas)
    assert "&opacity=rail.60,roads.30&unnamed=stations" in address
    assert from_permalink(address, atlas) == (scene, ())
    assert {"opacity": "rail.60,roads.30", "unnamed": "stations"}.items() <= fragment(scene, atlas).items()
    step, plain = capture(scene, atlas, title_zh="淡"), capture(usual, atlas, title_zh="常")
    board = Storyboard(version=1, id="pale", title_zh="淡", scenes=(step, plain))
    told = dump(board)
    assert told.count("opacity") == told.count("unnamed") == 1
    again = load(told.encode(), atlas)
    assert [scene_of(one, atlas, "zh").opacity for one in again.scenes] == [scene.opacity, ()]
    assert shown_as(plain, step).unnamed == ("stations",)


@pytest.fixture(scope="module")
def pale(atlas: Atlas) -> tuple[Plan, Plan]:
    """The same sheet without and with paler railways and nameless cities."""
    usual = opening(atlas, "transport")
    return plan(atlas, usual, Sheet()), plan(atlas, replace(usual, opacity=("rail.60",), unnamed=("cities",)), Sheet())


def test_paper_draws_layer_and_sample_as_opaque_as_that_and_writes_no_such_names(pale: tuple[Plan, Plan]) -> None:
    usual, made = pale
    assert {item.share for item in made.drawn if item.layer == "rail"} == {0.6}
    assert {item.share for item in made.drawn if item.layer != "rail"} == {1.0}
    assert {item.opacity for item in made.drawn} == {1.0}
    rows = {item.row.layer: item.row.opacity for item in made.legend.rows}
    assert rows.pop("rail") == 0.6
    assert set(rows.values()) == {1.0}
    homes = {item.id: item.layer for item in usual.drawn}
    assert "cities" in {homes[label.id] for label in usual.labels}
    assert "cities" not in {homes[label.id] for label in made.labels}


def test_where_all_names_are_off_paper_has_none(atlas: Atlas) -> None:
    assert plan(atlas, replace(opening(atlas, "transport"), unnamed=("all",)), Sheet()).labels == ()


def groups(page: Plan, atlas: Atlas) -> list[tuple[float, int]]:
    """How opaque the groups of the legend's samples are, and how much is drawn in each."""
    made = Figure()
    axes = made.add_axes((0, 0, 1, 1))
    legend(page, atlas, axes, Typesetter(axes, "page", outlined=False))
    return [(found.opacity, len(found.parts)) for found in axes.findobj(Group)]


def test_the_samples_of_a_paler_layer_are_paler_on_paper_and_on_slides(pale: tuple[Plan, Plan], atlas: Atlas) -> None:
    usual, made = (groups(one, atlas) for one in pale)
    assert usual == []
    rails = [item.row.style for item in pale[1].legend.rows if item.row.layer == "rail" and item.row.style]
    assert made == [(0.6, len(style.strokes)) for style in rails]
    shares = [slide_alphas(one, atlas) for one in pale]
    assert ["60000" in found for found in shares] == [False, True]


def slide_alphas(page: Plan, atlas: Atlas) -> set[str]:
    """The opacities that a slide's shapes say, in thousandths of a per cent."""
    origin = provenance(page.scene, page.sheet, atlas, content_code(page.scene, page.sheet, atlas))
    with ZipFile(BytesIO(pptx([page], atlas, origin))) as deck:
        return set(re.findall(r'<a:alpha val="(\d+)"', deck.read("ppt/slides/slide1.xml").decode()))


def test_what_stands_out_is_as_opaque_as_its_layer_and_the_rest_dimmed(atlas: Atlas) -> None:
    scene = replace(opening(atlas, "transport"), clause="2.6.1", opacity=("rail.50",))
    made = plan(atlas, scene, Sheet())
    rail = [[item for item in part if item.layer == "rail"] for part in made.layers]
    assert {(item.share, item.opacity) for item in rail[-1]} == {(0.5, 1.0)}
    assert {(item.share, item.opacity) for part in rail[:-1] for item in part} == {(0.5, DIMMED)}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("淡化显示:铁路(60%)。", "不标注名称:车站。", "不透明度:铁路(60%)。", "已隐去注记:车站。",
                "图上不标注任何名称。")),
        ("en", ("Drawn paler: Railways (60 %).", "No names are written of: Stations.", "Opacity: Railways (60 %).",
                "Names off: Stations.", "No names are written.")),
    ],
)  # fmt: skip
def test_it_is_said_in_words_and_read_out_when_it_changes(lang: str, words: tuple[str, ...], atlas: Atlas) -> None:
    usual = replace(opening(atlas, "transport"), lang=lang)
    scene = replace(usual, opacity=("rail.60",), unnamed=("stations",))
    said, told = " ".join(describe(scene, atlas)), changes(usual, scene, atlas)
    assert words[0] in said
    assert words[1] in said
    assert words[2] in told
    assert words[3] in told
    assert words[0] not in " ".join(describe(usual, atlas))
    assert words[4] in " ".join(describe(replace(scene, unnamed=("all", "stations")), atlas))
    assert changes(scene, usual, atlas) != ""
    assert changes(scene, scene, atlas) == ""


@pytest.mark.parametrize(("scale", "drawn"), [(1_500_000, False), (150_000, True)])
def test_intercity_stops_are_on_paper_from_the_scale_of_zoom_10_and_selected_or_named_ones_always(
    scale: int, drawn: bool, atlas: Atlas
) -> None:
    stops = set(atlas.frames["stations"].index[atlas.frames["stations"]["kind"] == "intercity_station"])
    usual = replace(opening(atlas, "transport"), view=View(30.25, 120.2, 9.0))
    made = plan(atlas, usual, Sheet(scale=scale))
    seen = {item.id for item in made.drawn} & stops
    assert bool(seen) is drawn
    assert ("intercity_station" in {item.row.kind for item in made.legend.rows}) is drawn
    assert {"high_speed_station", "station"} & {item.kind for item in made.drawn}
    near = plan(atlas, usual, Sheet(scale=150_000))
    one = next(item.id for item in near.drawn if item.id in stops)
    for asked in (replace(usual, selected=one), replace(usual, named=(one,))):
        assert one in {item.id for item in plan(atlas, asked, Sheet(scale=scale)).drawn}
