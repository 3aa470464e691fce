"""What stands on the slides of the built-in storyboards can be read in a room, and stands in its boxes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.atlas.atlas import Atlas
from maps.plan import plan as planning
from maps.plan.layout import Box, line_mm
from maps.plan.plan import Plan, plan
from maps.scene.sheet import Sheet
from maps.slides.boxes import Block, blocks, fitted, lines_of
from maps.slides.legend import closed_up, row_block
from maps.storyboard.file import builtin
from maps.storyboard.presentation import scenes

SHEET = Sheet(size="16:9", made="2026-11-23", page=2, pages=12)
LONG = {"zh": 35, "en": 20}
"""So many rows of a legend are entries of full size beside a map."""
LEAST_PT = 9.3


@pytest.fixture(scope="module", params=["zh", "en"])
def plans(request: pytest.FixtureRequest, atlas: Atlas) -> list[Plan]:
    """The plan of every scene of every board, without the names on its map."""
    shown = [scene for board in builtin(atlas) for scene in scenes(board, atlas, request.param)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "_named", lambda *_: [])
        return [plan(atlas, scene.checked(atlas), SHEET) for scene in shown]


def test_titles_and_sentences_are_large_on_all_of_them(plans: list[Plan]) -> None:
    assert len(plans) == 33
    for made in plans:
        sizes = {block.name: fitted(block, made.scene.lang) for block in blocks(made)}
        assert sizes["note"] == 20.0, made.words.title
        assert sizes["title"] >= 23.8, made.words.title


def test_a_legend_is_read_from_afar_but_where_it_is_too_long(plans: list[Plan]) -> None:
    for made in plans:
        least = min(item.size for item in made.legend.rows)
        assert least >= (12.0 if len(made.legend.rows) <= LONG[made.scene.lang] else LEAST_PT), made.words.title
        frame, page = made.layout.frame, made.sheet
        assert frame.w * frame.h > 0.26 * page.width_mm * page.height_mm, made.words.title


def overflows(block: Block, lang: str) -> bool:
    """Whether a text takes more lines, in the widest of the typefaces that show it, than its box has room for."""
    return lines_of(block, lang, fitted(block, lang) / block.size) > round(block.box.h / line_mm(block.size))


def test_no_text_is_longer_than_its_box(plans: list[Plan]) -> None:
    for made in plans:
        lang = made.scene.lang
        over = [block.text for block in blocks(made) if overflows(block, lang)]
        over += [item.row.text for item in closed_up(made) if overflows(row_block(item, made), lang)]
        assert over == [], made.words.title


def test_a_text_that_is_too_long_is_found() -> None:
    short = Block("note", "字", Box(0, 0, 100, line_mm(20)), 20.0)
    assert overflows(replace(short, text="字" * 80), "zh")
    assert not overflows(short, "zh")
