"""What a reader's document may be, and what is said when it is not: the limits, and the one error.

AtlasError
└── DocumentError      a document of the reader's cannot be read; the atlas itself is well
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from layers.errors import AtlasError

Code = Literal[
    "too_large", "empty", "unknown_type", "not_what_it_says", "encrypted", "zip_bomb", "unsafe", "no_text",
    "unreadable", "too_many_pages", "too_long", "too_slow",
]  # fmt: skip
CODES: tuple[str, ...] = get_args(Code)

TYPES = ("txt", "md", "docx", "pdf")
MOST_BYTES = 5_000_000
MOST_CHARACTERS = 600_000
MOST_PAGES = 500
MOST_SECONDS = 20.0


@dataclass(eq=False)
class DocumentError(AtlasError):
    """Why a document is refused: a code, and nothing of what stands in the document or what it is called."""

    code: Code

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True)
class Document:
    """The text of a document, in reading order; it lives in memory only."""

    paragraphs: tuple[str, ...]


def document(paragraphs: list[str], *, without: Code) -> Document:
    """A document of the paragraphs that hold text.

    Raises `DocumentError`: `without` where there is no text at all, `too_long` where there is too much.
    """
    kept = tuple(text for paragraph in paragraphs if (text := paragraph.strip()))
    if not kept:
        raise DocumentError(without)
    if sum(map(len, kept)) > MOST_CHARACTERS:
        raise DocumentError("too_long")
    return Document(kept)
