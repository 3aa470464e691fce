"""A check in the reader's words: what it is of, what was expected and found, why, and by which method."""

from __future__ import annotations

from dataclasses import dataclass

from layers.atlas.atlas import Atlas
from layers.checks.check import Check, Side, Value
from layers.report.figures import figures
from maps.words.grammar import SHOWN, THIN_SPACE, amount, listed, number, sentences
from text import say

DECIMALS = {"percent": 2, "ten_thousand_km2": 2, "km": 1, "hundred_million": 2}
FINE_KM2 = 10.0
MINUS = "\u2212"
POINTED = ("line_position", "shift")
"""Questions whose figure rests on a number of control points, which `aside` counts."""

BASES = ("with_sea", "without_sea")
"""What an area is reckoned with, where a question is asked of both."""


@dataclass(frozen=True)
class Told:
    """A check in words; a text is empty where there is nothing to say. `target` is the feature that it shows."""

    id: str
    side: Side
    state: str
    word: str
    title: str
    question: str
    clause: str
    expected: str
    found: str
    difference: str
    points: str
    reason: str
    concerned: str
    method: str
    target: str


def _decimals(value: float, unit: str) -> int:
    return 2 if unit == "km2" and 0 < abs(value) < FINE_KM2 else DECIMALS.get(unit, 0)


def figure(value: Value, unit: str, lang: str) -> str:
    """A value with its unit; empty for none."""
    if value is None:
        return ""
    plain = isinstance(value, str)
    text = amount(value, unit, lang, None if plain else _decimals(float(value), unit)).replace("-", MINUS)
    return f"{text}{THIN_SPACE}{unit_name(unit, lang)}".rstrip()


def unit_name(unit: str, lang: str) -> str:
    """What a unit is written as behind a number; empty for a plain number."""
    own = {"count": "", "none": "", "year": "", "m": say(lang, "checks.metre")}
    return own[unit] if unit in own else say(lang, f"unit.{unit}")


def _signed(value: float | None, unit: str, lang: str) -> str:
    if not value:
        return ""
    rounded = round(value, _decimals(value, unit))
    return ("+" if rounded > 0 else "") + figure(abs(rounded) if rounded == 0 else value, unit, lang)


def _name(atlas: Atlas, ident: str, lang: str) -> str:
    return str(atlas.feature(ident)[f"name_{lang}"]) if atlas.home(ident) else ident


def _about(atlas: Atlas, about: str, lang: str) -> str:
    """The name of a layer, of the first layer of a file, of a figure or a source, or of a basis of comparison."""
    layers = atlas.catalogue.layers
    named = [item for item in layers if about == item.id] or [item for item in layers if about == item.file]
    if named:
        return str(getattr(named[0], lang))
    if about in BASES:
        return say(lang, f"checks.about.{about}")
    own = {item.id: item.names[lang] for item in figures(atlas)}
    return str(own.get(about) or atlas.sources.get(about, {}).get(f"title_{lang}", about))


def _title(atlas: Atlas, check: Check, lang: str) -> str:
    if not check.subject and not check.about:
        return say(lang, "checks.controls")
    return _name(atlas, check.subject, lang) if check.subject else _about(atlas, check.about, lang)


def _question(atlas: Atlas, check: Check, lang: str) -> str:
    """What is asked, and of what else beside the subject."""
    parts = [say(lang, f"checks.kind.{check.kind}")]
    parts += [_about(atlas, check.about, lang)] if check.subject and check.about else []
    return " · ".join(parts)


def _reason(check: Check, lang: str) -> str:
    aside = "" if check.aside is None else number(check.aside, lang, 1)
    return say(lang, f"checks.reason.{check.reason}", aside=aside) if check.reason else ""


def _concerned(atlas: Atlas, check: Check, lang: str) -> str:
    names = [_name(atlas, ident, lang) for ident in check.missing[:SHOWN]]
    if not names:
        return ""
    more = say(lang, "checks.more", count=len(check.missing)) if len(check.missing) > SHOWN else ""
    return say(lang, "checks.listed", names=listed(names, lang)) + more


def _target(atlas: Atlas, check: Check) -> str:
    """What a row shows on the map: its subject, else the first feature that it concerns."""
    return next((ident for ident in (check.subject, *check.missing) if ident and atlas.home(ident)), "")


def _method(check: Check, lang: str) -> str:
    """How the result was come to; nothing where there is none."""
    return say(lang, f"checks.method.{check.method}") if check.method and check.found is not None else ""


def told(atlas: Atlas, check: Check, lang: str) -> Told:
    """A check in the words of a language."""
    unit, pointed = check.unit, check.kind in POINTED and check.aside is not None
    return Told(
        id=check.id, side=check.side or "itself", state=check.state, word=say(lang, f"checks.{check.state}"),
        title=_title(atlas, check, lang), question=_question(atlas, check, lang),
        clause=say(lang, "checks.clause", clause=check.clause) if check.clause else "",
        expected=figure(check.expected, unit, lang), found=figure(check.found, unit, lang),
        difference=_signed(check.difference, unit, lang), points=number(check.aside or 0, lang) if pointed else "",
        reason=_reason(check, lang), concerned=_concerned(atlas, check, lang),
        method=_method(check, lang), target=_target(atlas, check),
    )  # fmt: skip


def remark(said: Told, lang: str) -> str:
    """Why, and whom it concerns, in one."""
    return sentences((said.reason, said.concerned), lang)
