"""From lines as a file breaks them to paragraphs as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ENDS = re.compile(r"[。!?;:…!?;:][”’」』)\"']?$|[.!?:]$")
_OPENS = re.compile(r"[#>*•·\-–—]\s|\d+[.、)]|[((]?[一二三四五六七八九十]+[、))]|第[一二三四五六七八九十]+[,,章节条]")
_HAN = r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”—]"
_GAP = re.compile(rf"(?<={_HAN})[ \t\u3000]+(?={_HAN})")


def _continues(before: str, line: str, *, han: bool) -> bool:
    if not before or not line or _ENDS.search(before) or _OPENS.match(line):
        return False
    return han or (before[-1].isascii() and line[0].isascii() and line[0].isalpha())


def _glue(before: str, line: str) -> str:
    return before + (" " if before[-1].isascii() and line[0].isascii() else "") + line


def joined(lines: Iterable[str], *, han: bool) -> list[str]:
    """Lines put together where a sentence goes on; an empty line always parts.

    `han`: Chinese is broken at the margin too, as in a pdf; otherwise each Chinese line is a paragraph.
    """
    paragraphs: list[str] = []
    before = ""
    for raw in lines:
        line = raw.strip()
        if _continues(before, line, han=han):
            paragraphs[-1] = _glue(paragraphs[-1], line)
        elif line:
            paragraphs.append(line)
        before = line
    return paragraphs


def closed_up(text: str) -> str:
    """A text without the gaps that a pdf's type-setting leaves between Chinese characters."""
    return _GAP.sub("", text)
