"""Plans that the tests of figures share, each made once: a bit of everything that a figure may have to show."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import get_args

import pytest

from layers.atlas.atlas import current_atlas
from maps.plan.plan import Plan, plan
from maps.scene.scene import Scene, View, opening
from maps.scene.sheet import Orientation, Sheet, Size
from tests import samples

SHEETS = [
    pytest.param(Sheet(size=size, orientation=side, dpi=96), id=f"{size}-{side}")
    for size in get_args(Size)
    for side in get_args(Orientation)
]
EVERYTHING = tuple(layer.id for layer in samples.LAYERS if layer.panel and layer.id != "districts_2021")


def _opening(page: str) -> Scene:
    return opening(current_atlas(), page)


CASES: dict[str, tuple[Scene, Sheet]] = {
    "overview": (_opening("overview"), Sheet(dpi=96)),
    "transport": (
        replace(_opening("transport"), lang="en"),
        Sheet(dpi=96, orientation="portrait", graticule=True, page=2, pages=9),
    ),
    "dated": (
        replace(_opening("transport"), date="2019-07", theme="dark"),
        Sheet(dpi=96, size="16:9", labels="both", graticule=True),
    ),
    "clause": (replace(_opening("report"), clause="2.6", note="甲" * 200), Sheet(dpi=96, size="4:3", graticule=True)),
    "near": (
        replace(_opening("transport"), view=View(30.25, 120.15, 11.0), selected="gateway-xiaoshan-airport"),
        Sheet(dpi=96, size="square", labels="both", graticule=True),
    ),
    "everything": (
        replace(_opening("places"), layers=EVERYTHING, lang="en", selected="city-hangzhou"),
        Sheet(dpi=96, size="a3"),
    ),
    "far": (
        replace(_opening("overview"), view=View(31.0, 119.0, 6.0, 3840, 2160)),
        Sheet(dpi=96, size="4:3", orientation="portrait", labels="en", graticule=True),
    ),
    "published": (
        replace(_opening("zones"), selected="zone-hangjia"),
        Sheet(dpi=96, mode="publication", review_number="GS(2024)1234号", author="规划院", made="2026-11-23"),
    ),
}
every_case = pytest.mark.parametrize("case", CASES)


@lru_cache(maxsize=64)
def planned(scene: Scene, sheet: Sheet) -> Plan:
    """The Plan of a Scene, checked, on a Sheet."""
    return plan(current_atlas(), scene.checked(current_atlas()), sheet)


def plan_of(case: str) -> Plan:
    """The Plan of one of the cases."""
    return planned(*CASES[case])
