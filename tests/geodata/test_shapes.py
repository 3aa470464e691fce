"""The constructions that corridors, zones and places are declared with."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from shapely.geometry import LineString, Point

from geodata.recipes import anchors, shapes
from geodata.recipes.declared import declared
from tests.geodata import shipped

ROW: dict[str, Any] = {"id": "zone-a", "name_zh": "甲区", "name_en": "Zone A", "kind": "park"}


def test_smoothing_keeps_the_ends_and_turns_gently() -> None:
    bent = LineString([(0, 0), (100, 0), (100, 100)])
    smooth = shapes.smooth_line(bent)
    assert (smooth.coords[0], smooth.coords[-1]) == (bent.coords[0], bent.coords[-1])
    assert smooth.distance(Point(100, 0)) > 10
    assert smooth.hausdorff_distance(bent) < 50


def test_thinning_leaves_few_vertices() -> None:
    disc = Point(0, 0).buffer(20_000, quad_segs=400)
    assert shapely.get_num_coordinates(shapes.thin(disc)) <= 120
    assert shapes.thin(disc).area == pytest.approx(disc.area, rel=0.01)


def test_rounding_joins_neighbours() -> None:
    discs = Point(0, 0).buffer(1000).union(Point(2500, 0).buffer(1000))
    assert shapes.round_off(discs, 2000).geom_type == "Polygon"


@pytest.mark.parametrize("spec", [{}, {"radius_km": 1}, {"point": "town:甲", "hull": []}])
def test_a_shape_names_exactly_one_construction(spec: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="name one of"):
        shapes.construct(spec)


@pytest.mark.sources
@shipped.needs_sources
@pytest.mark.parametrize("reference", ["town:nothing@330110", "segment:nothing", "lake:nothing"])
def test_an_unknown_key_is_refused(reference: str) -> None:
    with pytest.raises(LookupError, match="nothing"):
        anchors.locate(reference)


def test_a_row_without_a_shape_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason_zh is missing"):
        declared(ROW)
    item = declared(ROW | {"reason_zh": "不详。", "reason_en": "Unknown."})
    assert item["geometry"] is None
    assert item["properties"]["evidence"] == "unlocated"


def test_an_unknown_key_in_a_row_is_named() -> None:
    with pytest.raises(ValueError, match="colour is unknown"):
        declared(ROW | {"reason_zh": "不详。", "reason_en": "Unknown.", "colour": "red"})
