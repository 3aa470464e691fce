"""One check of the atlas, as plain data without words, and the two ways to come to a result."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence, Sized
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from layers.atlas.load import GEODATA

State = Literal["pass", "differs", "unknown", "definition"]
"""`definition`: the two differ for ever, because they are not the same thing; it is told, and is no finding."""
Side = Literal["world", "itself"]
"""`world`: compared with what the geometry was not made from. `itself`: the atlas beside what it says elsewhere."""
Method = Literal[
    "count", "join", "area", "share", "sum", "topology", "relation", "length", "percentile", "distance", "shift",
    "spelling", "record", "report", "census",
]  # fmt: skip
"""How a check comes to its result: the keys of `checks.method` in text/."""
Reason = Literal[
    "count", "outline", "area", "part_of_water", "source_too", "share", "sum", "edges", "overlap", "gap",
    "enclave", "apart", "partly", "partner", "shared", "length", "section", "chords", "absent", "not_there",
    "layer_off", "no_station", "far", "number", "geometry", "no_source", "no_basis", "context", "unplaced",
    "off", "drawn", "no_control", "shifted", "renamed", "outside_censuses", "no_statistics",
]  # fmt: skip
"""Why a check does not pass: the keys of `checks.reason` in text/."""
Value = float | str | None


@dataclass(frozen=True)
class Check:
    """What was expected, what was found, and why they disagree.

    `kind` names the question; `subject` is a feature's id or empty, `about` the id of a layer, file or figure or empty.
    `reason` is empty where the check passes; `aside` is the figure it cites, `missing` the ids it lists. `difference`
    is found less expected, in `unit`. `side` and `method` are the question's, unless a row has a side of its own.
    """

    group: str
    kind: str
    state: State = "unknown"
    subject: str = ""
    about: str = ""
    expected: Value = None
    found: Value = None
    unit: str = "count"
    difference: float | None = None
    reason: Reason | Literal[""] = ""
    aside: float | None = None
    missing: tuple[str, ...] = ()
    clause: str = ""
    side: Side | Literal[""] = ""
    method: Method | Literal[""] = ""

    @property
    def id(self) -> str:
        """Unique among all checks: the question and what it is asked of."""
        return ".".join(part for part in (self.kind, self.subject, self.about) if part)

    def closed(self, agrees: bool, reason: Reason, **known: Any) -> Check:
        """The same check with its result: it passes, or differs for a reason."""
        state: State = "pass" if agrees else "differs"
        return replace(self, state=state, reason="" if agrees else reason, **known)

    def open(self, reason: Reason, **known: Any) -> Check:
        """The same check as one that cannot be decided, with the reason."""
        return replace(self, state="unknown", reason=reason, **known)

    def defined(self, reason: Reason, **known: Any) -> Check:
        """The same check as one that differs by definition, with the reason."""
        return replace(self, state="definition", reason=reason, **known)


def compared(check: Check, expected: float, found: float, within: float, reason: Reason, **known: Any) -> Check:
    """Compare two figures: they agree when they are at most `within` apart."""
    difference = found - expected
    # The last digit of a rounded figure must not decide by the noise of binary fractions.
    agrees = abs(difference) <= within + 1e-9
    return check.closed(agrees, reason, expected=expected, found=found, difference=difference, **known)


def complete(check: Check, wanted: Sized, missing: Sequence[str], reason: Reason, **known: Any) -> Check:
    """Compare what is wanted with the ids of what is not as it should be: they agree when there are none."""
    total, lost = len(wanted), tuple(missing)
    figures: dict[str, Any] = {"expected": total, "found": total - len(lost), "difference": -len(lost), "missing": lost}
    return check.closed(not lost, reason, **figures, **known)


def explained(check: Check) -> Check:
    """A difference that `checks.toml` explains as one by definition, so long as it is the one explained there.

    Ids that are missing must be among those told, a figure within what is told of it: anything more is a finding.
    """
    rule = declared()["definitions"].get(check.id)
    if check.state != "differs" or rule is None:
        return check
    if "missing" in rule:
        told = bool(check.missing) and set(check.missing) <= set(rule["missing"])
    else:
        told = check.difference is not None and abs(check.difference - rule["difference"]) <= rule["within"]
    return check.defined(rule["reason"]) if told else check


@cache
def declared() -> dict[str, Any]:
    """What the report and official statistics say, and how far apart two figures may be: `geodata/checks.toml`."""
    return tomllib.loads((GEODATA / "checks.toml").read_text(encoding="utf-8"))
