"""The page of results; that aims and sections name the same rows is seen where the rows are made."""

from pathlib import Path
from xml.etree import ElementTree as ET

from benchmarks import plots, results
from benchmarks.__main__ import SECTIONS
from benchmarks.aims import AIMS
from benchmarks.report import Row, Section
from benchmarks.reruns import _rows
from benchmarks.sessions import Figures
from benchmarks.visits import ALONE, ATLAS, EMPTY, PLAIN, Visits, byte_rows_of, time_rows_of
from benchmarks.watching import Visit, Wire
from tests.repository import machine_faults


def wire(**sizes: int) -> Wire:
    found = Wire()
    found.sizes.update(sizes)
    return found


def visits() -> Visits:
    made = {
        EMPTY: Visit({"drawn": 2.0}, wire(script=900), 1.0),
        PLAIN: Visit({"drawn": 0.5}, wire(document=100), 0.5),
        ALONE: Visit({"drawn": 0.6}, wire(document=200), 0.6),
        ATLAS: Visit({"drawn": 1.0, "settled": 3.0}, wire(script=500, websocket=1500), 3.0),
    }
    warm = Visit({"drawn": 0.1, "settled": 0.2}, wire())
    return {name: [(cold, warm)] * 3 for name, cold in made.items()}


def test_every_aim_names_a_section_and_notes_are_of_sections() -> None:
    assert {aim.section for aim in AIMS} <= set(SECTIONS)
    assert set(results.NOTES) == set(SECTIONS)


def test_visits_make_the_rows_that_aims_ask_for() -> None:
    rows = {row.what for row in time_rows_of(visits())} | {row.what for row in byte_rows_of(visits())}
    asked = [aim for aim in AIMS if aim.section in {"visits", "bytes"}]
    assert {aim.row for aim in asked} | {aim.floor for aim in asked if aim.floor} <= rows


def test_visits_are_multiples_of_their_own_floor_with_the_same_cache() -> None:
    section = Section("visits", "", time_rows_of(visits()), 0)
    found = {row.what: (section.ratio(row), row.floor) for row in section.rows}
    assert found[f"{ATLAS}, map drawn, cold"] == (0.5, f"{EMPTY}, cold")
    assert found[f"{ATLAS}, page settled, cold"] == (1.5, f"{EMPTY}, cold")
    assert found[f"{ALONE}, cold"] == (1.2, f"{PLAIN}, cold")
    assert found[f"{ALONE}, work, cold"] == (1.2, f"{PLAIN}, work, cold")
    assert found[f"{ATLAS}, work, cold"] == (3.0, f"{EMPTY}, work, cold")
    assert found[f"{ATLAS}, map drawn, warm"] == (1.0, f"{EMPTY}, warm")


def test_bytes_are_summed_and_the_atlas_told_by_kind_the_largest_first() -> None:
    rows = {row.what: row.median for row in byte_rows_of(visits())}
    assert rows[f"{ATLAS}, cold"] == 2000
    assert list(rows)[-2:] == [f"{ATLAS}, cold: websocket", f"{ATLAS}, cold: script"]


def test_sessions_make_the_rows_that_aims_ask_for() -> None:
    rows = [
        row.what
        for count in (1, 100)
        for row in _rows(Figures(count, 9, 30.0, {"select": 9e3, "page": 2e4}, {"select": 0.1, "page": 0.2}, 0.5, 0))
    ]
    assert {aim.row for aim in AIMS if aim.section == "sessions"} <= set(rows)


def test_lines_are_drawn_through_the_rows_of_one_kind() -> None:
    rows = [Row("1 session, rerun", [1]), Row("1 session, rerun p95", [9]), Row("10 sessions, rerun", [2, 3, 4])]
    assert plots.points(rows, ", rerun") == ([1, 10], [1, 3])
    assert plots.points(rows, ", rerun p95") == ([1], [9])


def test_the_page_has_machine_aims_plots_and_sections_and_names_no_machine(tmp_path: Path) -> None:
    sections = [Section("visits", "Visits", time_rows_of(visits()), 0.3)]
    drawn = plots.write(sections, tmp_path)
    page = results.page(sections, "| machine | this run |", drawn)
    assert [page.index(part) for part in ("| machine", "## Aims", "plots/visits.svg", "## Visits")] == sorted(
        page.index(part) for part in ("| machine", "## Aims", "plots/visits.svg", "## Visits")
    )
    assert "2 of 14 are met" not in page
    assert f"1 of {len(AIMS)} are met." in page
    assert machine_faults({"RESULTS.md": page}) == []


def test_a_plot_is_the_same_picture_each_time(tmp_path: Path) -> None:
    sections = [Section("visits", "Visits", time_rows_of(visits()), 0.3), Section("acts", "Acts", [Row("a", [1])], 0)]
    for folder in ("a", "b"):
        assert plots.write(sections, tmp_path / folder) == ["visits"]
    first, second = ((tmp_path / folder / "visits.svg").read_bytes() for folder in ("a", "b"))
    assert first == second
    assert ET.fromstring(first).tag.endswith("svg")
