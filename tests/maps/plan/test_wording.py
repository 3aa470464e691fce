"""What is written around a map: projection and datum by their figures, and which page of how many it is."""

from __future__ import annotations

from typing import Any

import pytest
from pyproj import CRS

from layers.atlas.atlas import Atlas
from maps.plan.extent import Projection
from maps.plan.page import head
from maps.plan.plan import plan
from maps.plan.wording import MOST_NOTE_LINES, note, projection_words
from maps.scene.scene import opening
from maps.scene.sheet import Sheet


def test_a_projection_is_said_with_its_meridian_and_its_parallels() -> None:
    gauss = Projection(CRS.from_epsg(4549), 120.0)
    assert projection_words(gauss, "zh") == "高斯—克吕格投影,中央经线120°E(EPSG:4549);CGCS2000"
    assert projection_words(gauss, "en") == "Gauss–Krüger, central meridian 120°E (EPSG:4549); CGCS2000"
    lambert = projection_words(Projection(CRS.from_epsg(4490), 119.5, (28.5, 31.0)), "en")
    for figure in ("119.5°", "28.5°", "31°"):
        assert figure in lambert


def test_a_note_keeps_its_lines_as_far_as_they_fit(atlas: Atlas) -> None:
    made = plan(atlas, opening(atlas, "overview"), Sheet(note=" 第一行 \n\n第二行\t续"))
    assert made.words.note == "第一行\n第二行 续"
    lines = [line.text for line in head(made.sheet, made.words)[0]]
    assert lines[2:4] == ["第一行", "第二行 续"]
    many = [f"行{number}" for number in range(99)]
    written = note(opening(atlas, "overview"), Sheet(note="\n".join(many))).split("\n")
    assert written == [*many[: MOST_NOTE_LINES - 1], " ".join(many[MOST_NOTE_LINES - 1 :])]


@pytest.mark.parametrize("size", ["a4", "16:9", "square"])
def test_the_lines_of_a_note_leave_room_for_a_map(size: Any, atlas: Atlas) -> None:
    written = "\n".join(["一二三四五"] * MOST_NOTE_LINES)
    assert plan(atlas, opening(atlas, "transport"), Sheet(size=size, note=written)).layout.frame.h > 0


@pytest.mark.parametrize(("page", "pages", "said"), [(1, 1, ""), (2, 7, "2 / 7")])
def test_a_page_of_several_says_which_it_is(page: int, pages: int, said: str, atlas: Atlas) -> None:
    sheet = Sheet().model_copy(update={"page": page, "pages": pages})
    assert plan(atlas, opening(atlas, "overview"), sheet).words.page == said
