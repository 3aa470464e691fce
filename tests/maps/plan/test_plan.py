"""A Plan is everything a figure shows, resolved: it agrees with itself, and refuses what cannot be written."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas, current_atlas
from layers.atlas.sources import said_by
from layers.errors import ExportError
from maps.lettering import fonts
from maps.origin.content import content_code
from maps.plan import plan as planning
from maps.plan.furniture import furnished
from maps.plan.layout import MM_PER_PX
from maps.plan.plan import Plan, plan
from maps.plan.shapes import DIMMED
from maps.plan.wording import rounded
from maps.scene.scene import THEMES, Scene, opening
from maps.scene.sheet import Sheet
from tests import samples
from tests.maps.paper.figures import CASES, SHEETS, every_case, plan_of, planned
from tests.maps.scenes import scenes
from text import say

GRIN = "\U0001f600"
WRITABLE = st.text(st.sampled_from("杭州 A<&>\"'{}%\\$_^\u2028\n\t"), max_size=30)


def agrees(made: Plan) -> bool:
    """Whether frame and extent have one shape, and the scale is that of the frame."""
    west, south, east, north = made.extent
    frame = made.layout.frame
    in_shape = (east - west) / (north - south) == pytest.approx(frame.w / frame.h, rel=1e-5)
    return in_shape and made.metres_per_mm * frame.w == pytest.approx(east - west)


def plan_or_code(scene: Scene, sheet: Sheet) -> Plan | str:
    """The Plan, or why there is none."""
    try:
        return plan(current_atlas(), scene, sheet)
    except ExportError as error:
        return error.code


@every_case
def test_frame_and_extent_agree(case: str) -> None:
    made = plan_of(case)
    frame = made.layout.frame
    assert agrees(made)
    assert made.to_px(made.extent[0], made.extent[3]) == pytest.approx((0, 0))
    assert made.to_px(made.extent[2], made.extent[1]) == pytest.approx((frame.w / MM_PER_PX, frame.h / MM_PER_PX))
    assert made.denominator == pytest.approx(made.metres_per_mm * 1000, rel=0.005)


@settings(max_examples=8)
@given(scene=scenes(), sheet=st.sampled_from([parameter.values[0] for parameter in SHEETS]))
def test_any_scene_has_a_plan_that_agrees_or_is_refused(scene: Scene, sheet: Sheet) -> None:
    made = plan_or_code(replace(scene, title="", note=""), sheet)
    assert made == "legend_too_long" or (isinstance(made, Plan) and agrees(made))
    if isinstance(made, Plan):
        kinds = {feature.geometry.geom_type for feature in made.drawn}
        assert kinds <= {"Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}


@every_case
def test_the_zoom_is_that_of_a_screen_as_large_as_the_figure(case: str) -> None:
    made = plan_of(case)
    latitude = math.radians((made.seen[1] + made.seen[3]) / 2)
    metres_per_px = 2 * math.pi * 6378137 * math.cos(latitude) / 256 / 2**made.zoom
    assert metres_per_px == pytest.approx(made.denominator * MM_PER_PX / 1000, rel=1e-6)


def test_the_same_scene_and_sheet_give_the_same_plan(atlas: Atlas) -> None:
    scene, sheet = CASES["dated"]
    one, other = plan_of("dated"), plan(atlas, scene.checked(atlas), sheet)
    assert one is not other
    for name in ("labels", "degrees", "layout", "extent", "denominator", "words", "bar", "legend"):
        assert getattr(one, name) == getattr(other, name)
    assert [(item.id, item.style) for item in one.drawn] == [(item.id, item.style) for item in other.drawn]


def test_two_planned_at_once_are_as_alone(atlas: Atlas) -> None:
    scenes = [opening(atlas, page).checked(atlas) for page in ("overview", "places")]
    alone = [planned(scene, Sheet()) for scene in scenes]
    fonts._advance.cache_clear()
    fonts.wrapped.cache_clear()
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda scene: plan(atlas, scene, Sheet()), scenes))
    for one, other in zip(alone, together, strict=True):
        assert (one.labels, one.layout, one.words) == (other.labels, other.layout, other.words)


@pytest.mark.parametrize("made", [{"title": f"杭州{GRIN}"}, {"note": GRIN}, {"remarks": f"一\n二{GRIN}"}])
def test_a_character_that_the_typeface_lacks_is_refused_and_named(made: dict[str, Any], atlas: Atlas) -> None:
    with pytest.raises(ExportError) as error:
        plan(atlas, opening(atlas, "overview"), Sheet(**made))
    assert error.value.code == "missing_glyph"
    assert error.value.faults[0].given == {"characters": f"{GRIN} (U+1F600)"}
    sound = Sheet(**{key: text.replace(GRIN, "") for key, text in made.items()})
    assert isinstance(plan_or_code(opening(atlas, "overview"), sound), Plan)


def test_what_a_scene_brings_is_checked_too(atlas: Atlas) -> None:
    for scene in (Scene(title=f"a{GRIN}"), Scene(note=GRIN)):
        with pytest.raises(ExportError, match="missing_glyph"):
            plan(atlas, scene.checked(atlas), Sheet())
    with pytest.raises(ExportError, match="missing_glyph"):
        plan(atlas, Scene(), Sheet(mode="publication", author=GRIN))


def test_a_name_in_the_data_that_cannot_be_written_is_refused(atlas: Atlas) -> None:
    frame = atlas.frames["cities"].copy()
    frame.loc["city-hangzhou", "name_zh"] = f"杭州{GRIN}"
    changed = replace(atlas, frames={**atlas.frames, "cities": frame})
    with pytest.raises(ExportError, match="missing_glyph"):
        plan(changed, Scene(layers=("cities",)), Sheet())
    assert plan(changed, Scene(layers=("circle",)), Sheet()).labels == ()


@settings(max_examples=20)
@given(title=WRITABLE, note=WRITABLE)
def test_any_writable_title_is_written_on_one_line_of_its_own_words(title: str, note: str) -> None:
    made = planned(Scene(layers=("circle",)), Sheet(title=title, note=note))
    assert made.words.title
    assert made.words.title == " ".join(title.split()) or not title.split()
    assert made.words.note.split() == note.split()


def test_titles_come_from_the_sheet_else_the_scene_else_the_clause_or_page(atlas: Atlas) -> None:
    def title(scene: Scene, sheet: Sheet) -> str:
        return planned(scene, sheet).words.title

    assert title(Scene(), Sheet(title="甲")) == "甲"
    assert title(Scene(title="乙"), Sheet()) == "杭州都市圈 · 乙"
    assert title(Scene("transport", lang="en"), Sheet()) == "Hangzhou metropolitan circle · Transport"
    assert title(Scene("report", clause="2.6"), Sheet()) == "杭州都市圈 · 融进大市场"
    assert planned(Scene(note="丙"), Sheet()).words.note == "丙"
    assert planned(Scene(note="丙"), Sheet(note="丁")).words.note == "丁"


def test_remarks_keep_their_lines_and_nothing_that_cannot_be_seen() -> None:
    assert planned(Scene(), Sheet(remarks="一\t二\r\n\x00三 ")).words.remarks == "一 二\n三"
    assert planned(Scene(), Sheet()).words.remarks == ""


def test_the_time_is_that_of_the_scene() -> None:
    assert plan_of("dated").words.time.splitlines() == ["2019年7月的状况", "As of 2019-07"], (
        "names are in both languages"
    )
    assert planned(Scene(date="2019-07", lang="en"), Sheet()).words.time == "As of 2019-07"
    assert "2019年7月报告" in plan_of("overview").words.time


def test_projection_and_scale_are_said_as_they_are() -> None:
    near, far = plan_of("near"), plan_of("overview")
    assert "EPSG:4549" in near.words.basis
    assert far.projection.parallels is not None
    for degrees in (far.projection.lng, *far.projection.parallels):
        assert f"{degrees:.1f}" in far.words.basis
    for made in (near, far):
        assert f"1:{rounded(made.denominator, made.scene.lang)}" in made.words.basis
        assert f"{made.sheet.width_mm:g}" in made.words.basis


@pytest.mark.parametrize(
    ("value", "said"), [(2_118_345.0, "2\u2009120\u2009000"), (88_442.0, "88\u2009400"), (999.4, "999"), (1.0, "1")]
)
def test_a_scale_has_three_significant_digits(value: float, said: str) -> None:
    assert rounded(value, "zh") == said


@every_case
def test_the_sources_of_what_is_drawn_are_named_with_their_licences_and_no_others(case: str, atlas: Atlas) -> None:
    made = plan_of(case)
    used = {ident for feature in made.drawn for ident in feature.source}
    lang = made.scene.lang
    assert used
    for ident, source in atlas.sources.items():
        said = say(lang, "paper.source", title=source[f"title_{lang}"], licence=said_by(source, "licence", lang))
        assert (said in made.words.sources) == (ident in used), ident


def test_a_map_for_the_public_has_its_number_and_an_internal_one_its_mark(atlas: Atlas) -> None:
    public, internal = plan_of("published"), plan_of("overview")
    assert "GS（2024）1234号" in public.words.imprint
    assert "规划院" in public.words.imprint
    assert "2026-11-23" in public.words.imprint
    assert (public.words.mark, internal.words.imprint) == ("", "")
    assert internal.words.mark == say("zh", "review.internal")


def test_the_day_is_said_small_and_the_content_beneath_the_code(atlas: Atlas) -> None:
    made = plan_of("published")
    assert "2026-11-23" in made.words.small
    assert made.words.content == content_code(made.scene, made.sheet, atlas)
    around = " ".join((made.words.small, made.words.basis, made.words.sources, made.words.imprint))
    assert atlas.digest not in around
    assert made.words.content not in around


def test_layers_lie_in_their_order_and_what_stands_out_above_all(atlas: Atlas) -> None:
    for case in ("overview", "everything", "clause"):
        made = plan_of(case)
        focus = made.scene.focus(atlas)
        orders = [samples.CATALOGUE.layer(part[0].layer).order for part in made.layers[: -1 if focus else None] if part]
        assert orders == sorted(orders)
        assert bool(focus) == (case == "clause")
    above = plan_of("clause").layers[-1]
    assert {feature.id for feature in above} <= set(plan_of("clause").scene.focus(atlas))
    assert len(above) > 10


def test_in_focus_the_rest_is_dimmed_but_not_the_ground() -> None:
    *below, above = plan_of("clause").layers
    for feature in (feature for part in below for feature in part):
        assert feature.opacity == (DIMMED if samples.CATALOGUE.layer(feature.layer).panel else 1.0)
    assert {feature.opacity for feature in above} == {1.0}
    assert {feature.opacity for feature in plan_of("overview").drawn} == {1.0}


def test_the_selected_feature_is_known_if_it_is_on_the_map(atlas: Atlas) -> None:
    (chosen,) = plan_of("near").selected
    assert chosen.id == "gateway-xiaoshan-airport"
    assert plan_of("overview").selected == ()
    away = planned(replace(CASES["near"][0], selected="gateway-ningbo-zhoushan-port"), CASES["near"][1])
    assert away.selected == ()
    several = planned(
        replace(CASES["near"][0], besides=("city-hangzhou", "gateway-ningbo-zhoushan-port")), CASES["near"][1]
    )
    assert {item.id for item in several.selected} == {"gateway-xiaoshan-airport", "city-hangzhou"}


@pytest.mark.parametrize("theme", THEMES)
def test_colours_are_those_of_the_theme(theme: str) -> None:
    made = planned(Scene(theme=theme), Sheet())
    assert made.colors == samples.CATALOGUE.palette[theme]  # type: ignore[index]  # the themes are literal


def test_without_layers_there_is_still_a_map(atlas: Atlas) -> None:
    made = planned(Scene(layers=()), Sheet())
    assert {feature.layer for feature in made.drawn} == {"ground", "inland_water", "streams"}
    assert made.labels == ()


def test_a_broken_layer_is_left_out(atlas: Atlas) -> None:
    less = replace(atlas, frames={name: frame for name, frame in atlas.frames.items() if name != "rail"})
    made = plan(less, opening(less, "overview").checked(less), Sheet())
    assert "rail" not in {feature.layer for feature in made.drawn}
    assert "cities" in {feature.layer for feature in made.drawn}


def test_a_view_that_will_not_settle_is_drawn_as_it_was_last(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "SETTLED", -1.0)
    scene, sheet = CASES["overview"]
    made = plan(atlas, scene, sheet)
    assert agrees(made)
    assert made.layout == plan_of("overview").layout


def test_the_inset_on_the_map_is_furniture_too() -> None:
    made = plan_of("overview")
    assert made.layout.inset is not None
    aside = made.furniture.boxes[-1]
    assert aside.x >= made.layout.frame.w / MM_PER_PX
    frame = made.layout.frame
    assert aside.y * MM_PER_PX + frame.y == pytest.approx(made.layout.inset.y)
    high = replace(made.layout.inset, x=frame.right - made.layout.inset.w)
    layout, stands = furnished(replace(made.layout, inset=high), made.bar, [])
    assert stands.boxes[-1].x < frame.w / MM_PER_PX
    assert layout.inset is not None
    assert [layout.inset.x, layout.inset.bottom] == pytest.approx([high.x, frame.bottom])
    assert len(furnished(replace(made.layout, inset=None), made.bar, [])[1].boxes) == 2


def test_the_name_of_what_a_scene_speaks_of_stands_out(atlas: Atlas) -> None:
    """A county is written small and grey; spoken of, it is as large and dark as what is read first."""
    scene = replace(opening(atlas, "overview"), layers=("cities", "districts_2019"), named=("district-330122",))
    spoken = next(label for label in plan(atlas, scene, Sheet()).labels if label.id == "district-330122")
    assert (spoken.size, spoken.weight, spoken.color) == (14.0, 600, "ink")
    stressed = [layer.label.stressed() for layer in atlas.catalogue.layers if layer.label]
    assert all(look.size >= 14 and look.weight >= 600 and look.color != "muted" for look in stressed)
