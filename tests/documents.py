"""Documents made in memory: sound ones of each type, and one for each fault."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from zlib import crc32

import docx
from pypdf import PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
LINE_PT, TOP_PT, LEFT_PT = 24, 780, 60
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OTHER_TEXT = (
    "本周在桐乡和嘉善走访,随后乘杭黄高铁到黄山,再去千岛湖与塘栖。",
    "钱塘新区的企业到过钱塘江边,也去过义乌和金华,乘过金义东市域铁路。",
    "杭绍甬高速公路与杭绍城际铁路都通到绍兴;黄山是最后一站。",
)
"""A text of our own that names features of the atlas, and places that are not in it."""


def docx_of(paragraphs: Iterable[str], table: Iterable[Iterable[str]] = ()) -> bytes:
    """A Word document of paragraphs, and a table behind them."""
    made, rows = docx.Document(), [list(row) for row in table]
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    if rows:
        grid = made.add_table(len(rows), len(rows[0]))
        for row, texts in zip(grid.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    output = BytesIO()
    made.save(output)
    return output.getvalue()


def pdf_of(*pages: Iterable[str]) -> bytes:
    """A pdf with the given lines on each page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    output = BytesIO()
    canvas = Canvas(output)
    for lines in pages:
        canvas.setFont(FONT, 12)
        for number, line in enumerate(lines):
            canvas.drawString(LEFT_PT, TOP_PT - number * LINE_PT, line)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def blank_pdf(pages: int) -> bytes:
    """A pdf without text, like a scan."""
    writer, output = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    writer.write(output)
    return output.getvalue()


def encrypted_pdf(text: Iterable[str]) -> bytes:
    """A pdf that opens with a password only."""
    writer, output = PdfWriter(clone_from=BytesIO(pdf_of(text))), BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(output)
    return output.getvalue()


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of members by name, compressed unless another method is told."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return output.getvalue()


def changed_docx(**members: bytes) -> bytes:
    """A sound Word document with members replaced or added; `__` in a name stands for `/` and `_` for `.`."""
    names = {name: name.replace("__", "/").replace("_", ".") for name in members}
    return zipped(_members(docx_of(["塘栖"])) | {names[name]: content for name, content in members.items()})


@cache
def zip_bomb() -> bytes:
    """A docx of some kilobytes whose text unpacks to 100 MB."""
    return changed_docx(word__document_xml=b"<a>" + b" " * 100_000_000 + b"</a>")


@cache
def lying_zip_bomb(content: bytes = b"<a>") -> bytes:
    """The same, with directory and header saying that it unpacks to this beginning alone, checksum and all."""
    whole, bomb = b"<a>" + b" " * 100_000_000 + b"</a>", zip_bomb()
    assert whole.startswith(content)
    for value in (len, crc32):
        true, told = (value(text).to_bytes(4, "little") for text in (whole, content))
        assert bomb.count(true) == 2
        bomb = bomb.replace(true, told)
    return bomb
