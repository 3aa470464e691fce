"""The pictures in a PDF as photographs."""

from __future__ import annotations

from io import BytesIO
from itertools import chain
from typing import cast

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, EncodedStreamObject, NameObject, NumberObject, StreamObject

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


def lightened(drawn: bytes) -> bytes:
    """A PDF whose relief is a photograph: else it is half of the file, and nobody sees the difference."""
    writer = PdfWriter(clone_from=BytesIO(drawn))
    kept = (cast("DictionaryObject", page["/Resources"]) for page in writer.pages)
    named = chain.from_iterable(cast("DictionaryObject", one["/XObject"]).values() for one in kept if "/XObject" in one)
    pictures = (found for found in (one.get_object() for one in named) if "/SMask" in found)
    masks = {id(picture["/SMask"]): picture["/SMask"] for picture in pictures}  # pages share their resources
    for mask in masks.values():
        _photograph(mask)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
