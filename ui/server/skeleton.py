"""The outlines of the circle's cities, small enough to come with the page: what is seen until the map is drawn."""

from __future__ import annotations

from functools import lru_cache

from shapely import Polygon, get_parts, get_rings

from layers.atlas.atlas import Atlas

LAYER, KINDS = "cities", ("core_city", "joined_city")
TOLERANCE_M = 2_500.0
SMALLEST_M2 = 4e7
"""Islets would be specks."""
STEP_M = 500.0
"""A unit of the drawing: a quarter of a pixel of the whole circle on a large screen."""
MARGIN = 4


def _ring(ring: Polygon, left: float, top: float) -> str:
    points = [f"{round((x - left) / STEP_M)} {round((top - y) / STEP_M)}" for x, y in ring.coords[:-1]]
    return f"M{'L'.join(points)}Z"


@lru_cache(maxsize=2)
def skeleton(atlas: Atlas) -> str:
    """An SVG of the cities as the map will have them (EPSG:3857, common borders simplified together); nothing where the
    layer is off.
    """
    if LAYER not in atlas.frames:
        return ""
    cities = atlas.frames[LAYER]
    shapes = cities[cities["kind"].isin(KINDS)].to_crs(3857).geometry.simplify_coverage(TOLERANCE_M)
    left, bottom, right, top = shapes.total_bounds
    parts = [part for part in get_parts(shapes.to_numpy()) if part.area > SMALLEST_M2]
    path = "".join(_ring(ring, left, top) for ring in get_rings(parts))
    width, height = (right - left) / STEP_M + 2 * MARGIN, (top - bottom) / STEP_M + 2 * MARGIN
    box = f"{-MARGIN} {-MARGIN} {width:.0f} {height:.0f}"
    return f'<div class="atlas-skeleton" aria-hidden="true"><svg viewBox="{box}"><path d="{path}"/></svg></div>'
