"""A table as GeoJSON, compared whole with what the standard has."""

from __future__ import annotations

import json
from typing import Any

import geopandas as gpd
import pytest
import shapely

from maps.datasets.geojson import GEOJSON, decimals
from maps.datasets.parts import Job, Note, Part
from tests import samples

CLOCKWISE = shapely.Polygon([(120, 30), (120, 31), (121.123_456_789, 31), (120, 30)])


def part(datum: str) -> Part:
    frame = gpd.GeoDataFrame(
        {"id": ["a", "b"], "name_zh": ["甲", None], "size": [1.5, None]},
        geometry=[CLOCKWISE, shapely.Point(1.000_499, 2)], crs="EPSG:4326", index=["a", "b"],
    )  # fmt: skip
    return Part(f"cities_{datum}", samples.CATALOGUE.layer("cities"), datum, frame)


def written(datum: str) -> tuple[str, Any]:
    """Name and content of the file, which is UTF-8 and without blanks."""
    files = GEOJSON.write(Job("all", [part(datum)], [], "zh"))
    ((name, data),) = files.items()
    text = data.decode("utf-8")
    assert "甲" in text
    assert ": " not in text
    return name, json.loads(text)


def test_a_table_is_a_collection_of_its_features_rounded_to_a_centimetre_and_counterclockwise() -> None:
    name, told = written("wgs84")
    assert name == "cities_wgs84.geojson"
    first, second = told.pop("features")
    assert told == {"type": "FeatureCollection", "name": "cities_wgs84"}
    assert first == {
        "id": "a", "type": "Feature", "properties": {"id": "a", "name_zh": "甲", "size": 1.5},
        "geometry": {"type": "Polygon", "coordinates": [[[120, 30], [121.123_456_8, 31], [120, 31], [120, 30]]]},
    }  # fmt: skip
    assert second["properties"] == {"id": "b", "name_zh": None, "size": None}


@pytest.mark.parametrize(
    ("datum", "crs"),
    [
        ("cgcs2000", "urn:ogc:def:crs:EPSG::4490"), ("epsg4549", "urn:ogc:def:crs:EPSG::4549"),
        ("gcj02", 'LOCAL_CS["GCJ-02 (offset from WGS 84, no EPSG code)"]'),
    ],
)  # fmt: skip
def test_another_datum_is_named_and_what_that_means_is_noted(datum: str, crs: str) -> None:
    assert written(datum)[1]["crs"] == {"type": "name", "properties": {"name": crs}}
    (same,), notes = GEOJSON.fit(part(datum))
    assert (same.name, notes) == (f"cities_{datum}", [Note("geojson_crs")])
    assert GEOJSON.fit(part("wgs84"))[1] == []


def test_metres_have_three_decimals_and_degrees_seven() -> None:
    assert {datum: decimals(datum) for datum in ("wgs84", "cgcs2000", "gcj02", "epsg4549")} == {
        "wgs84": 7, "cgcs2000": 7, "gcj02": 7, "epsg4549": 3,
    }  # fmt: skip
    assert written("epsg4549")[1]["features"][1]["geometry"]["coordinates"] == [1.0, 2.0]
