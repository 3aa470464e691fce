"""What was measured, as rows of a section, and the rows as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

WHOLE_KB = 10_000
HEAD = ("what", "median", "min–max", "n", "× floor", "floor")


@dataclass(frozen=True)
class Row:
    """What was measured, and every value of it in one unit: s, ms, B, MB or count.

    `floor` names the row of the same section that this one is a multiple of.
    """

    what: str
    values: Sequence[float]
    unit: str = "s"
    floor: str = ""

    @property
    def median(self) -> float:
        """The middle value."""
        return median(self.values)


@dataclass(frozen=True)
class Section:
    """Rows that were measured together, the load average of the minute when they began, and what to know of them."""

    name: str
    title: str
    rows: Sequence[Row]
    load: float
    note: str = ""

    def row(self, what: str) -> Row | None:
        """The row of that name; None where it was not measured."""
        return next((row for row in self.rows if row.what == what), None)

    def ratio(self, row: Row) -> float | None:
        """A row's median as a multiple of its floor's; None where it has none."""
        floor = self.row(row.floor) if row.floor else None
        return row.median / floor.median if floor and floor.median else None


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed, by rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def said(value: float, unit: str) -> str:
    """A value with its unit; bytes as kB of 1000."""
    if unit == "B":
        return f"{value / 1000:,.0f} kB" if value >= WHOLE_KB else f"{value / 1000:,.1f} kB"
    digits = {"s": 2, "ms": 1, "MB": 0, "count": 0}[unit]
    return f"{value:,.{digits}f}" + ("" if unit == "count" else f" {unit}")


def _cells(section: Section, row: Row) -> tuple[str, ...]:
    ratio = section.ratio(row)
    low, high = (said(value, row.unit) for value in (min(row.values), max(row.values)))
    spread = f"{low} – {high}" if len(row.values) > 1 else ""
    multiple = ("", "") if ratio is None else (f"{ratio:.2f}", row.floor)
    return (row.what, said(row.median, row.unit), spread, str(len(row.values)), *multiple)


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Lines as a Markdown table; the first column is left-aligned, the others right."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, rule, *lines))


def printed(section: Section) -> str:
    """A section as Markdown."""
    cells = [_cells(section, row) for row in section.rows]
    return "\n\n".join(_parts(section, cells))


def _parts(section: Section, cells: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"## {section.title}"
    yield f"Load average when it began: {section.load:.1f}."
    if section.note:
        yield section.note
    yield table(HEAD, cells)
