"""The key to evidence: samples that can be told apart in light, in dark and in grey print, on paper and on slides."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import combinations

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation

from layers.atlas.atlas import Atlas
from layers.catalogue.legend import COURSES, EVIDENCE
from maps.paper.formats import png
from maps.paper.samples import marks, sample_box
from maps.plan.legend import EVIDENCE_ROWS, STATUS_ROWS
from maps.plan.plan import Plan
from maps.scene.scene import opening
from maps.scene.sheet import Sheet
from maps.slides.slides import pptx
from maps.web.payload import payload
from tests.maps.paper.figures import planned
from tests.maps.paper.test_formats import origin_of

DPI, SEEN, APART = 200, 60, 0.3
"""Dots to the inch; the difference in grey, of 255, that an eye sees; the share of two samples' ink that differs."""


def sheet_of(atlas: Atlas, theme: str) -> Plan:
    return planned(replace(opening(atlas, "transport"), theme=theme), Sheet(dpi=DPI))


def inked(plan: Plan, picture: Image.Image) -> dict[str, np.ndarray]:
    """Of each grade, which dots of its sample's box are inked, in grey print."""
    grey, found = np.asarray(picture.convert("L"), dtype=int), {}
    for item in plan.legend.rows:
        if item.row.layer == EVIDENCE_ROWS and not item.row.is_heading:
            box = sample_box(item, plan.layout.legend)
            left, top, width, height = (round(mm * DPI / 25.4) for mm in (box.x, box.y, box.w, box.h))
            ground = grey[top, left - 6]
            found[item.row.kind] = np.abs(grey[top : top + height, left : left + width] - ground) > SEEN
    return found


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """The share of the ink of two samples that is of one of them alone, laid over each other as well as they can be."""
    moved = (np.roll(other, by, axis=0) for by in range(-3, 4))
    return float(min((one ^ each).sum() / (one | each).sum() for each in moved))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_samples_differ_in_grey_print(theme: str, atlas: Atlas) -> None:
    plan = sheet_of(atlas, theme)
    found = inked(plan, Image.open(BytesIO(png(plan, atlas, origin_of(plan)))))
    assert list(found) == list(EVIDENCE)
    for one, other in combinations(EVIDENCE, 2):
        assert difference(found[one], found[other]) > APART, (one, other)


def test_the_key_to_status_has_line_and_symbol_side_by_side_before_its_text(atlas: Atlas) -> None:
    plan = planned(replace(opening(atlas, "transport"), date="2022-06"), Sheet(dpi=DPI))
    rows = [item for item in plan.legend.rows if item.row.layer == STATUS_ROWS and not item.row.is_heading]
    assert len(rows) > 3
    for item in rows:
        box = sample_box(item, plan.layout.legend)
        ((style, place),) = marks(item, box)
        assert style.dash == style.strokes[0].dash
        assert box.right <= place.x
        assert place.right < plan.layout.legend.x + item.x + item.row.indent


def test_the_sample_of_what_is_thinned_has_fewer_bends_and_of_what_is_indicative_none() -> None:
    assert [len(COURSES[grade]) for grade in EVIDENCE] == sorted((len(way) for way in COURSES.values()), reverse=True)
    assert len(COURSES["indicative"]) == 2
    for course in COURSES.values():
        across = [x for x, _ in course]
        assert across == sorted(across)
        assert (across[0], across[-1]) == (0.0, 1.0)
        assert max(abs(y) for _, y in course) < 0.4


def test_slides_and_the_screen_have_the_same_courses(atlas: Atlas) -> None:
    assert [key["course"] for key in payload(atlas)["evidence_keys"]] == [COURSES[grade] for grade in EVIDENCE]
    plan = sheet_of(atlas, "light")
    slide = Presentation(BytesIO(pptx([plan], atlas, origin_of(plan)))).slides[0]
    texts = {item.row.text: item.row.kind for item in plan.legend.rows if item.row.layer == EVIDENCE_ROWS}
    bends = {
        texts[group.shapes[-1].text_frame.text]: len(group.shapes[0].element.xpath(".//a:lnTo"))
        for group in slide.shapes
        if hasattr(group, "shapes") and group.shapes[-1].text_frame.text in texts
    }
    assert bends == {grade: len(COURSES[grade]) - 1 if len(COURSES[grade]) > 2 else 0 for grade in EVIDENCE}
