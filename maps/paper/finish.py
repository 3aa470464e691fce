"""What a PDF gets when it is drawn: its pictures become photographs, what is as opaque as one a group."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import chain
from typing import cast

from PIL import Image
from pypdf import PageObject, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import (
    BooleanObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from maps.paper.ink import GROUP_ENDS

GROUP = re.compile(rb"\n%group ([0-9.]+)\n(.*?)" + re.escape(GROUP_ENDS), flags=re.DOTALL)
QUALITY = 72
"""Of the relief in a PDF, as JPEG has it."""


def _photograph(mask: EncodedStreamObject) -> None:
    """How opaque a picture is, as a JPEG in place of what the writer made, and smoothed where it is shown larger."""
    made = BytesIO()
    width, height = (int(cast("NumberObject", mask[side])) for side in ("/Width", "/Height"))
    grey = Image.frombytes("L", (width, height), mask.get_data())
    grey.save(made, "JPEG", quality=QUALITY, optimize=True)
    StreamObject.set_data(mask, made.getvalue())  # what is encoded by itself sets its data as they are
    mask.decoded_self = None
    mask.pop("/DecodeParms", None)
    mask[NameObject("/Filter")] = NameObject("/DCTDecode")
    mask[NameObject("/Interpolate")] = BooleanObject(value=True)


def _lighten(writer: PdfWriter) -> None:
    """Make the relief a photograph: else it is half of the file, and nobody sees the difference."""
    kept = (cast("DictionaryObject", page["/Resources"]) for page in writer.pages)
    named = chain.from_iterable(cast("DictionaryObject", one["/XObject"]).values() for one in kept if "/XObject" in one)
    pictures = (found for found in (one.get_object() for one in named) if "/SMask" in found)
    masks = {id(picture["/SMask"]): picture["/SMask"] for picture in pictures}  # pages share their resources
    for mask in masks.values():
        _photograph(mask)


def _form(said: bytes, page: PageObject) -> StreamObject:
    """Part of a page's drawing as a transparency group, on the page's ground and with its resources."""
    made = StreamObject()
    made.set_data(said)
    name = NameObject
    transparent = DictionaryObject({name("/S"): name("/Transparency"), name("/CS"): name("/DeviceRGB")})
    made.update({
        name("/Type"): name("/XObject"), name("/Subtype"): name("/Form"), name("/BBox"): page.mediabox,
        name("/Resources"): page.raw_get("/Resources"), name("/Group"): transparent,
    })  # fmt: skip
    return made.flate_encode()


def _named(resources: DictionaryObject, kind: str, name: str, value: PdfObject) -> None:
    if kind not in resources:
        resources[NameObject(kind)] = DictionaryObject()
    cast("DictionaryObject", resources[kind])[NameObject(name)] = value


def _group(writer: PdfWriter, page: PageObject, number: int) -> None:
    """Make what lies between the marks of each group on a page a form of its own, drawn as opaque as the mark says."""
    parts = GROUP.split(cast("StreamObject", page["/Contents"]).get_data())
    resources, said = cast("DictionaryObject", page["/Resources"]), parts[:1]
    for at, (opacity, inner, after) in enumerate(zip(parts[1::3], parts[2::3], parts[3::3], strict=True)):
        look, form, share = f"/Share{number}.{at}", f"/Group{number}.{at}", FloatObject(opacity.decode())
        state = DictionaryObject({NameObject("/CA"): share, NameObject("/ca"): share})
        _named(resources, "/ExtGState", look, state)
        _named(resources, "/XObject", form, writer._add_object(_form(inner, page)))  # noqa: SLF001  # its only way
        said += [f"\nq {look} gs {form} Do Q\n".encode(), after]
    if len(said) > 1:
        content = StreamObject()
        content.set_data(b"".join(said))
        page[NameObject("/Contents")] = writer._add_object(content.flate_encode())  # noqa: SLF001  # as above


def _number(writer: PdfWriter, uncounted: int) -> None:
    """Let a reader number the pages as they are numbered themselves, the first ones apart."""
    writer.set_page_label(0, uncounted - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(uncounted, len(writer.pages) - 1, style=PageLabelStyle.DECIMAL, start=1)


def finished(drawn: bytes, *, uncounted: int = 0) -> bytes:
    """A PDF with its relief as a photograph and its groups as groups; of its first pages some may not be counted."""
    writer = PdfWriter(clone_from=BytesIO(drawn))
    _lighten(writer)
    for number, page in enumerate(writer.pages):
        _group(writer, page, number)
    if uncounted:
        _number(writer, uncounted)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
