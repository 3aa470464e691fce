"""Plots of the results: bars with the spread of their values, and lines over sessions and sizes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from benchmarks.aims import AIMS
from benchmarks.report import Row, Section

STYLE: dict[Any, Any] = {"svg.hashsalt": "atlas", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}
INK, OURS, OTHERS, AIM = "#1c2b2d", "#0b6e6e", "#b9c4c4", "#a23b3b"
COLD, WORK, TOGGLE_WORK = ", cold", ", work,", ", work"
WIDTH_IN, BAR_IN = 7.5, 0.28
COUNT = re.compile(r"(\d+)")


def _bars(axes: Axes, rows: Sequence[Row], scale: float, unit: str) -> None:
    """Medians as bars, the least and the greatest value as a line over each."""
    names = [row.what.removesuffix(COLD) for row in rows]
    middles = [row.median / scale for row in rows]
    below = [(row.median - min(row.values)) / scale for row in rows]
    above = [(max(row.values) - row.median) / scale for row in rows]
    colors = [OURS if name.startswith("atlas") else OTHERS for name in names]
    axes.barh(names, middles, xerr=[below, above], color=colors, ecolor=INK, error_kw={"linewidth": 0.8})
    axes.invert_yaxis()
    axes.set_xlabel(unit)


def _visits(axes: Axes, section: Section) -> None:
    rows = [row for row in section.rows if _shown(section, row)]
    floor = rows[0].median
    _bars(axes, rows, floor, "× an empty Streamlit page")
    for aim in (aim for aim in AIMS if aim.section == section.name and aim.floor == rows[0].what):
        axes.axvline(aim.most, color=AIM, linewidth=0.8, linestyle="--")


def _bytes(axes: Axes, section: Section) -> None:
    _bars(axes, [row for row in section.rows if _shown(section, row)], 1e6, "MB on the wire, first visit")
    axes.axvline(_limit("bytes") / 1e6, color=AIM, linewidth=0.8, linestyle="--")


def _toggles(axes: Axes, section: Section) -> None:
    _bars(axes, [row for row in section.rows if _shown(section, row)], 1, "ms, logarithmic")
    axes.set_xscale("log")


def _limit(section: str) -> float:
    return next(aim.most for aim in AIMS if aim.section == section)


def points(rows: Sequence[Row], end: str) -> tuple[list[int], list[float]]:
    """The number in each row's name and the row's median, of the rows whose names end so."""
    ending = [row for row in rows if row.what.endswith(end)]
    found = [(int(match[1]), row.median) for row in ending if (match := COUNT.search(row.what))]
    return [count for count, _ in found], [value for _, value in found]


def _lines(axes: Axes, rows: Sequence[Row], ends: Sequence[str]) -> None:
    for end in ends:
        counts, values = points(rows, end)
        axes.plot(counts, values, marker="o", markersize=3, linewidth=1, label=end.lstrip(" ,:"))
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.legend(frameon=False)


def _sessions(axes: Axes, section: Section) -> None:
    _lines(axes, section.rows, (", rerun", ", rerun p95"))
    axes.axhline(1, color=AIM, linewidth=0.8, linestyle="--")
    axes.set_xlabel("sessions")
    axes.set_ylabel("s")


def _growth(axes: Axes, section: Section) -> None:
    ends = (": data loaded and checked", ": document built", ": plain Leaflet drawn", ": document drawn")
    _lines(axes, section.rows, ends)
    axes.set_xlabel("× features")
    axes.set_ylabel("s")


def _exporting(axes: Axes, section: Section) -> None:
    _bars(axes, section.rows, 1, "s")


DRAWN: Mapping[str, Callable[[Axes, Section], None]] = {
    "visits": _visits, "bytes": _bytes, "toggles": _toggles, "sessions": _sessions, "exporting": _exporting,
    "growth": _growth,
}  # fmt: skip
LINES = ("sessions", "growth")


def _figure(section: Section) -> Figure:
    height = 3.0 if section.name in LINES else 1 + BAR_IN * sum(_shown(section, row) for row in section.rows)
    figure = Figure(figsize=(WIDTH_IN, height), layout="constrained")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(section.title, loc="left")
    DRAWN[section.name](axes, section)
    return figure


def _shown(section: Section, row: Row) -> bool:
    if section.name == "toggles":
        return not row.what.endswith(TOGGLE_WORK)
    return section.name not in {"visits", "bytes"} or (row.what.endswith(COLD) and WORK not in row.what)


def write(sections: Sequence[Section], folder: Path) -> list[str]:
    """A plot of each section that has one and has rows; their names."""
    folder.mkdir(exist_ok=True)
    names = [section.name for section in sections if section.name in DRAWN and section.rows]
    with mpl.rc_context(STYLE):
        for section in (section for section in sections if section.name in names):
            _figure(section).savefig(folder / f"{section.name}.svg", metadata={"Date": None, "Creator": None})
    return names
