"""Plan against outcome as a table: one row a subject that has a timeline, in the layers that are asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import geopandas as gpd
import pytest
import shapely

from layers.atlas.atlas import Atlas
from layers.atlas.timeline import Timeline
from layers.atlas.unlocated import Unlocated
from maps.words.outcomes import finding, outcomes

COLUMNS = ["subject", "then", "now", "opened", "planned_year", "delay", "note", "source", "looked_up"]


def timeline(*events: tuple[str, str, str], **plan: Any) -> Timeline:
    said = [{"date": date, "status": status, "source": source, "note_zh": "注", "note_en": "note"}
            for date, status, source in events]  # fmt: skip
    return Timeline.model_validate({"looked_up": "2026-11-01", "events": said, **plan})


def frame(*ids: str) -> gpd.GeoDataFrame:
    data = {"id": ids, "name_zh": [f"{ident}线" for ident in ids], "name_en": [f"Line {ident}" for ident in ids]}
    return gpd.GeoDataFrame(data, geometry=[shapely.Point(120, 30)] * len(ids), crs="EPSG:4326", index=list(ids))


@pytest.fixture
def small(atlas: Atlas) -> Atlas:
    lost = Unlocated(
        "lost", atlas.catalogue.layer("rail").file, "line", {"zh": "失线", "en": "Lost line"}, (), (), (), {}, {}
    )
    elsewhere = replace(lost, id="elsewhere", layer=atlas.catalogue.layer("places").file)
    opened = [("2019", "planned", "report-2019"), ("2021-06", "open", "https://a.example")]
    timelines = {
        "b": timeline(("2018", "building", "report-2019")), "a": timeline(*opened, planned_year=2020),
        "lost": timeline(), "elsewhere": timeline(), "city": timeline(), "stranger": timeline(),
    }  # fmt: skip
    frames = {"rail": frame("a", "b", "c"), "cities": frame("city")}
    return replace(atlas, frames=frames, timelines=timelines, unlocated=(lost, elsewhere))


def test_a_row_says_plan_and_outcome_in_the_language(small: Atlas) -> None:
    table = outcomes(small, ["rail"], "en")
    assert list(table.columns) == COLUMNS
    assert list(table.loc["a"]) == [
        "Line a",
        "Planned",
        "Open or established",
        "2021-06",
        2020,
        1,
        "note",
        "https://a.example",
        "2026-11-01",
    ]
    row = table.loc["b"]
    assert list(row[["subject", "then", "now", "opened", "note", "source"]]) == [
        "Line b", "Being built", "Being built", "", "note", "report of July 2019",
    ]  # fmt: skip
    assert row[["planned_year", "delay"]].isna().all()
    assert list(outcomes(small, ["rail"], "zh")["subject"]) == ["b线", "a线", "失线"]


def test_only_subjects_of_the_timed_layers_asked_for_are_listed_without_a_position_too(small: Atlas) -> None:
    assert list(outcomes(small, ["rail", "cities"], "en").index) == ["b", "a", "lost"]
    assert list(outcomes(small, ["cities"], "en").index) == []
    assert list(outcomes(small, ["cities"], "en").columns) == COLUMNS
    off = replace(small, frames={"cities": small.frames["cities"]})
    assert list(outcomes(off, ["rail"], "en").index) == ["lost"]


LATE = "later than planned, by up to"


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([(2020, "2020-05"), (2021, "2019")], ("2 are open, none of them later than planned.", "")),
        ([(2020, "2021"), (2020, ""), (None, "2015")], (f"{LATE} a year.", "No opening is known of the other 1. ")),
        ([(2020, "2021"), (2018, "2022-12"), (2019, "2018")], (f"3 are open, 2 of them {LATE} 4 years.", "")),
    ],
)
def test_the_finding_is_counted_from_the_timelines(
    atlas: Atlas, years: list[tuple[int | None, str]], said: tuple[str, str]
) -> None:
    lines = {
        f"line-{place}": timeline(
            *([(opened, "open", "report-2019")] if opened else []), planned_year=planned, looked_up=f"2026-0{place}-01"
        )
        for place, (planned, opened) in enumerate(years, 1)
    }
    planned = [place for place, (year, _) in enumerate(years, 1) if year]
    first, rest = finding(replace(atlas, timelines=lines), "en")
    assert first.startswith(f"Of {len(planned)} projects")
    assert first.endswith(said[0])
    assert rest == f"{said[1]}As looked up on 2026-0{planned[-1]}-01."


def test_there_is_no_finding_where_nothing_was_planned(atlas: Atlas) -> None:
    lines = {"line-1": timeline(("2015", "open", "report-2019"))}
    assert finding(replace(atlas, timelines=lines), "zh") == ("", "")


def test_what_the_legend_has_put_away_has_no_row(atlas: Atlas) -> None:
    every = outcomes(atlas, ("rail", "roads"), "zh")
    high = atlas.frames["rail"].index[atlas.frames["rail"]["kind"] == "high_speed_rail"]
    less = outcomes(atlas, ("rail", "roads"), "zh", None, ("rail.high_speed_rail",))
    assert set(every.index) - set(less.index) == set(every.index) & set(high) != set()
    opened = outcomes(atlas, ("rail", "roads"), "zh", "2024-01", ("status.open",))
    assert "rail-hanghuang" in set(every.index) - set(opened.index)
    assert len(outcomes(atlas, ("rail", "roads"), "zh", None, ("status.open",))) == len(every), "no date, no status"
