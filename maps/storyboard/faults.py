"""What is wrong with a storyboard: what a validation found, as faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from layers.errors import Fault, StoryboardError
from maps.scene.scene import plain

MOST_FAULTS = 100
LONGEST_DETAIL = 60


def refusal(fault: Fault) -> PydanticCustomError:
    """An error for a validator to raise, which `faults_of` turns into that fault at its place."""
    return PydanticCustomError("refused", "refused", {"fault": fault})


def _where(place: Sequence[str | int]) -> str:
    """A place in the file as a person counts: `scenes 3, title_zh`."""
    said: list[str] = []
    for part in place:
        said = [*said[:-1], f"{said[-1]} {part + 1}"] if isinstance(part, int) else [*said, part]
    return ", ".join(said)


def shown(value: Any) -> str:
    """A wrong value, where it is short enough to be read."""
    if isinstance(value, int) and abs(value) >= 10**15:
        return ""  # a number of thousands of digits cannot even be written
    return str(value) if isinstance(value, str | int | float) else ""


def _of_pydantic(item: Any) -> Fault:
    """The fault that one of pydantic's own errors says, without its place."""
    match item["type"]:
        case "missing":
            return StoryboardError.fault("missing")
        case "extra_forbidden":
            return StoryboardError.fault("unknown_key")
        case "string_too_long":
            return StoryboardError.fault("too_long", most=item["ctx"]["max_length"])
        case "string_pattern_mismatch":
            return StoryboardError.fault("bad_id", detail=shown(item["input"]))
        case "greater_than_equal" | "less_than_equal":
            return StoryboardError.fault("out_of_range", detail=shown(item["input"]))
        case _:
            return StoryboardError.fault("wrong_type", detail=shown(item["input"]))


def _fault(item: Any) -> Fault:
    """The fault of an error with its place; no text in it is long or holds anything invisible."""
    fault = item["ctx"]["fault"] if item["type"] == "refused" else _of_pydantic(item)
    values = {"where": _where(item["loc"]), **fault.given}
    texts = {name: plain(value, LONGEST_DETAIL) for name, value in values.items() if isinstance(value, str)}
    return replace(fault, given=values | texts)


def faults_of(error: ValidationError) -> tuple[Fault, ...]:
    """All that a validation found, in the file's order, the first hundred of them."""
    return tuple(_fault(item) for item in error.errors(include_url=False)[:MOST_FAULTS])
