"""Back and forward: one step a press, in the order in which things were done; map, panel and address say the same."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Reader, Start

STATION = "station-hangzhou-xi"
PIXEL = 360 / (256 * 2**7)
"""In degrees, at the least zoom of the journey."""


def now(reader: Reader) -> tuple[Any, ...]:
    """Where one is: the page, what is selected, whether railways are on, the month."""
    state = reader.state()
    return urlsplit(reader.page.url).path, state["selected"], "rail" in reader.on(), state["date"]


def stands(reader: Reader, wanted: tuple[Any, ...]) -> None:
    """Wait until one is there, and the server and the address say the same."""
    reader.until(lambda: now(reader) == wanted, f"{wanted}, not {now(reader)}")
    reader.idle()
    path, selected, rail, date = wanted
    if selected:
        expect(reader.details_of(selected)).to_be_visible()
    else:
        expect(reader.details).to_have_count(0)

    def said() -> bool:
        found = {name: values[0] for name, values in parse_qs(urlsplit(reader.page.url).query).items()}
        layers = found.get("layers")
        on = path == "/transport" if layers is None else "rail" in layers.split(",")
        return (found.get("selected"), found.get("date"), on) == (selected, date, rail)

    reader.until(said, f"the address says {wanted}: {reader.page.url}")
    reader.idle()
    assert now(reader) == wanted


def test_each_press_takes_back_one_step_and_forward_brings_it_again(reader: Start) -> None:
    planner = reader("zh").come("transport")
    steps: list[tuple[Any, ...]] = [("/transport", None, True, None)]
    stands(planner, steps[-1])
    entries = planner.page.evaluate("history.length")
    planner.find("hangzhouxi", STATION)
    steps.append(("/transport", STATION, True, None))
    stands(planner, steps[-1])
    planner.toggle("rail")
    steps.append(("/transport", STATION, False, None))
    stands(planner, steps[-1])
    planner.month(planner.say("map.time_then"))
    steps.append(("/transport", STATION, False, "2019-07"))
    stands(planner, steps[-1])
    planner.go("corridors")
    steps.append(("/corridors", STATION, "rail" in planner.on(), planner.state()["date"]))
    stands(planner, steps[-1])
    for turn, way in ((planner.page.go_back, steps[-2::-1]), (planner.page.go_forward, steps[1:])):
        for wanted in way:
            turn()
            stands(planner, wanted)
    assert planner.page.evaluate("history.length") == entries + len(steps) - 1, "nothing was done twice"


def test_who_leaves_and_comes_back_finds_what_was_switched_off(reader: Start) -> None:
    planner = reader("zh").come("transport")
    planner.toggle("rail")
    stands(planner, ("/transport", None, False, None))
    planner.page.goto("about:blank")
    planner.page.go_back()
    planner.ready()
    stands(planner, ("/transport", None, False, None))
    planner.page.go_back()
    stands(planner, ("/transport", None, True, None))
    planner.page.go_forward()
    stands(planner, ("/transport", None, False, None))


def seen(reader: Reader) -> dict[str, float]:
    """Where the map looks, at rest."""
    reader.settled()
    return {name: reader.state()["view"][name] for name in ("lat", "lng", "zoom")}


def test_back_on_another_page_the_map_looks_where_it_looked_there(reader: Start) -> None:
    planner = reader("zh").come("overview")
    opened = seen(planner)
    planner.go("transport")
    planner.atlas("setView({lat: 29.9, lng: 119.2, zoom: 9})")
    moved = seen(planner)
    planner.until(lambda: "view=29.9,119.2,9" in planner.page.url, "the address says where")
    planner.go("zones")
    planner.atlas("setView({lat: 30.5, lng: 120.5, zoom: 10})")
    seen(planner)
    for page, view, said in (("transport", moved, "view=29.9,119.2,9"), ("overview", opened, None)):
        planner.page.go_back()
        expect(planner.heading).to_have_text(planner.title(page))
        planner.until(lambda view=view: seen(planner) == pytest.approx(view, abs=PIXEL), f"{page}: {view}")  # type: ignore[misc]
        planner.idle()
        assert said in planner.page.url if said else "view=" not in planner.page.url
    planner.page.go_forward()
    planner.until(lambda: seen(planner) == pytest.approx(moved, abs=PIXEL), "and forward again")
