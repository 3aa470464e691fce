"""Every page has room for all that stands on it: nothing over anything else, nothing off the page, the map largest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from layers.errors import ExportError
from maps.lettering.fonts import BOLD, width_of
from maps.plan.layout import MM_PER_PT, Box, Layout, lay_out, line_mm, margin, type_of
from maps.plan.legend import Legend, Row
from maps.plan.page import Line, Words, arrange, foot, head
from maps.scene.scene import LONGEST_NOTE, LONGEST_TITLE
from maps.scene.sheet import LONG_SIDE_MM, Sheet, Size
from tests.maps.paper.figures import CASES, SHEETS, every_case, plan_of

EASY, FULL = "overview", "everything"
LENGTHS = {
    "short": {},
    "chinese": {"title": "长" * LONGEST_TITLE, "note": "注" * LONGEST_NOTE},
    "latin": {"title": "W" * LONGEST_TITLE, "note": "wide words " * 54},
    "remarks": {"remarks": "备注" * 300 + "\n\n" + "words " * 100},
    "endless": {"title": "W" * LONGEST_TITLE, "note": "W" * LONGEST_NOTE, "imprint": "审" * 150},
}
LANDSCAPE = Sheet()
PORTRAIT = Sheet(orientation="portrait")


def rows_of(case: str) -> tuple[Row, ...]:
    return tuple(item.row for item in plan_of(case).legend.rows)


def overlap(one: Box, other: Box) -> bool:
    slack = 0.01
    beside = one.right <= other.x + slack or other.right <= one.x + slack
    return not (beside or one.bottom <= other.y + slack or other.bottom <= one.y + slack)


def holds(outer: Box, inner: Box) -> bool:
    slack = 0.01
    left_top = inner.x >= outer.x - slack and inner.y >= outer.y - slack
    return left_top and inner.right <= outer.right + slack and inner.bottom <= outer.bottom + slack


def legend_boxes(layout: Layout, legend: Legend) -> Iterator[Box]:
    """The boxes of the rows of a legend, as wide as what is written."""
    for item in legend.rows:
        width = item.row.indent + max(width_of(text, item.size * MM_PER_PT) for text in item.lines)
        yield Box(layout.legend.x + item.x, layout.legend.y + item.y, width, item.bottom - item.y)


def line_boxes(lines: list[Line], box: Box) -> Iterator[Box]:
    """The boxes of lines of type."""
    for line in lines:
        width = width_of(line.text, line.size * MM_PER_PT)
        yield Box(box.right - width if line.right else box.x, box.y + line.y, width, line_mm(line.size))


def faults(sheet: Sheet, said: Words, layout: Layout, legend: Legend) -> list[str]:
    """Everything that is wrong with a page."""
    page = Box(0, 0, sheet.width_mm, sheet.height_mm)
    edge = margin(sheet)
    inside = Box(edge, edge, page.w - 2 * edge, page.h - 2 * edge)
    listed = [(f"row {number}", box) for number, box in enumerate(legend_boxes(layout, legend))]
    listed += [(f"head {number}", box) for number, box in enumerate(line_boxes(head(sheet, said)[0], layout.head))]
    listed += [(f"foot {number}", box) for number, box in enumerate(line_boxes(foot(sheet, said)[0], layout.foot))]
    listed += [("frame", layout.frame)]
    if layout.inset and not holds(layout.frame, layout.inset):
        listed.append(("inset", layout.inset))
    found = [f"{one} over {two}" for (one, a), (two, b) in combinations(listed, 2) if overlap(a, b)]
    found += [f"{name} off the page" for name, box in listed if not holds(inside, box)]
    found += [f"{name} has no size" for name, box in listed if box.w <= 0 or box.h <= 0]
    others = (layout.head, layout.foot, layout.legend, *([layout.inset] if layout.inset else []))
    smaller = [box for box in others if box.w * box.h >= layout.frame.w * layout.frame.h]
    return [*found, *(f"{box} is larger than the map" for box in smaller)]


@pytest.mark.parametrize("inset", [True, False])
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("case", [EASY, FULL])
@pytest.mark.parametrize("sheet", SHEETS)
def test_every_page_has_room_for_everything(sheet: Sheet, case: str, length: str, inset: bool) -> None:
    said = replace(plan_of(case).words, **LENGTHS[length])
    rows = rows_of(case)
    if case == FULL and length != "short":
        rows = rows[:30]  # all layers and the longest note at once need not fit
    sheet = sheet.model_copy(update={"inset": inset})
    layout, legend = arrange(sheet, said, rows)
    assert [item.row for item in legend.rows] == list(rows)
    assert (layout.inset is not None) == inset
    assert faults(sheet, said, layout, legend) == []


@every_case
def test_the_cases_have_room_for_everything(case: str) -> None:
    made = plan_of(case)
    assert faults(made.sheet, made.words, made.layout, made.legend) == []


def test_the_faults_of_a_page_are_found() -> None:
    made = plan_of(EASY)
    low = replace(made.layout, frame=replace(made.layout.frame, h=made.layout.frame.h + 20))
    assert any(
        "over frame" in fault or "frame over" in fault for fault in faults(made.sheet, made.words, low, made.legend)
    )
    aside = replace(made.layout, legend=replace(made.layout.legend, x=made.layout.legend.x + 60))
    assert any("off the page" in fault for fault in faults(made.sheet, made.words, aside, made.legend))
    small = replace(made.layout, frame=replace(made.layout.frame, w=20.0))
    assert any("larger than the map" in fault for fault in faults(made.sheet, made.words, small, made.legend))
    wide = replace(made.words, title="W" * 80)
    assert any(fault.startswith("head") for fault in faults(made.sheet, wide, made.layout, made.legend))


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_page_has_the_size_of_its_paper(sheet: Sheet) -> None:
    sides = {sheet.width_mm, sheet.height_mm}
    assert sides == set(LONG_SIDE_MM[sheet.size])
    assert sheet.size == "square" or (sheet.width_mm > sheet.height_mm) == (sheet.orientation == "landscape")


def test_words_are_all_written_and_long_ones_on_several_lines() -> None:
    said = plan_of("published").words
    long = replace(said, title="甲乙丙丁" * 20, note="戊己庚辛" * 150)
    for words in (said, long):
        lines = [line.text for line in (*head(LANDSCAPE, words)[0], *foot(LANDSCAPE, words)[0])]
        written = "".join("".join(lines).split())
        for name, text in vars(words).items():
            # What the code holds, and what stands beneath it, are no lines of head and foot.
            assert name in ("code", "content") or "".join(text.split()) in written
    assert len(head(LANDSCAPE, long)[0]) > len(head(LANDSCAPE, said)[0]) + 5


def test_remarks_stand_at_the_foot_line_by_line_and_long_ones_are_smaller() -> None:
    said = plan_of(EASY).words
    lines, height = foot(LANDSCAPE, replace(said, remarks="甲\n乙\n\n丙"))
    assert [line.text for line in lines[:3]] == ["甲", "乙", "丙"]
    assert lines[0].size == type_of(LANDSCAPE).body
    assert height > foot(LANDSCAPE, said)[1]
    long = foot(LANDSCAPE, replace(said, remarks="甲" * 2000))[0]
    assert long[0].size < long[-1].size * type_of(LANDSCAPE).body / type_of(LANDSCAPE).small
    assert [line.text for line in long if "甲" not in line.text] == [line.text for line in foot(LANDSCAPE, said)[0]]


def test_words_that_leave_no_room_for_a_map_are_refused() -> None:
    said, rows = plan_of(EASY).words, rows_of(EASY)
    with pytest.raises(ExportError, match="no_room"):
        arrange(Sheet(size="4:3"), replace(said, note="注" * LONGEST_NOTE, remarks="甲" * 4000), rows)
    for sheet in (PORTRAIT, Sheet(size="square")):
        layout, _ = arrange(sheet, replace(said, remarks="甲" * 4000), rows)
        assert layout.frame.h > sheet.height_mm * 0.25


def test_what_is_not_said_takes_no_room() -> None:
    said = plan_of("published").words
    assert said.imprint
    assert foot(LANDSCAPE, replace(said, imprint=""))[1] < foot(LANDSCAPE, said)[1]
    assert head(LANDSCAPE, replace(said, note="甲"))[1] > head(LANDSCAPE, replace(said, note=""))[1]


def test_a_long_head_is_set_smaller_and_a_short_one_is_not() -> None:
    said = plan_of(EASY).words
    sheet = Sheet(size="16:9")
    assert head(sheet, said)[0][0].size == type_of(sheet).title
    long = head(sheet, replace(said, title="长" * LONGEST_TITLE, note="注" * LONGEST_NOTE))
    assert long[0][0].size < type_of(sheet).title
    assert long[1] <= sheet.height_mm * 0.25


@pytest.mark.parametrize("note", ["", "甲乙丙丁" * 8])
@pytest.mark.parametrize(
    "title",
    ["长标题有八十个字" * 10, "A title of eighty-five signs says which cities of the circle grow together by rail now"],
)
@pytest.mark.parametrize("size", ["16:9", "4:3"])
def test_a_long_title_leaves_a_slide_its_map(size: Size, title: str, note: str) -> None:
    sheet, said = Sheet(size=size), replace(plan_of(EASY).words, title="短标题", note=note)
    long = replace(said, title=title)
    lines = [line for line in head(sheet, long)[0] if line.weight == BOLD and not line.right]
    assert "".join("".join(line.text for line in lines).split()) == "".join(title.split())
    assert len(lines) <= 2
    assert type_of(sheet).subtitle <= lines[0].size < type_of(sheet).title
    (short_map, _), (long_map, _) = arrange(sheet, said, ()), arrange(sheet, long, ())
    assert long_map.map_mm2 >= 0.95 * short_map.map_mm2


def test_the_mark_and_the_page_number_keep_to_the_right_edge() -> None:
    internal, numbered = plan_of(EASY), plan_of("transport")
    (mark,) = [line for line in head(internal.sheet, internal.words)[0] if line.right]
    (number,) = [line for line in foot(numbered.sheet, numbered.words)[0] if line.right]
    assert (mark.text, number.text) == (internal.words.mark, "2 / 9")
    assert not [line for line in foot(internal.sheet, internal.words)[0] if line.right]
    assert not [line for line in head(*_published())[0] if line.right]


def _published() -> tuple[Sheet, Words]:
    return CASES["published"][1], plan_of("published").words


def laid(sheet: Sheet, legend_mm: tuple[float, float], last_mm: tuple[float, float]) -> Layout:
    beside = sheet.width_mm > sheet.height_mm
    return lay_out(sheet, beside=beside, head_mm=20, foot_mm=15, legend_mm=legend_mm, last_mm=last_mm, inset_aspect=1.1)


@pytest.mark.parametrize(("end", "on_map"), [(40.0, False), (110.0, False), (150.0, True)])
def test_beside_the_map_the_inset_stands_under_the_legend_while_there_is_room(end: float, on_map: bool) -> None:
    layout = laid(LANDSCAPE, (50, end), (0, end))
    assert layout.inset is not None
    assert holds(layout.frame, layout.inset) == on_map
    assert layout.inset.w / layout.inset.h == pytest.approx(1.1)
    if not on_map:
        assert layout.inset.y >= layout.legend.y + end
        assert layout.inset.bottom == pytest.approx(layout.frame.bottom)


def test_the_inset_stands_under_the_last_column_however_long_the_first_one_is() -> None:
    layout = laid(LANDSCAPE, (105, 150), (55, 60))
    assert layout.inset is not None
    assert layout.inset.x == pytest.approx(layout.legend.x + 55)
    assert not holds(layout.frame, layout.inset)


@pytest.mark.parametrize(("size", "on_map"), [((100, 60), False), ((180, 60), True), ((100, 8), True)])
def test_below_the_map_the_inset_stands_beside_the_legend_while_there_is_room(
    size: tuple[float, float], on_map: bool
) -> None:
    layout = laid(PORTRAIT, size, (0, size[1]))
    assert layout.inset is not None
    assert holds(layout.frame, layout.inset) == on_map
    assert layout.inset.x >= layout.legend.x + size[0] or on_map


def test_a_sheet_without_inset_has_none() -> None:
    for sheet in (LANDSCAPE, PORTRAIT):
        assert laid(sheet.model_copy(update={"inset": False}), (50, 40), (0, 40)).inset is None


def test_type_grows_with_the_page_and_on_slides() -> None:
    assert type_of(Sheet(size="a3")).entry > type_of(Sheet()).entry
    assert type_of(Sheet(size="16:9")).entry > type_of(Sheet(size="square")).entry
    sizes = type_of(Sheet())
    assert sizes.title > sizes.subtitle > sizes.heading > sizes.entry > sizes.small


def box_of(box: Box | None) -> tuple[float, ...]:
    assert box is not None
    return (box.x, box.y, box.w, box.h)


# A4: a margin of 4 % of 210 mm is 8.4 mm, a gap six tenths of that: 5.04; above and below the map six tenths of a gap.
def test_across_a_page_head_map_legend_and_foot_stand_at_these_millimetres() -> None:
    made = lay_out(
        LANDSCAPE, beside=True, head_mm=20, foot_mm=10, legend_mm=(60, 100), last_mm=(0, 50), inset_aspect=1.5,
    )  # fmt: skip
    assert box_of(made.head) == pytest.approx((8.4, 8.4, 280.2, 20))
    assert box_of(made.foot) == pytest.approx((8.4, 191.6, 280.2, 10))
    assert box_of(made.frame) == pytest.approx((8.4, 31.424, 215.16, 157.152))
    assert box_of(made.legend) == pytest.approx((228.6, 31.424, 60, 157.152))
    assert box_of(made.inset) == pytest.approx((228.6, 148.576, 60, 40))  # as wide as the column, at its foot
    assert (made.frame.right, made.legend.bottom) == pytest.approx((223.56, 188.576))


def test_upright_the_legend_stands_below_the_map_and_the_inset_at_its_right() -> None:
    made = lay_out(
        PORTRAIT, beside=False, head_mm=20, foot_mm=10, legend_mm=(100, 50), last_mm=(0, 50), inset_aspect=1.5
    )
    assert box_of(made.frame) == pytest.approx((8.4, 31.424, 193.2, 189.112))
    assert box_of(made.legend) == pytest.approx((8.4, 225.576, 193.2, 50))
    assert box_of(made.inset) == pytest.approx((201.6 - 57.96, 225.576, 57.96, 38.64))  # three tenths of the width


def test_a_legend_takes_four_tenths_of_the_width_or_of_the_height_a_little_more() -> None:
    wide = lay_out(
        LANDSCAPE, beside=True, head_mm=20, foot_mm=10, legend_mm=(200, 100), last_mm=(0, 50), inset_aspect=1.5
    )
    assert wide.legend.w == pytest.approx(0.4 * 280.2)
    high = lay_out(
        PORTRAIT, beside=False, head_mm=20, foot_mm=10, legend_mm=(100, 250), last_mm=(0, 50), inset_aspect=1.5
    )
    assert high.legend.h == pytest.approx(0.42 * 280.2)


def test_an_inset_without_room_beside_the_legend_stands_in_the_corner_of_the_map() -> None:
    # Beside: 157.152 - 5.04 mm are left below the last row; of 40 mm it must keep six tenths.
    def inset(end: float) -> tuple[float, ...]:
        made = lay_out(
            LANDSCAPE, beside=True, head_mm=20, foot_mm=10, legend_mm=(60, 100), last_mm=(0, end), inset_aspect=1.5
        )
        return box_of(made.inset)

    assert inset(157.152 - 5.04 - 24.1)[2:] == pytest.approx((36.15, 24.1))
    corner = 0.26 * 157.152
    expected = (223.56 - corner, 188.576 - corner / 1.5, corner, corner / 1.5)
    assert inset(157.152 - 5.04 - 23.9) == pytest.approx(expected)


@pytest.mark.parametrize(("legend_w", "beside"), [(193.2 - 57.96 - 5.04, True), (193.2 - 57.96 - 5.04 + 0.2, False)])
def test_below_the_map_the_inset_keeps_a_gap_from_the_legend(legend_w: float, beside: bool) -> None:
    made = lay_out(
        PORTRAIT, beside=False, head_mm=20, foot_mm=10, legend_mm=(legend_w, 50), last_mm=(0, 50), inset_aspect=1.5
    )
    assert made.inset is not None
    assert (made.inset.y >= made.legend.y) is beside


def test_a_low_band_leaves_the_inset_to_the_map() -> None:
    def inset(height: float) -> Box | None:
        sizes = {"legend_mm": (100, height), "last_mm": (0.0, 5.0)}
        return lay_out(PORTRAIT, beside=False, head_mm=20, foot_mm=10, inset_aspect=1.5, **sizes).inset

    enough = 0.6 * 57.96 / 1.5  # six tenths of its usual width
    assert box_of(inset(enough + 0.1))[2] == pytest.approx((enough + 0.1) * 1.5)
    assert box_of(inset(enough - 0.1))[2] == pytest.approx(0.26 * 193.2)


def test_no_inset_is_laid_out_where_none_is_wanted() -> None:
    sheet = Sheet(inset=False)
    sizes = {"legend_mm": (60, 9), "last_mm": (0, 5)}
    assert lay_out(sheet, beside=True, head_mm=20, foot_mm=10, inset_aspect=1.5, **sizes).inset is None


@pytest.mark.parametrize(
    ("sheet", "title", "small", "edge"),
    [
        (Sheet(), 17.0, 6.0, 8.4), (PORTRAIT, 17.0, 6.0, 8.4),
        (Sheet(size="a3"), 24.04, 8.49, 11.88), (Sheet(size="16:9"), 28.0, 7.35, 7.62),
        (Sheet(size="square"), 17.0, 6.0, 8.4),
        (Sheet(size="4:3"), 28.0, 7.35, 7.62),
    ],
)  # fmt: skip
def test_type_and_margins_grow_with_the_page_and_slides_are_read_from_afar(
    sheet: Sheet, title: float, small: float, edge: float
) -> None:
    assert (type_of(sheet).title, type_of(sheet).small) == pytest.approx((title, small), abs=0.01)
    assert margin(sheet) == pytest.approx(edge)


def test_a_line_of_ten_points_is_a_third_higher_than_its_type() -> None:
    assert line_mm(10) == pytest.approx(10 * 0.352778 * 1.35, rel=1e-5)
