"""The relief on paper: each point of a figure has the grey that the picture has there, as the theme colours it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pyproj import Transformer

from layers.atlas.atlas import Atlas
from maps.paper.relief import FLAT, _places, _spread, sampled, tinted
from maps.plan.extent import projection
from tests.maps.paper.figures import plan_of, planned

SHADE, LIGHT = "#0a141e", "#c8d2dc"
BOUNDS = (116.5, 27.5, 123.5, 33.5)


def test_a_point_of_the_figure_is_where_the_picture_has_it() -> None:
    """A picture whose grey is its own place: what is sampled at a known town must say where the town is."""
    size = (900, 700)
    fitted = projection((117.0, 28.0, 123.0, 33.0))
    west, south, east, north = extent = (-250_000.0, -220_000.0, 250_000.0, 220_000.0)
    columns, rows = (_spread(mesh, size) for mesh in _places(extent, fitted, BOUNDS, (600, 800)))
    into = Transformer.from_crs(4326, fitted.crs, always_xy=True)
    to_mercator = Transformer.from_crs(4326, 3857, always_xy=True)
    (left, right), (low, high) = to_mercator.transform(np.array(BOUNDS[::2]), np.array(BOUNDS[1::2]))
    for lng, lat in ((120.16, 30.25), (118.32, 29.71), (121.5, 31.2), (118.87, 28.94)):
        x, y = into.transform(lng, lat)
        at = round((north - y) / (north - south) * size[1] - 0.5), round((x - west) / (east - west) * size[0] - 0.5)
        across, up = to_mercator.transform(lng, lat)
        assert columns[at] == pytest.approx((across - left) / (right - left) * 800 - 0.5, abs=0.7)
        assert rows[at] == pytest.approx((high - up) / (high - low) * 600 - 0.5, abs=0.7)


def test_between_pixels_it_is_straight_and_outside_flat() -> None:
    grey = np.array([[0, 100], [200, 100]], dtype=np.float32)
    columns = np.array([[0, 0.5, 0, -1, 5]], dtype=np.float32)
    rows = np.array([[0, 0, 0.5, 0, 0]], dtype=np.float32)
    assert sampled(grey, columns, rows)[0] == pytest.approx([0, 50, 100, FLAT, FLAT], abs=0.2)


def test_each_side_has_its_colour_and_what_is_flat_is_not_seen() -> None:
    pixels = tinted(np.array([[64, 126, 128, 130, 255]], dtype=np.float32), SHADE, LIGHT, 0.5)[0]
    assert pixels[0].tolist() == [10, 20, 30, 64]
    assert pixels[-1].tolist() == pytest.approx([200, 210, 220, 127], abs=1)
    assert (pixels[1:4, 3] == 0).all()


def test_it_fades_as_on_the_screen(atlas: Atlas) -> None:
    layer = next(layer for layer in atlas.catalogue.layers if layer.geometry == "image")
    assert [layer.strength(zoom) for zoom in (6, 10, 11, 12, 15)] == [1, 1, 0.5, 0, 0]


def test_a_figure_without_the_layer_has_no_picture() -> None:
    made = plan_of("overview")
    assert sum(bool(item.style.relief) for item in made.drawn) == 1
    bare = planned(replace(made.scene, layers=("cities",)), made.sheet)
    assert not any(item.style.relief for item in bare.drawn)
