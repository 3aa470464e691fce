"""Split the report of July 2019 into the clauses that the atlas cites (docs/clauses.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.recipes.io import WORKSPACE

_DIGIT = {numeral: str(value) for value, numeral in enumerate("一二三四五六七八九十", start=1)}
_NUMERAL = "[一二三四五六七八九十]"
_PART = re.compile(rf"^({_NUMERAL})、")
_POINT = re.compile(rf"^第({_NUMERAL}),")
_DEMAND = re.compile(rf"^({_NUMERAL})要")
_REASON = re.compile(rf"(?:^|(?<=[。:]))({_NUMERAL})是")
_CLOSING = re.compile(r"^同志们,")
_PAGE_HEAD = re.compile(r"^(首页|\d{4}-\d{2}-\d{2} )")
_PAGE_FOOT = re.compile(r"^《[^》]+》杂志社")
_PARTS_WITHOUT_POINTS = ("3", "4")


def read_report() -> str:
    """The report's whole text, with the header and footer of the page it was published on.

    Raises `FileNotFoundError` when the report is not on this machine (set `ATLAS_SHARED`).
    """
    return (WORKSPACE / "report" / "report-2019.txt").read_text(encoding="utf-8")


def _paragraphs(text: str) -> Iterator[str]:
    for line in map(str.strip, text.splitlines()):
        if _PAGE_FOOT.match(line):
            return
        if line and not _PAGE_HEAD.match(line):
            yield line


def _locator(paragraph: str, current: str) -> str:
    """The locator a paragraph opens, or `current` where it opens none."""
    part = current.split(".")[0]
    if match := _PART.match(paragraph):
        return _DIGIT[match[1]]
    if _CLOSING.match(paragraph) and part == "4":
        return "5"
    if match := _POINT.match(paragraph):
        return f"{part}.{_DIGIT[match[1]]}"
    if match := _DEMAND.match(paragraph):
        above = part if part in _PARTS_WITHOUT_POINTS else ".".join(current.split(".")[:2])
        return f"{above}.{_DIGIT[match[1]]}"
    return current


def _split_reasons(locator: str, paragraph: str) -> Iterator[tuple[str, str]]:
    """Part one lists its items inside the paragraph of a point: cut before each of them."""
    starts = list(_REASON.finditer(paragraph)) if locator.startswith("1.") else []
    cuts = [0, *(match.start() for match in starts), len(paragraph)]
    locators = [locator, *(f"{locator}.{_DIGIT[match[1]]}" for match in starts)]
    for name, start, end in zip(locators, cuts, cuts[1:], strict=False):
        yield name, paragraph[start:end]


def split_report(text: str) -> dict[str, str]:
    """Every clause's text by locator, in reading order; what frames the page (menu, date, imprint) is left out."""
    clauses: dict[str, str] = {"0": ""}
    current = "0"
    for paragraph in _paragraphs(text):
        current = _locator(paragraph, current)
        for locator, piece in _split_reasons(current, paragraph):
            clauses[locator] = clauses.get(locator, "") + piece + "\n"
    return clauses
