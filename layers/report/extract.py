"""The text of a document a reader gives: txt, md, docx or pdf. Nothing is written to disk, kept or logged."""

from __future__ import annotations

import codecs
import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from layers.errors import DocumentError
from layers.report.documents import (
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_MEGABYTES,
    MOST_PAGES,
    MOST_SECONDS,
    Document,
    checked_archive,
    document,
)

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


# What pypdf warns of may quote the document.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (
    b"%PDF-",
    b"PK\x03\x04",
    _OLE,
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ\x90",
    b"II*\0",
    b"MM\0*",
)
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PDF_HEAD = 1024
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _decoded(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError("unreadable")


def _from_text(data: bytes) -> Document:
    if data.startswith(_BINARY):
        raise DocumentError("not_what_it_says")
    text = _decoded(data)
    if _CONTROL.search(text):
        raise DocumentError("not_what_it_says")
    return document(joined(text.splitlines(), han=False), without=DocumentError("empty"))


def _blocks(inside: docx.document.Document) -> Iterator[str]:
    """Paragraphs, and the cells of tables row by row; a merged cell once."""
    for block in inside.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                yield "  ".join(dict.fromkeys(cell.text.replace("\n", " ") for cell in row.cells))


def _from_docx(data: bytes) -> Document:
    if data.startswith(_OLE) and _PACKAGE in data:
        raise DocumentError("encrypted")
    if not data.startswith(b"PK"):
        raise DocumentError("not_what_it_says")
    inside = docx.Document(BytesIO(checked_archive(data)))
    return document(list(_blocks(inside)), without=DocumentError("no_text"))


def _page_texts(reader: PdfReader) -> Iterator[str]:
    """Page by page, so that a slow or endless pdf is left between two pages."""
    deadline, length = time.monotonic() + MOST_SECONDS, 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > MOST_CHARACTERS:
            raise DocumentError("too_long")
        if time.monotonic() > deadline:
            raise DocumentError("too_slow")
        yield text


def _from_pdf(data: bytes) -> Document:
    if b"%PDF-" not in data[:_PDF_HEAD]:
        raise DocumentError("not_what_it_says")
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise DocumentError("encrypted")
    if len(reader.pages) > MOST_PAGES:
        raise DocumentError("too_many_pages", pages=MOST_PAGES)
    lines = [closed_up(line) for text in _page_texts(reader) for line in text.splitlines()]
    return document([closed_up(text) for text in joined(lines, han=True)], without=DocumentError("no_text"))


_READERS: dict[str, Callable[[bytes], Document]] = {
    "txt": _from_text, "md": _from_text, "docx": _from_docx, "pdf": _from_pdf,
}  # fmt: skip


def extract(name: str, data: bytes) -> Document:
    """The text of a document of that file name, in paragraphs; raises `DocumentError` for one that gives none."""
    reader = _READERS.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise DocumentError("unknown_type")
    if len(data) > MOST_BYTES:
        raise DocumentError("too_large", megabytes=MOST_MEGABYTES)
    if not data:
        raise DocumentError("empty")
    try:
        return reader(data)
    except DocumentError:
        raise
    except Exception as error:  # a damaged file can break a parser in any way
        raise DocumentError("unreadable") from error
