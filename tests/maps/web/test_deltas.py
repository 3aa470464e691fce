"""The encoded geometry, read back by a decoder of the tests' own."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiLineString, MultiPolygon, Point, Polygon, box, mapping
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from maps.web.deltas import encode
from maps.web.safe import inert_json
from tests import samples

steps = st.integers(-18_000_000, 18_000_000)
pairs = st.tuples(steps, steps)


def numbers(text: str) -> list[int]:
    """Base64 VLQ, bit by bit: the lowest of a number is its sign, the sixth of a letter says that more follow."""
    found, bits, place = [], 0, 0
    for letter in text:
        digit = b64decode(f"AAA{letter}")[2] & 63
        bits, place = bits + ((digit & 31) << place), place + 5
        if digit < 32:
            found.append(-(bits >> 1) if bits & 1 else bits >> 1)
            bits = place = 0
    return found


def undo(text: str) -> list[tuple[int, int]]:
    """Positions in steps of 1e-5 degree."""
    deltas, points, x, y = numbers(text), [], 0, 0
    for dx, dy in zip(deltas[::2], deltas[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def expected(geometry: BaseGeometry) -> dict[str, Any]:
    """What decoding must give, straight from GeoJSON."""

    def ring(coords: Any) -> list[tuple[int, int]]:
        return [(round(x * 1e5), round(y * 1e5)) for x, y in coords]

    plain = mapping(geometry)
    kind, coords = plain["type"], plain["coordinates"]
    if kind == "Point":
        return {"p": ring([coords])}
    if kind.endswith("LineString"):
        return {"l": [ring(line) for line in (coords if kind.startswith("Multi") else [coords])]}
    return {"a": [[ring(line) for line in area] for area in (coords if kind.startswith("Multi") else [coords])]}


def decode(code: dict[str, Any]) -> dict[str, Any]:
    """The inverse of `encode`, in steps."""
    ((kind, value),) = code.items()
    if kind == "p":
        return {"p": undo(value)}
    if kind == "l":
        return {"l": [undo(line) for line in value]}
    return {"a": [[undo(ring) for ring in area] for area in value]}


def degrees(points: list[tuple[int, int]]) -> list[tuple[float, float]]:
    return [(x / 1e5, y / 1e5) for x, y in points]


@given(pairs)
def test_a_point_comes_back(at: tuple[int, int]) -> None:
    assert decode(encode(Point(degrees([at])[0]))) == {"p": [at]}


@given(st.lists(st.lists(pairs, min_size=2, max_size=20), min_size=1, max_size=4))
def test_lines_come_back(lines: list[list[tuple[int, int]]]) -> None:
    shape = LineString(degrees(lines[0])) if len(lines) == 1 else MultiLineString([degrees(line) for line in lines])
    assert decode(encode(shape)) == {"l": lines}


@given(st.lists(st.lists(st.lists(pairs, min_size=3, max_size=8), min_size=1, max_size=3), min_size=1, max_size=3))
def test_areas_and_their_holes_come_back(areas: list[list[list[tuple[int, int]]]]) -> None:
    closed = [[[*ring, ring[0]] for ring in area] for area in areas]
    parts = [Polygon(degrees(area[0]), [degrees(ring) for ring in area[1:]]) for area in closed]
    shape = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    decoded = decode(encode(shape))
    assert decoded == expected(shape)


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=2, max_size=30))
def test_rounding_does_not_add_up(coords: list[tuple[float, float]]) -> None:
    (points,) = decode(encode(LineString(coords)))["l"]
    for (x, y), (lng, lat) in zip(points, coords, strict=True):
        assert abs(x / 1e5 - lng) <= 0.500001e-5
        assert abs(y / 1e5 - lat) <= 0.500001e-5


@pytest.mark.parametrize("layer", samples.CATALOGUE.ids())
def test_every_shape_of_the_atlas_comes_back(layer: str, atlas: Atlas) -> None:
    for shape in atlas.frames[layer].geometry:
        assert decode(encode(shape)) == expected(shape)


def test_height_is_left_out() -> None:
    assert encode(Point(120, 30, 9)) == encode(Point(120, 30))


def test_codes_are_as_a_source_map_writes_them() -> None:
    assert numbers("AAgBC") == [0, 0, 16, 1]  # the example of the specification's readers
    assert encode(LineString([(0, 0), (0.00016, 0.00001)])) == {"l": ["AAgBC"]}


def test_codes_travel_as_they_are_in_json_and_in_html() -> None:
    code = encode(box(119, 30, 120, 31))
    assert json.loads(inert_json(code)) == code
    assert inert_json(code) == json.dumps(code, separators=(",", ":"))


@pytest.mark.parametrize("shape", [GeometryCollection(), MultiPolygon(), GeometryCollection([GeometryCollection()])])
def test_what_cannot_be_drawn_is_refused(shape: BaseGeometry) -> None:
    with pytest.raises(ValueError, match="cannot draw"):
        encode(shape)
