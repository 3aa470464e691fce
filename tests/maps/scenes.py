"""Any Scene, for property tests, and what a view shows."""

from __future__ import annotations

import math

from hypothesis import strategies as st

from layers.atlas.atlas import current_atlas
from layers.atlas.clauses import LOCATORS
from maps.scene.drawing import nameless
from maps.scene.hidden import hideable
from maps.scene.pages import PAGES
from maps.scene.scene import (
    FILTERS,
    HOME,
    LONGEST_NOTE,
    LONGEST_TITLE,
    MAX_BOUNDS,
    SIZES_PX,
    THEMES,
    ZOOMS,
    Scene,
    View,
)
from tests import samples
from text import LANGUAGES

MARGIN_PX = 28
"""What a web map keeps free at each edge, in CSS px, when it fits something."""
IDS = sorted({ident for frame in current_atlas().frames.values() for ident in frame.index})
MONTHS = [f"{year}-{month:02}" for year in range(2018, 2027) for month in range(1, 13)]


def grid(low: float, high: float, digits: int) -> st.SearchStrategy[float]:
    """Numbers as an address can say them: a map reports its centre to 5 decimals, about a metre."""
    scale = 10**digits
    return st.integers(int(low * scale) + 1, int(high * scale) - 1).map(lambda number: number / scale)


def views() -> st.SearchStrategy[View]:
    (south, west), (north, east) = MAX_BOUNDS
    sides = st.integers(*SIZES_PX)
    return st.builds(View, grid(south, north, 5), grid(west, east, 5), grid(*ZOOMS, 2), sides, sides)


def scenes() -> st.SearchStrategy[Scene]:
    """Scenes with any text and any layers, as they are after a check."""
    return st.builds(
        Scene,
        page=st.sampled_from(PAGES),
        layers=st.lists(st.sampled_from(samples.CATALOGUE.ids()), unique=True).map(tuple),
        view=st.just(HOME) | views(),
        selected=st.none() | st.sampled_from(IDS),
        lang=st.sampled_from(LANGUAGES),
        theme=st.sampled_from(THEMES),
        date=st.none() | st.sampled_from(MONTHS),
        hidden=st.lists(st.sampled_from(hideable(current_atlas())), max_size=6).map(tuple),
        opacity=st.lists(
            st.builds("{}.{}".format, st.sampled_from(samples.CATALOGUE.ids()), st.integers(0, 120)), max_size=4
        ).map(tuple),
        unnamed=st.lists(st.sampled_from(nameless(current_atlas())), max_size=3).map(tuple),
        clause=st.none() | st.sampled_from(LOCATORS),
        filter=st.none() | st.sampled_from(FILTERS),
        title=st.text(max_size=LONGEST_TITLE + 5),
        note=st.text(max_size=LONGEST_NOTE + 5),
    ).map(lambda scene: scene.checked(current_atlas()))


def pixels(lng: float, lat: float, zoom: float) -> tuple[float, float]:
    """Leaflet's own arithmetic (SphericalMercator, 256 px a tile), apart from the library the atlas uses for it."""
    side = 256 * 2**zoom
    return side * (lng + 180) / 360, side * (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2


def fits(view: View, bounds: tuple[float, float, float, float]) -> bool:
    """Whether bounds (west, south, east, north, degrees) lie in a view with its margin."""
    x, y = pixels(view.lng, view.lat, view.zoom)
    corners = [pixels(lng, lat, view.zoom) for lng, lat in ((bounds[0], bounds[1]), (bounds[2], bounds[3]))]
    room = (view.width / 2 - MARGIN_PX + 0.5, view.height / 2 - MARGIN_PX + 0.5)
    return all(abs(px - x) <= room[0] and abs(py - y) <= room[1] for px, py in corners)
