"""Names that an SVG has letter by letter, joined to one text each: they are found, copied and changed as one."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

SVG = "{http://www.w3.org/2000/svg}"
PART = re.compile(r"^(.+)~\d+$")
"""The id of a part of a text that is drawn in parts, and what is common to all of them."""
_TURN = re.compile(r"rotate\((-?[\d.]+)")


def part_id(whole: str, number: int) -> str:
    """The id of a part of a text."""
    return f"{whole}~{number}"


def _name_of(group: Any) -> str:
    found = PART.match(group.get("id", ""))
    return found[1] if found else ""


def _join(whole: str, groups: list[Any]) -> None:
    """One text in place of several: each sign keeps its place and its turn."""
    texts = [group.find(f"{SVG}text") for group in groups]
    first, turns = texts[0], [_TURN.search(text.get("transform", "")) for text in texts]
    listed = {
        "x": [text.get("x") for text in texts],
        "y": [text.get("y") for text in texts],
        "rotate": [f"{(float(turn[1]) if turn else 0.0) % 360:.2f}" for turn in turns],
    }
    for key, values in listed.items():
        # A sign of several units, a space at its end among them, counts as often.
        repeated = [
            value for value, text in zip(values, texts, strict=True) for _ in text.text.encode("utf-16-le")[::2]
        ]
        first.set(key, " ".join(repeated))
    first.attrib.pop("transform", None)
    first.text = "".join(text.text for text in texts)
    groups[0].set("id", whole)
    for group in groups[1:]:
        group.getparent().remove(group)


def join(root: Any) -> None:
    """Join the parts of every text below an element of an SVG, whose groups have ids by `part_id`."""
    parts = [group for group in root.iter(f"{SVG}g") if _name_of(group)]
    for whole, groups in groupby(parts, key=_name_of):
        _join(whole, list(groups))
