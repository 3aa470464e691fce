"""A deck as bytes: with what it says of itself, and the same bytes for the same deck."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.parts.coreprops import CorePropertiesPart
from pptx.presentation import Presentation

from maps.origin.provenance import Provenance, attach, core_properties, day

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
EMPTY_PROPERTIES = f'<cp:coreProperties xmlns:cp="{_CORE}"/>'.encode()
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can tell."""


def _renewed_properties(deck: Presentation) -> CorePropertiesPart:
    """Properties without the template's author and days."""
    package, kind = deck.part.package, RELATIONSHIP_TYPE.CORE_PROPERTIES
    package.drop_rel(package.relate_to(package.part_related_by(kind), kind))
    name = PackURI("/docProps/core.xml")
    part = CorePropertiesPart.load(name, CONTENT_TYPE.OPC_CORE_PROPERTIES, package, EMPTY_PROPERTIES)
    package.relate_to(part, kind)
    return part


def describe(deck: Presentation, origin: Provenance, title: str) -> None:
    """Say in a deck where it comes from; without a day it has no dates at all."""
    properties, made = _renewed_properties(deck), day(origin)
    for key, value in core_properties(origin, title).items():
        setattr(properties, key, value)
    if made:
        properties.created = properties.modified = made
    attach(deck, origin)


def _timeless(saved: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(saved)) as given, ZipFile(out, "w") as sealed:
        for name in given.namelist():
            sealed.writestr(ZipInfo(name, EPOCH), given.read(name), ZIP_DEFLATED)
    return out.getvalue()


def sealed(deck: Presentation) -> bytes:
    """The deck's bytes; the clock is in none of them."""
    out = BytesIO()
    deck.save(out)
    return _timeless(out.getvalue())
