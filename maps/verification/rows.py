"""What stands in the verification sheet: the report's figures, then the checks of both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layers.atlas.atlas import Atlas
from layers.checks.check import Check
from layers.checks.checks import SIDES, STATES, by_figure, checks, on_side, totals
from layers.report.figures import Figure, figures
from maps.origin.provenance import version
from maps.words.checks import Told, remark, told, unit_name
from maps.words.grammar import scaled
from text import say

COLUMNS = ("clause", "what", "expected", "found", "difference", "result", "side", "reason", "method")
"""The columns of every part: keys of `verification.column` in text/."""


@dataclass(frozen=True)
class Row:
    """One line of the sheet: `cells` are texts by column, `figures` the numbers among them by column, in `unit`."""

    state: str
    title: str
    question: str
    cells: dict[str, str]
    figures: dict[str, float]
    unit: str


@dataclass(frozen=True)
class Part:
    """A part of the sheet: what it holds, how many rows have each result, and the rows."""

    title: str
    lead: str
    totals: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Verification:
    """The whole sheet in words; `facts` are (term, value)."""

    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    columns: dict[str, str]


def _numbers(check: Check, lang: str) -> dict[str, float]:
    known = {"expected": check.expected, "found": check.found, "difference": check.difference}
    return {name: scaled(value, check.unit, lang) for name, value in known.items() if isinstance(value, int | float)}


def _method(said: Told, lang: str) -> str:
    """The method, and on how many control points a figure rests."""
    counted = f"{say(lang, 'checks.points')} {said.points}" if said.points else ""
    return " · ".join(text for text in (said.method, counted) if text)


def _row(check: Check, said: Told, title: str, question: str, lang: str) -> Row:
    cells = {
        "clause": check.clause, "expected": said.expected, "found": said.found, "difference": said.difference,
        "result": said.word, "side": say(lang, f"verification.side.{said.side}"), "reason": remark(said, lang),
        "method": _method(said, lang), "what": title,
    }  # fmt: skip
    return Row(said.state, title, question, cells, _numbers(check, lang), unit_name(check.unit, lang))


def _checked(atlas: Atlas, check: Check, lang: str) -> Row:
    said = told(atlas, check, lang)
    return _row(check, said, said.title, said.question, lang)


def _figure(atlas: Atlas, figure: Figure, check: Check, lang: str) -> Row:
    """A figure of the report under its own name, with what a check says of it."""
    said = told(atlas, check, lang)
    question = "" if check.kind == "figure" else said.question
    return _row(check, said, figure.names[lang], question, lang)


def _part(key: str, found: Sequence[Check], rows: Sequence[Row], lang: str) -> Part:
    counted = {str(state): count for state, count in totals(found).items()}
    title, lead = say(lang, f"verification.{key}"), say(lang, f"verification.{key}_lead")
    return Part(title, lead, say(lang, "checks.group_count", **counted), tuple(rows))


def verification_rows(atlas: Atlas, lang: str, made: str) -> Verification:
    """The sheet of an atlas in a language; `made` is the day on which it was made, or empty."""
    answers = by_figure(atlas)
    shown = [(figure, answers[figure.id]) for figure in figures(atlas) if figure.id in answers]
    first = _part("figures", [check for _, check in shown], [_figure(atlas, *pair, lang) for pair in shown], lang)
    taken = {check.id for _, check in shown}
    parts = [first]
    for side in SIDES:
        own = [check for check in on_side(checks(atlas), side) if check.id not in taken]
        parts.append(_part(side, own, [_checked(atlas, check, lang) for check in own], lang))
    return Verification(
        say(lang, "verification.title"), _facts(atlas, lang, made), tuple(parts),
        {name: say(lang, f"verification.column.{name}") for name in COLUMNS},
    )  # fmt: skip


def _facts(atlas: Atlas, lang: str, made: str) -> tuple[tuple[str, str], ...]:
    world = totals(on_side(checks(atlas), "world"))
    told_of = say(lang, "checks.group_count", **{str(state): world[state] for state in STATES})
    facts = {"truth": told_of, "data": atlas.digest or "–", "version": version(), "made": made or "–"}
    return tuple((say(lang, f"verification.fact.{name}"), value) for name, value in facts.items())
