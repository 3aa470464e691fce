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
_CHUNK = 1 << 16
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


def _unpacked(archive: ZipFile, member: ZipInfo, most: int) -> bytes:
    """A member's content; the directory may lie, so what really comes out is counted too."""
    content = bytearray()
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            content += chunk
            if len(content) > most:
                raise DocumentError("zip_bomb")
    return bytes(content)


def _check_xml(content: bytes) -> None:
    # A declaration in UTF-16 has a zero beside each letter: without them it reads the same.
    if _DECLARES.search(content.replace(b"\0", b"")):
        raise DocumentError("unsafe")


def check_archive(data: bytes) -> None:
    """Raise `DocumentError` for a zip that is encrypted, unpacks to too much, declares entities, or is no docx."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _check_directory(members)
            left = MOST_UNPACKED
            for member in members:
                content = _unpacked(archive, member, left)
                left -= len(content)
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(content)
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise DocumentError("unreadable") from error


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
