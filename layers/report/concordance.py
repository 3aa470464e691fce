"""What a reading holds of each feature: how often it is named, and the words around each naming."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from layers.report.recognise import Mention, Reading

WIDTH = 24


@dataclass(frozen=True)
class Line:
    """A name with the words before and after it, and the number of its paragraph."""

    paragraph: int
    before: str
    name: str
    after: str


def counts(reading: Reading) -> dict[str, int]:
    """How often each feature is named, the most frequent first; a name that may mean several counts for each."""
    counted = Counter(ident for mention in reading.mentions for ident in mention.ids)
    return dict(counted.most_common())


def _line(paragraph: str, mention: Mention, width: int) -> Line:
    before, after = paragraph[: mention.start], paragraph[mention.end :]
    return Line(
        mention.paragraph,
        ("…" if len(before) > width else "") + before[-width:],
        mention.text,
        after[:width] + ("…" if len(after) > width else ""),
    )


def lines(reading: Reading, ident: str, width: int = WIDTH) -> list[Line]:
    """Every naming of a feature with `width` characters on each side, in reading order."""
    return [
        _line(reading.paragraphs[mention.paragraph], mention, width)
        for mention in reading.mentions
        if ident in mention.ids
    ]
