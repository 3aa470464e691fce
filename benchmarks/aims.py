"""What issue 9 asks for, held against what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.report import Section, said, table

HEAD = ("aim", "at most", "measured", "verdict")


@dataclass(frozen=True)
class Aim:
    """A row's median, or where `floor` is set its multiple of the floor's, is to be at most `most`."""

    what: str
    section: str
    row: str
    most: float
    unit: str = ""
    floor: str = ""
    why: str = ""
    """What keeps it from being met, said where it is not."""


@dataclass(frozen=True)
class Verdict:
    """What was measured for an aim; no figure where its section did not run."""

    aim: Aim
    figure: float | None

    @property
    def met(self) -> bool:
        """Whether it was measured and is within the limit."""
        return self.figure is not None and self.figure <= self.aim.most

    @property
    def word(self) -> str:
        """Met, not met, or not measured."""
        if self.figure is None:
            return "not measured"
        if self.met:
            return "met"
        distance = f": {self.figure / self.aim.most:.2f} × the aim" if self.aim.most else ""
        return f"**not met**{distance}" + (f". {self.aim.why}" if self.aim.why else "")

    def cells(self) -> tuple[str, ...]:
        """A line of the table."""
        figures = (self.aim.most, self.figure)
        texts = ("" if figure is None else _said(figure, self.aim) for figure in figures)
        return (self.aim.what, *texts, self.word)


EMPTY = "empty Streamlit page, cold"
AIMS = (
    Aim("map drawn beside an empty Streamlit page", "visits", "atlas, map drawn, cold", 0.5, floor=EMPTY),
    Aim("whole page settled beside an empty Streamlit page", "visits", "atlas, page settled, cold", 1.3, floor=EMPTY,
        why="Streamlit's client starts when the map stands, as both need one thread: its time and the map's are a sum, "
            "and search, table and tabs come after it"),
    Aim("document alone beside plain Leaflet of the same layers", "visits", "atlas's document alone, cold", 1.15,
        floor="plain Leaflet, cold",
        why="Beside the shapes it draws casings, symbols and names, lays out panel and legend, and compiles "
            "the script for it"),
    Aim("first visit on the wire", "bytes", "atlas, cold", 2_000_000, "B"),
    Aim("work of a toggle in the map, the slowest layer's median", "toggles", "atlas, slowest layer, work", 16, "ms",
        why="Every feature has a path for each coat and one for the pointer, and all names are placed anew"),
    Aim("selected → details", "acts", "selected → details", 150, "ms"),
    Aim("page change", "acts", "page change", 150, "ms",
        why="The server's part is a fifth of it; Streamlit's client builds panel, tabs and table of the page anew"),
    Aim("server CPU of a rerun", "sessions", "1 session, server CPU a rerun", 40, "ms"),
    Aim("bytes of a rerun", "sessions", "1 session, bytes a rerun", 15_000, "B"),
    Aim("p95 of a rerun with 100 sessions", "sessions", "100 sessions, rerun p95", 1, "s"),
    Aim("sessions lost of 100", "sessions", "100 sessions, lost", 0, "count"),
    Aim("start to the first map beside an empty app", "starting", "atlas, process start → map drawn", 2,
        floor="empty app, process start → page"),
    Aim("first PNG of a process beside a warm one", "exporting", "png, first of a process", 1.5, floor="png, warm"),
    Aim("python -m maps.render cold beside a plain geopandas script", "exporting", "command maps.render, cold", 1.3,
        floor="plain geopandas script, cold",
        why="It checks the data, sets names, legend and scale, and writes where the figure comes from; the script "
            "does not"),
)  # fmt: skip


def _said(figure: float, aim: Aim) -> str:
    return said(figure, aim.unit) if aim.unit else f"{figure:.2f} ×"


def _figure(aim: Aim, section: Section | None) -> float | None:
    row = section.row(aim.row) if section else None
    floor = section.row(aim.floor) if section and aim.floor else None
    if row is None or (aim.floor and floor is None):
        return None
    return row.median / floor.median if floor else row.median


def verdicts(sections: Sequence[Section], aims: Sequence[Aim] = AIMS) -> list[Verdict]:
    """Every aim with its figure."""
    named = {section.name: section for section in sections}
    return [Verdict(aim, _figure(aim, named.get(aim.section))) for aim in aims]


def printed(found: Sequence[Verdict]) -> str:
    """The aims as a Markdown table."""
    return table(HEAD, [verdict.cells() for verdict in found])
