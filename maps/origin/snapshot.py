"""Read an exported file back: what it says of itself, from a file of which nothing is trusted.

The type is told by the content, not by the name. No picture is decoded, no page drawn, nothing written to disk, and
each reader stops at a bound of its own.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from itertools import islice
from typing import Any, Literal
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from PIL.PngImagePlugin import PngImageFile
from pypdf.generic import read_string_from_stream

from layers.atlas.atlas import Atlas
from layers.errors import SnapshotError
from maps.origin.provenance import KEY, LONGEST_RECORD, NAMESPACE, Provenance, from_text, unmarked, version
from maps.scene.scene import plain

# What pypdf warns of may quote the file.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

Difference = Literal["data", "version"]
MOST_MEGABYTES = 30
MOST_BYTES = MOST_MEGABYTES * 1_000_000
MOST_MEMBERS = 2_000
MOST_KEYWORDS = 5
HEAD_BYTES = 200_000
"""How far into a PNG, an SVG or a page is looked: what an exported one says of itself stands at its beginning."""
LONGEST_NAME = 80
_LONGEST_FIELD = 4 * LONGEST_RECORD  # a PDF may write a character as four
_START = 4096
_PDF_HEAD = _PDF_TAIL = 1024
_KEYWORDS = re.compile(rb"/Keywords\s{0,9}(?=\()")
_MEMBER = b"PK\x01\x02"
_SLIDES = "ppt/presentation.xml"
_OWN_XML = re.compile(r"customXml/item\d{1,3}\.xml")
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]*>|(?><!--.*?-->))*+<(?:!doctype\s+)?(html|svg)\b",
    re.IGNORECASE | re.DOTALL,
)
_SLIDES_FIELD = f"{NAMESPACE} provenance"
_SVG_FIELD = "http://purl.org/dc/elements/1.1/ identifier"


class _XmlField:
    """The text of the first element of a name that holds a record; a document that declares anything is refused."""

    def __init__(self, name: str, record: Callable[[str], str | None]) -> None:
        self.name, self.record = name, record
        self.found: str | None = None
        self.parts: list[str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def doctype(self, _name: str, _system: str | None, _public: str | None, declares: bool) -> None:
        # Entities can unfold, and many declared attributes take minutes; what is named outside is never fetched.
        if declares:
            raise SnapshotError("unreadable")

    def start(self, name: str, _: dict[str, str]) -> None:
        self.parts = [] if name == self.name else None

    def characters(self, text: str) -> None:
        if self.parts is not None:
            self.parts.append(text)

    def end(self, _: str) -> None:
        if self.parts is not None and self.found is None:
            self.found = self.record("".join(self.parts))
        self.parts = None

    def read(self, data: bytes) -> str | None:
        """The record that stands at the beginning of a document."""
        self.parser.Parse(data[:HEAD_BYTES], len(data) <= HEAD_BYTES)
        return self.found


class _Meta(HTMLParser):
    """The content of the first meta element with our name."""

    found: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "meta" and named.get("name") == KEY and self.found is None:
            self.found = named.get("content") or ""


def _first(records: Iterable[str | None]) -> str | None:
    return next((record for record in records if record is not None), None)


def _png(data: bytes) -> str | None:
    # The class itself: `Image.open` would warn of a size that matters only to those who decode.
    found = PngImageFile(BytesIO(data[:HEAD_BYTES])).info.get(KEY)
    return None if found is None else str(found)


def _svg(data: bytes) -> str | None:
    return _XmlField(_SVG_FIELD, unmarked).read(data)


def _html(data: bytes) -> str | None:
    reader = _Meta()
    reader.feed(data[:HEAD_BYTES].decode("utf-8", "replace"))
    return reader.found


def _pdf(data: bytes) -> str | None:
    """Keywords where they stand in the open; tables and streams are not followed, which can take minutes."""
    if b"%%EOF" not in data[-_PDF_TAIL:]:
        raise SnapshotError("unreadable")
    places = (found.end() for found in islice(_KEYWORDS.finditer(data), MOST_KEYWORDS))
    strings = (read_string_from_stream(BytesIO(data[at : at + _LONGEST_FIELD])) for at in places)
    return _first(unmarked(str(text)) for text in strings)


def _own_parts(archive: ZipFile) -> Iterator[bytes]:
    """Parts that hold a record, each only as far as one reaches."""
    for member in archive.infolist():
        if _OWN_XML.fullmatch(member.filename) and member.compress_type in (ZIP_STORED, ZIP_DEFLATED):
            with archive.open(member) as stream:
                content = stream.read(_LONGEST_FIELD)
            if NAMESPACE.encode() in content:
                yield content


def _pptx(data: bytes) -> str | None:
    if data.count(_MEMBER) > MOST_MEMBERS:
        raise SnapshotError("unreadable")
    with ZipFile(BytesIO(data)) as archive:
        if _SLIDES not in archive.namelist():
            raise SnapshotError("unknown_type")
        return _first(_XmlField(_SLIDES_FIELD, str).read(part) for part in _own_parts(archive))


def _reader(data: bytes) -> Callable[[bytes], str | None]:
    """What reads a file that begins like this; raises `SnapshotError` (unknown_type)."""
    head = data[:_START]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png
    if head.startswith(b"PK\x03\x04"):
        return _pptx
    if root := _ROOT.match(head):
        return _svg if root[1].lower() == b"svg" else _html
    if b"%PDF-" in head[:_PDF_HEAD]:
        return _pdf
    raise SnapshotError("unknown_type")


def _record(data: bytes) -> Provenance:
    if len(data) > MOST_BYTES:
        raise SnapshotError("too_large")
    text = _reader(data)(data)
    if text is None:
        raise SnapshotError("not_ours")
    return from_text(text)


def read(name: str, data: bytes) -> Provenance:
    """What an exported PNG, SVG, PDF, PPTX or HTML file says of itself; its address is still to be checked.

    Raises `SnapshotError`, and nothing else, whatever the bytes are; its values are `name` and `megabytes`.
    """
    told: dict[str, Any] = {"name": plain(name, LONGEST_NAME), "megabytes": MOST_MEGABYTES}
    try:
        return _record(data)
    except SnapshotError as error:
        raise SnapshotError(faults=[replace(fault, given=told) for fault in error.faults]) from error
    except Exception as error:  # a damaged file can break a parser in any way
        raise SnapshotError("unreadable", **told) from error


def differences(prov: Provenance, atlas: Atlas) -> tuple[Difference, ...]:
    """What is not as it was when the file was made: it is opened all the same, and told so."""
    now: dict[Difference, str] = {"data": atlas.digest, "version": version()}
    return tuple(name for name, value in now.items() if getattr(prov, name) != value)
