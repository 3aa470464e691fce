"""The legend says what the frame shows, in the order of the panel, and never runs off the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer
from layers.catalogue.legend import EVIDENCE
from layers.catalogue.style import Stroke, Style, bare_style
from layers.errors import ExportError
from layers.measures.status import status_at
from layers.report.outline import home_layers
from maps.lettering.fonts import width_of, wrapped
from maps.plan import page
from maps.plan.layout import MM_PER_PT, type_of
from maps.plan.legend import (
    EVIDENCE_ROWS,
    STATUS_ROWS,
    Legend,
    Row,
    Set,
    below,
    beside,
    class_rows,
    evidence_rows,
    flow,
    status_rows,
    units,
)
from maps.plan.page import arrange
from maps.plan.plan import Plan
from maps.scene.scene import HOME, Scene, opening
from maps.scene.sheet import Sheet
from tests import samples
from tests.maps.paper.figures import CASES, EVERYTHING, SHEETS, every_case, plan_of, planned
from tests.maps.scenes import MONTHS, views

KEYS = (EVIDENCE_ROWS, STATUS_ROWS)
LINE = Style((Stroke("ink", 1.0),))
TYPE = type_of(Sheet())


def in_frame(made: Plan, atlas: Atlas, layer: Layer) -> gpd.GeoDataFrame:
    """The features of a layer that are on the frame: all of a layer that is on, else those that stand out."""
    frame = atlas.frames[layer.id]
    if layer.min_zoom > max(made.zoom, made.scene.view.zoom if made.scene.view != HOME else 0):
        return frame.iloc[:0]
    if layer.context and made.scene.date:  # it is that of today
        return frame.iloc[:0]
    if layer.panel and layer.id not in made.scene.layers:
        focus = made.scene.focus(atlas)
        stand_out = [ident for ident in focus if layer.id in home_layers(atlas, (ident,))]
        frame = frame.loc[stand_out]
    least = frame["kind"].map(lambda kind: layer.class_of(kind).min_zoom)
    frame = frame[(least <= made.zoom) | frame.index.isin(made.scene.selection)]
    shapes = frame.geometry.to_crs(made.projection.crs)
    return frame[shapely.intersects(shapes.values, shapely.box(*made.extent))]


def expected(made: Plan, atlas: Atlas) -> list[tuple[str, str]]:
    """Layer and kind (or status) of every row, the heading's kind being empty, from the data alone."""
    rows: list[tuple[str, str]] = []
    grades: set[str] = set()
    present: set[str | None] = set()
    for layer in samples.LAYERS:
        shown = in_frame(made, atlas, layer)
        if shown.empty or not layer.panel or layer.geometry == "image":
            continue
        grades |= set(shown["evidence"])
        if made.scene.date and layer.timed:
            present |= {status_at(atlas, row, made.scene.date) for _, row in shown.iterrows()}
        own = [(cls.kind, ident) for cls in layer.classes for ident in ("", *cls.hues)]
        held = {(row.kind, row.id if (row.kind, row.id) in own else "") for row in shown.itertuples()}
        rows += [(layer.id, kind) for kind in ("", *(ident or kind for kind, ident in own if (kind, ident) in held))]
    statuses = [status.id for status in samples.CATALOGUE.statuses if status.id in present]
    return [
        *rows,
        *((STATUS_ROWS, status) for status in (("", *statuses) if statuses else ())),
        *((EVIDENCE_ROWS, grade) for grade in ("", *EVIDENCE) if (grade or grades) and grade in {"", *grades}),
    ]


def said(made: Plan) -> list[tuple[str, str]]:
    return [(item.row.layer, kind) for item in made.legend.rows for kind in item.row.kinds]


@every_case
def test_it_has_the_classes_that_the_frame_shows_in_the_order_of_the_panel(case: str, atlas: Atlas) -> None:
    made = plan_of(case)
    assert said(made) == expected(made, atlas)
    assert len(said(made)) > 5


@settings(max_examples=8)
@given(view=views(), date=st.none() | st.sampled_from(MONTHS), sheet=st.sampled_from([Sheet(), Sheet(size="square")]))
def test_wherever_one_looks_it_has_what_the_frame_shows(
    view: object, date: str | None, sheet: Sheet, atlas: Atlas
) -> None:
    scene = replace(opening(atlas, "transport"), view=view, date=date).checked(atlas)  # type: ignore[arg-type]  # a view
    made = planned(scene, sheet)
    assert said(made) == expected(made, atlas)


@pytest.mark.parametrize(("lang", "text"), [
    ("zh", "市辖区、县、县级市"), ("en", "District, County, County-level city"),
    ("both", "市辖区、县、县级市 District, County, County-level city"),
])  # fmt: skip
def test_classes_that_look_the_same_are_one_row(lang: str, text: str, atlas: Atlas) -> None:
    scene, sheet = opening(atlas, "zones"), Sheet(labels="both" if lang == "both" else "")
    made = planned(replace(scene, lang="zh" if lang == "both" else lang), sheet)
    (row,) = [item.row for item in made.legend.rows if item.row.layer == "districts_2019" and item.row.style]
    assert (row.text, row.kinds) == (text, ("district", "county", "county_city"))


@every_case
def test_no_two_rows_of_a_layer_have_one_sample(case: str) -> None:
    rows = [item.row for item in plan_of(case).legend.rows if not item.row.is_heading]
    samples_of = [(row.layer, row.shape, row.style, row.course) for row in rows]
    assert len(set(samples_of)) == len(samples_of)


def test_a_layer_of_which_the_frame_shows_nothing_is_not_in_it(atlas: Atlas) -> None:
    near = {layer for layer, _ in said(plan_of("near"))}
    assert {"rail", "stations"} <= near
    assert "plates" not in near
    hidden = planned(replace(CASES["near"][0], layers=("cities", "places")), CASES["near"][1])
    assert {layer for layer, _ in said(hidden)} <= {"cities", "places", EVIDENCE_ROWS}


def test_what_stands_out_is_in_it_though_its_layer_is_off(atlas: Atlas) -> None:
    made = planned(Scene("report", ("cities",), clause="3.8"), Sheet())
    ident = next(item for item in made.scene.focus(atlas) if atlas.feature(item)["geometry"].geom_type == "Point")
    layer = atlas.home(ident)
    assert layer not in made.scene.layers
    assert (layer, atlas.feature(ident)["kind"]) in said(made)


@every_case
def test_a_sample_looks_as_the_features_do(case: str, atlas: Atlas) -> None:
    """But for the dashes of a status, which have rows of their own at a date, and soft edges beside what stands out."""
    made = plan_of(case)
    plain = bool(made.scene.focus(atlas))
    for row in (item.row for item in made.legend.rows if item.row.layer not in KEYS):
        if row.style is None:
            continue
        layer = samples.CATALOGUE.layer(row.layer)
        alike = [item for item in made.drawn if item.layer == row.layer and row.kind in (item.kind, item.id)]
        if made.scene.date and layer.timed:
            assert row.style in [bare_style(layer.class_of(item.kind), item.evidence, item.id) for item in alike]
        else:
            assert replace(row.style, glow=row.style.glow and not plain) in [item.style for item in alike]


def test_names_are_in_the_language_of_the_scene(atlas: Atlas) -> None:
    rows = [item.row for item in plan_of("transport").legend.rows if item.row.layer == "rail"]
    rail = samples.CATALOGUE.layer("rail")
    assert rows[0].text == rail.en
    assert {row.text for row in rows[1:]} <= {cls.en for cls in rail.classes}


def test_at_a_date_it_counts_the_features_of_each_status_once(atlas: Atlas) -> None:
    made = plan_of("dated")
    timed = [layer for layer in samples.LAYERS if layer.timed and layer.id in made.scene.layers]
    counts: Counter[str | None] = Counter()
    for layer in timed:
        counts.update(status_at(atlas, row, "2019-07") for _, row in in_frame(made, atlas, layer).iterrows())
    texts = {item.row.kind: item.row.text for item in made.legend.rows if item.row.layer == STATUS_ROWS}
    assert len(counts) > 2
    for status in samples.CATALOGUE.statuses:
        said = f"{status.zh} {status.en}\u00a0\u00a0{counts[status.id]}"  # its names are in both languages
        assert texts.get(status.id) == (said if counts[status.id] else None)
    dashes = [
        item.row.style.strokes[0].dash for item in made.legend.rows if item.row.layer == STATUS_ROWS and item.row.style
    ]
    assert len(set(dashes)) == len(dashes)


def test_a_count_stands_on_no_line_of_its_own(atlas: Atlas) -> None:
    thematic = replace(opening(atlas, "overview"), lang="en", indicator="density.2020.cities.quantiles")
    rows = [*class_rows(atlas, thematic, "en"), *status_rows(atlas, plan_of("dated").drawn, "en")]
    counted = [row.text for row in rows if row.style]
    assert len(counted) > 6
    for text in counted:
        for width in range(30, 90):
            assert not re.fullmatch(r"\s*\(?\d+\)?", wrapped(text, 4.0, width)[-1]), text


def test_the_key_to_evidence_says_what_is_on_the_map_alone() -> None:
    drawn = plan_of("overview").drawn
    only = [feature for feature in drawn if feature.evidence == "indicative"]
    assert [row.kind for row in evidence_rows(only, "zh")] == ["", "indicative"]
    assert [row.kind for row in evidence_rows(drawn, "zh")] == ["", *EVIDENCE]
    assert evidence_rows([], "zh") == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_with_everything_on_it_fits_or_is_refused(sheet: Sheet, lang: str, atlas: Atlas) -> None:
    rows = [item.row for item in planned(Scene("places", EVERYTHING, lang=lang), Sheet(size="a3")).legend.rows]
    words = plan_of("overview").words
    layout, legend = arrange(sheet, words, rows)
    assert [item.row for item in legend.rows] == rows
    assert max(item.bottom for item in legend.rows) <= layout.legend.h + 0.1
    with pytest.raises(ExportError) as error:
        arrange(sheet, words, rows * 8)
    assert error.value.code == "legend_too_long"
    assert error.value.faults[0].given == {"entries": 8 * len(rows)}


@pytest.mark.parametrize("size", ["a4", "16:9"])
def test_that_has_no_room_is_tried_once_in_each_type(
    size: Literal["a4", "16:9"], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, tried = planned(Scene("places", EVERYTHING), Sheet(size="a3")), list[tuple[float, ...]]()

    def nothing(_page: object, _rows: object, factors: tuple[float, ...]) -> list[object]:
        tried.append(factors)
        return []

    monkeypatch.setattr(page._Page, "choices", nothing)
    with pytest.raises(ExportError):
        arrange(Sheet(size=size), made.words, [item.row for item in made.legend.rows], aspect=1.2)
    assert len(tried) == len(set(tried)) > 1


def listed(*layers: int) -> list[Row]:
    """Rows of layers with that many classes each."""
    rows = []
    for number, count in enumerate(layers):
        rows += [
            Row(f"layer {number}", str(number)),
            *(Row(f"class {kind}", str(number), str(kind), "line", LINE) for kind in range(count)),
        ]
    return rows


def columns(sets: Sequence[Set]) -> list[list[str]]:
    found: dict[float, list[str]] = {}
    for item in sets:
        found.setdefault(item.x, []).append(item.row.text)
    return list(found.values())


def test_rows_that_belong_together_are_one_unit() -> None:
    rows = listed(2, 1)
    assert [[row.text for row in part] for part in units(rows, whole=True)] == [
        ["layer 0", "class 0", "class 1"], ["layer 1", "class 0"],
    ]  # fmt: skip
    assert [len(part) for part in units(rows, whole=False)] == [2, 1, 2]
    assert units([], whole=True) == []


def test_no_heading_is_left_alone_at_the_foot_of_a_column() -> None:
    for height in range(8, 80):
        for whole in (True, False):
            placed, _, _ = flow(units(listed(3, 2, 5, 1), whole=whole), TYPE, 40, float(height))
            assert not [column for column in columns(placed) if column[-1].startswith("layer")]
            assert len(placed) == 3 + 2 + 5 + 1 + 4


@every_case
def test_a_heading_keeps_its_first_row_in_whatever_columns_a_legend_may_stand(case: str) -> None:
    rows = [item.row for item in plan_of(case).legend.rows]
    made = [*beside(rows, TYPE, 200.0, 150.0), *below(rows, TYPE, (180.0, 280.0), 90.0)]
    assert made
    for legend in made:
        assert not legend.rows[-1].row.is_heading
        assert [one for one, other in pairwise(legend.rows) if one.row.is_heading and one.x != other.x] == []


def across(rows: Sequence[Row], width: float, count: int, height: float = 60.0) -> Legend:
    """A legend below the map in so many columns, with as few layers torn in two as may be."""
    found = [made for made in below(rows, TYPE, (width,), height) if len(made.columns) == count]
    return min(found, key=lambda made: made.torn)


def test_a_layer_is_torn_in_two_only_when_it_must_be() -> None:
    legend = across(listed(5, 5), 120.0, 2)
    assert [column[0] for column in columns(legend.rows)] == ["layer 0", "layer 1"]
    assert legend.torn == 0
    torn = across(listed(20), 120.0, 2, 50.0)
    assert columns(torn.rows)[1][0].startswith("class")
    assert torn.torn == 1


def test_rows_of_a_column_stand_one_under_the_other() -> None:
    placed, width, height = flow(units(listed(3, 4), whole=False), TYPE, 40, 30)
    for one, other in pairwise(placed):
        assert (other.x == one.x and other.y >= one.bottom) or (other.x > one.x + 40 and other.y == 0)
    assert width == max(item.x for item in placed) + 40
    assert height == max(item.bottom for item in placed) <= 30


def test_beside_the_map_columns_are_as_narrow_as_their_longest_line() -> None:
    rows = listed(9, 9)
    for legend in beside(rows, TYPE, 150.0, 100.0):
        widest = max(
            (0.0 if item.row.is_heading else 10.0)
            + width_of(line, item.size * MM_PER_PT, 700 if item.row.is_heading else 400)
            for item in legend.rows
            for line in item.lines
        )
        places = sorted({item.x for item in legend.rows})
        assert [right - left for left, right in pairwise(places)] == pytest.approx([widest + 5.0] * (len(places) - 1))
        assert legend.width == pytest.approx(places[-1] + widest)
        assert legend.height == max(legend.columns) <= 100.0
        assert [item.row for item in legend.rows] == rows
    assert {len(made.columns) for made in beside(rows, TYPE, 150.0, 100.0)} == {1, 2, 3}


def test_beside_the_map_there_are_no_more_columns_than_the_width_holds() -> None:
    assert {len(made.columns) for made in beside(listed(*[5] * 9), TYPE, 40.0, 300.0)} == {1}
    assert {len(made.columns) for made in beside(listed(*[5] * 9), TYPE, 150.0, 300.0)} == {1, 2, 3}
    assert list(beside(listed(200), TYPE, 150.0, 100.0)) == []


def test_below_the_map_columns_take_the_whole_of_a_width_and_are_low() -> None:
    made = list(below(listed(*[3] * 8), TYPE, (110.0, 190.0), 100.0))
    assert {round(legend.width, 3) for legend in made} == {110.0, 190.0}
    for width in (110.0, 190.0):
        heights = [legend.height for legend in made if legend.width == pytest.approx(width) and legend.torn]
        assert heights == sorted(heights, reverse=True)
    assert max(legend.height for legend in made) > 1.5 * min(legend.height for legend in made)
    assert list(below(listed(*[9] * 30), TYPE, (110.0, 190.0), 60.0)) == []


def test_the_last_column_is_known_and_where_each_ends() -> None:
    legend = across(listed(5, 3), 120.0, 2)
    x, bottom = legend.last
    assert x == max(item.x for item in legend.rows)
    assert bottom == legend.rows[-1].bottom == legend.columns[-1] < legend.height == legend.columns[0]
    assert Legend((), 0.0, 0.0).last == (0.0, 0.0)


def test_type_is_never_set_smaller_than_its_least_size() -> None:
    words, used = plan_of("overview").words, set()
    for count in range(5, 400, 5):
        try:
            legend = arrange(Sheet(size="16:9"), words, listed(count), 1.2)[1]
        except ExportError:
            break
        used.add(round(legend.rows[0].size / type_of(Sheet(size="16:9")).heading, 2))
    assert 30 < count < 395
    assert (min(used), max(used)) == (0.46, 1.0)
    assert len(used) > 4, "it shrinks step by step"
