"""A text as the reading pane takes it: pieces of plain words and marked names, in parts of bearable length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from layers.atlas.atlas import Atlas
from layers.report.recognise import Mention, Reading
from layers.report.split import Piece

WINDOW = 20_000
"""Characters shown at once: the text is sent to the browser with every rerun."""


def cut(pieces: Sequence[Piece]) -> list[range]:
    """Ranges of pieces, each of about 20 000 characters."""
    starts, length = [0], 0
    for index, piece in enumerate(pieces):
        if length and length + len(piece.text) > WINDOW:
            starts.append(index)
            length = 0
        length += len(piece.text)
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True)]


def window_of(
    pieces: Sequence[Piece], reading: Reading, windows: Sequence[range], selected: str | None, clause: str | None
) -> int:
    """The window in which the selected feature, else the clause, stands first; the first window when neither does."""
    named = (mention.paragraph for mention in reading.mentions if selected in mention.ids)
    opened = (index for index, piece in enumerate(pieces) if clause and piece.clause == clause)
    first = next(named, next(opened, 0))
    return next(number for number, window in enumerate(windows) if first in window)


def _segments(atlas: Atlas, text: str, mentions: Sequence[Mention]) -> list[Any]:
    """Plain texts, and [text, ids] for a name; the ids are those that have a position."""
    segments: list[Any] = []
    at = 0
    for mention in mentions:
        segments.append(text[at : mention.start])
        segments.append([mention.text, [ident for ident in mention.ids if atlas.home(ident) is not None]])
        at = mention.end
    segments.append(text[at:])
    return [segment for segment in segments if segment]


def marked(atlas: Atlas, pieces: Sequence[Piece], reading: Reading, window: range) -> list[dict[str, Any]]:
    """The pieces of a window with their clause, whether they open a paragraph, and their segments."""
    by_piece: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        by_piece[mention.paragraph].append(mention)
    return [
        {
            "clause": pieces[index].clause,
            "opens": pieces[index].opens,
            "segments": _segments(atlas, pieces[index].text, by_piece[index]),
        }
        for index in window
    ]
