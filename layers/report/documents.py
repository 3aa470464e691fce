"""What a reader's document may be: its limits, and whether a docx is safe to open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  # zlib calls its exception `error`

from layers.errors import DocumentError

MOST_MEMBERS = 2_000
MOST_UNPACKED = 40_000_000
MOST_RATIO = 200
SMALL = 1_000_000
_ENCRYPTED = 0x1
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_REQUIRED = {"[Content_Types].xml", "word/document.xml"}


def _check_directory(members: list[ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise DocumentError("encrypted")
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise DocumentError("zip_bomb")
    for member in members:
        if member.file_size > max(SMALL, MOST_RATIO * member.compress_size):
            raise DocumentError("zip_bomb")
    if not {member.filename for member in members} >= _REQUIRED:
        raise DocumentError("not_what_it_says")


def _check_xml(content: bytes) -> None:
    # A declaration in UTF-16 has a zero beside each letter: without them it reads the same.
    if _DECLARES.search(content.replace(b"\0", b"")):
        raise DocumentError("unsafe")


def checked_archive(data: bytes) -> bytes:
    """The same zip, packed anew of no more than its directory tells: what it hides behind that is left out.

    Raises `DocumentError` for one that is encrypted, unpacks to too much, declares entities, or is no docx.
    """
    anew = BytesIO()
    try:
        with ZipFile(BytesIO(data)) as archive, ZipFile(anew, "w") as packed:
            members = archive.infolist()
            _check_directory(members)
            for member in members:
                with archive.open(member) as stream:
                    content = stream.read(member.file_size)
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(content)
                packed.writestr(member.filename, content)
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise DocumentError("unreadable") from error
    return anew.getvalue()


TYPES = ("txt", "md", "docx", "pdf")
MOST_MEGABYTES = 5
MOST_BYTES = MOST_MEGABYTES * 1_000_000
MOST_CHARACTERS = 600_000
MOST_PAGES = 500
MOST_SECONDS = 20.0


@dataclass(frozen=True)
class Document:
    """The text of a document, in reading order; it lives in memory only."""

    paragraphs: tuple[str, ...]


def document(paragraphs: list[str], *, without: DocumentError) -> Document:
    """A document of the paragraphs that hold text.

    Raises `DocumentError`: `without` where there is no text at all, `too_long` where there is too much.
    """
    kept = tuple(text for paragraph in paragraphs if (text := paragraph.strip()))
    if not kept:
        raise without
    if sum(map(len, kept)) > MOST_CHARACTERS:
        raise DocumentError("too_long")
    return Document(kept)
