"""The table that is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

FLOOR = "empty Streamlit page, cold"
HEAD = ("what", "median", "p95", "n", "x empty page")


@dataclass(frozen=True)
class Row:
    """What was measured, and every value of it: seconds, or whole bytes."""

    what: str
    values: Sequence[float]
    bytes: bool = False


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed, by rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def _said(value: float, *, in_bytes: bool) -> str:
    return f"{value / 1000:,.0f} kB" if in_bytes else f"{value:.3f} s"


def _cells(row: Row, floor: float | None) -> tuple[str, ...]:
    middle = median(row.values)
    ratio = "" if row.bytes or not floor else f"{middle / floor:.2f}"
    numbers = (_said(value, in_bytes=row.bytes) for value in (middle, p95(row.values)))
    return (row.what, *numbers, str(len(row.values)), ratio)


def printed(rows: Sequence[Row]) -> str:
    """The rows as an aligned table; seconds also as a multiple of the empty page's."""
    floor = next((median(row.values) for row in rows if row.what == FLOOR), None)
    cells = [HEAD, *(_cells(row, floor) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if n == 0 else text.rjust(width)
            for n, (text, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    )
