"""The table of a layer, row by row as a reader finds it in a file, and which features come into it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from layers.atlas.atlas import Atlas
from layers.atlas.timeline import Event, Timeline
from maps.datasets.tables import parts_of
from maps.scene.scene import Scene

SHAPE = shapely.LineString([(120, 30), (120, 31)])  # 110.86 km
PLAIN: dict[str, Any] = {
    "id": "rail-a", "layer": "rail", "layer_zh": "铁路", "layer_en": "Railways", "name_zh": "甲线", "name_en": "Line A",
    "kind": "high_speed_rail", "kind_zh": "高速铁路", "kind_en": "High-speed railway", "evidence": "surveyed",
    "accuracy_m": 100.0, "length_km": 110.9, "opened": "2018-12",
    "opened_source": "report-2019; https://a.b", "clauses": "2.6; 2.6.1", "speed_kmh": 250.0, "note_zh": "一\n二",
    "datum": "WGS 84 (EPSG:4326)",
}  # fmt: skip


@pytest.fixture
def small(atlas: Atlas) -> Atlas:
    """Two railways, the second of which has nothing that need not be said."""
    rows: dict[str, list[Any]] = {
        "id": ["rail-a", "rail-b"], "name_zh": ["甲线", "乙线"], "name_en": ["Line A", "Line B"],
        "kind": ["high_speed_rail", "maglev"], "evidence": ["surveyed", "indicative"], "accuracy_m": [100, None],
        "clauses": [["2.6", "2.6.1"], []], "aliases": [[], ()], "speed_kmh": [250, None], "line": [None, None],
        "note_zh": ["一\r\n\x00二", ""], "wordings": [["甲"], ["乙"]],
    }  # fmt: skip
    rail = gpd.GeoDataFrame(rows, geometry=[SHAPE, SHAPE], crs="EPSG:4326", index=rows["id"])
    event = Event(
        date="2018-12", status="open", source="report-2019", also=("https://a.b",), note_zh="注", note_en="Note"
    )
    opened = Timeline(looked_up="2026-11-01", events=(event,))
    return replace(atlas, frames={"rail": rail, "roads": rail.iloc[1:]}, timelines={"rail-a": opened})


def rows(atlas: Atlas, scene: Scene, datum: str = "wgs84", *, selected_only: bool = False) -> list[dict[str, Any]]:
    (part,) = parts_of(atlas, scene, datum, selected_only=selected_only)
    assert (part.name, part.layer.id, part.datum, part.renamed) == (f"rail_{datum}", "rail", datum, {})
    told = part.frame.drop(columns="geometry").to_dict("records")
    return [{str(name): None if pd.isna(value) else value for name, value in row.items()} for row in told]


def test_a_row_says_all_that_is_known_and_a_column_that_nobody_has_is_left_out(small: Atlas) -> None:
    first, second = rows(small, Scene(layers=("rail",)))
    assert first == PLAIN
    assert list(first) == list(PLAIN)
    assert second == dict.fromkeys(PLAIN) | {
        "id": "rail-b", "layer": "rail", "layer_zh": "铁路", "layer_en": "Railways", "name_zh": "乙线",
        "name_en": "Line B", "kind": "maglev", "kind_zh": second["kind_zh"], "kind_en": second["kind_en"],
        "evidence": "indicative", "datum": "WGS 84 (EPSG:4326)",
    }  # fmt: skip
    assert "磁" in second["kind_zh"]


def test_with_a_month_a_row_says_its_status_then(small: Atlas) -> None:
    first, second = rows(small, Scene(layers=("rail",), date="2019-07"))
    status = {"status": "open", "status_zh": "已开通或已设立", "status_en": "Open or established",
              "status_date": "2019-07", "status_looked_up": "2026-11-01"}  # fmt: skip
    assert first == PLAIN | status
    assert {name: second[name] for name in status} == dict.fromkeys(status)
    assert list(first)[14:19] == list(status)
    early, _ = rows(small, Scene(layers=("rail",), date="2018-11"))
    assert (early["status"], early["status_date"], early["opened"]) == ("unknown", "2018-11", "2018-12")


@pytest.mark.parametrize(
    ("datum", "said", "epsg"),
    [
        ("cgcs2000", "CGCS2000 (EPSG:4490)", 4490),
        ("epsg4549", "CGCS2000 / 3-degree Gauss-Kruger CM 120E (EPSG:4549)", 4549),
        ("gcj02", "GCJ-02 (offset from WGS 84, no EPSG code)", None), ("wgs84", "WGS 84 (EPSG:4326)", 4326),
    ],
)  # fmt: skip
def test_a_row_says_in_which_system_its_coordinates_are(datum: str, said: str, epsg: int | None, small: Atlas) -> None:
    assert {row["datum"] for row in rows(small, Scene(layers=("rail",)), datum)} == {said}
    (part,) = parts_of(small, Scene(layers=("rail",)), datum, selected_only=False)
    assert epsg is None or part.frame.crs.to_epsg() == epsg
    assert (part.frame.geometry.iloc[0] == SHAPE) == (datum in {"wgs84", "cgcs2000"})


def test_what_is_selected_is_taken_from_the_layer_that_shows_it_else_from_its_own(small: Atlas) -> None:
    for layers, found in ((("roads",), "roads"), (("rail", "roads"), "rail"), ((), "rail")):
        scene = Scene(layers=layers, selected="rail-b")
        (part,) = parts_of(small, scene, "wgs84", selected_only=True)
        assert (part.layer.id, list(part.frame.index)) == (found, ["rail-b"])
    whole = parts_of(small, Scene(layers=("rail", "roads"), selected="rail-b"), "wgs84", selected_only=False)
    assert [list(part.frame.index) for part in whole] == [["rail-a", "rail-b"], ["rail-b"]]
    assert parts_of(small, Scene(layers=("rail",)), "wgs84", selected_only=True) == []


def test_which_columns_a_table_has_does_not_depend_on_what_is_selected(small: Atlas) -> None:
    (row,) = rows(small, Scene(layers=("rail",), selected="rail-b"), selected_only=True)
    assert list(row) == list(PLAIN)


def test_a_row_has_the_name_of_the_month_and_says_what_it_was_called(atlas: Atlas) -> None:
    def told(date: str | None) -> dict[str, Any]:
        scene = Scene(layers=("stations",), date=date, selected="station-shangyu-bei")
        (part,) = parts_of(atlas, scene, "wgs84", selected_only=True)
        return dict(part.frame.iloc[0])

    then, now = told("2014-06"), told(None)
    assert (then["name_zh"], then["name_en"]) == ("上虞北站", "Shangyu North")
    assert (now["name_zh"], now["name_en"]) == ("绍兴东站", "Shaoxing East")
    assert then["former_names"] == now["former_names"] == "上虞北站 / Shangyu North (2016-12-01)"


def test_all_that_are_selected_together_are_taken_each_from_its_layer(atlas: Atlas) -> None:
    scene = Scene(layers=("cities",), selected="rail-hanghuang", besides=("city-huzhou", "city-hangzhou"))
    parts = parts_of(atlas, scene, "wgs84", selected_only=True)
    assert {part.layer.id: set(part.frame.index) for part in parts} == {
        "cities": {"city-huzhou", "city-hangzhou"}, "rail": {"rail-hanghuang"},
    }  # fmt: skip
