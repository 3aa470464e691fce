"""Checks of positions against other sources: lines and points within their claims, and no common shift."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.atlas.atlas import Atlas
from layers.atlas.controls import Control
from layers.checks.check import Check, compared, complete, declared
from layers.measures.planar import CRS_METRES, metres

PERCENTILE = 90
FEWEST = 5
"""Of fewer controls the mean says little."""

Vectors = NDArray[np.float64]
"""East and north, metres, one pair a row."""


def controls_of(atlas: Atlas, layer: str, *roles: str) -> list[Control]:
    """The controls of some roles whose feature a layer holds."""
    known = atlas.frames[layer].index
    return [control for control in atlas.controls if control.role in roles and control.feature in known]


def projected(controls: list[Control]) -> gpd.GeoSeries:
    """The points of controls in EPSG:4549."""
    return gpd.GeoSeries([control.geometry for control in controls], crs="EPSG:4326").to_crs(CRS_METRES)


def line_positions(atlas: Atlas, layer: str) -> Iterator[Check]:
    """Lines against the points of each other source: the 90th percentile of the distances beside their claim, m."""
    frame, shapes = atlas.frames[layer], metres(atlas, layer)
    controls = controls_of(atlas, layer, "line")
    for control, points in zip(controls, projected(controls), strict=True):
        claim = float(frame.loc[control.feature, "accuracy_m"])
        away = shapely.distance(shapely.get_parts(points), shapes[control.feature])
        found = float(np.percentile(away, PERCENTILE))
        base = Check("positions", "line_position", subject=control.feature, about=control.source, unit="m")
        known = {"expected": claim, "found": found, "difference": max(found - claim, 0.0), "aside": float(len(away))}
        yield base.closed(found <= claim, "off", **known)
    yield from _uncontrolled(atlas, layer, {control.feature for control in controls})


def _uncontrolled(atlas: Atlas, layer: str, controlled: set[str]) -> Iterator[Check]:
    """Lines of which no other source has a point; what is drawn as indicative is no position to be compared."""
    for ident, grade in atlas.frames[layer]["evidence"].items():
        if ident not in controlled:
            base = Check("positions", "line_position", subject=str(ident), unit="m")
            yield base.defined("drawn") if grade == "indicative" else base.open("no_control")


def point_positions(atlas: Atlas, layer: str) -> Iterator[Check]:
    """Points whose distance from where another source has them is within what they claim."""
    frame, shapes, controls = atlas.frames[layer], metres(atlas, layer), controls_of(atlas, layer, "place")
    base = Check("positions", "point_position", about=layer)
    away = {
        control.feature: shapes[control.feature].distance(point)
        for control, point in zip(controls, projected(controls), strict=True)
    }
    far = [ident for ident, metres_away in away.items() if metres_away > frame.loc[ident, "accuracy_m"]]
    yield complete(base, away, far, "off") if away else base.open("no_control")


def _vectors(atlas: Atlas, layer: str) -> Vectors:
    """From each control to the drawn point, or to the nearest place of the drawn line."""
    shapes = metres(atlas, layer)
    controls = [control for control in controls_of(atlas, layer, "line", "place") if not control.chosen]
    pairs = [
        shapely.get_coordinates(shapely.shortest_line(part, shapes[control.feature]))
        for control, points in zip(controls, projected(controls), strict=True)
        for part in shapely.get_parts(points)
    ]
    ends = np.array(pairs).reshape(-1, 2, 2)
    return ends[:, 1] - ends[:, 0]


def shift_of_points_m(vectors: Vectors) -> float:
    """The length of the mean vector, metres."""
    return float(np.hypot(*vectors.mean(axis=0)))


def shift_of_lines_m(vectors: Vectors) -> float:
    """The length of the shift that explains how far lines lie beside their controls, metres.

    A line tells of a shift only what runs across it: least squares over the directions of all offsets.
    """
    length = np.hypot(*vectors.T)
    across = vectors[length > 0] / length[length > 0, None]
    shift, *_ = np.linalg.lstsq(across, length[length > 0])
    return float(np.hypot(*shift))


def shift(atlas: Atlas, layer: str) -> Iterator[Check]:
    """What all features of a layer are shifted by against other sources, metres: an offset of a datum not undone."""
    vectors = _vectors(atlas, layer)
    base = Check("positions", "shift", about=layer, unit="m", aside=float(len(vectors)))
    if len(vectors) < FEWEST:
        yield base.open("no_control")
        return
    lines = (atlas.frames[layer].geom_type != "Point").any()
    found = shift_of_lines_m(vectors) if lines else shift_of_points_m(vectors)
    yield compared(base, 0.0, found, declared()["tolerance"]["shift_m"][layer], "shifted")
