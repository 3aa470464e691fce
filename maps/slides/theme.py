"""The theme of a deck: typefaces and colours that whatever is added to a slide later has, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part, XmlPart
from pptx.oxml.ns import qn

LATIN, EAST_ASIAN = ("Arial", "020B0604020202020204"), ("Microsoft YaHei", "020B0503020204020204")
"""Typefaces with the ten numbers (PANOSE) by which a program picks a substitute: both come with Windows and with Office
for macOS, elsewhere Liberation Sans has Arial's widths. Noto Sans SC, the map's, is on hardly any reader's machine."""
COLORS = {
    "dk1": "ink", "lt1": "paper", "dk2": "muted", "lt2": "land", "accent1": "circle", "accent2": "motorway",
    "accent3": "intercity", "accent4": "water_ink", "accent5": "nature", "accent6": "pilot", "hlink": "water_ink",
    "folHlink": "newarea",
}  # fmt: skip
"""The colours of a theme by our names; `dk1` is the colour of text and `lt1` of the ground, also where that is dark."""


def _typefaces(scheme: Any) -> None:
    for kind in ("a:majorFont", "a:minorFont"):
        fonts = scheme.find(qn(kind))
        for child in list(fonts):
            fonts.remove(child)
        for tag, (face, panose) in (("a:latin", LATIN), ("a:ea", EAST_ASIAN)):
            etree.SubElement(fonts, qn(tag), typeface=face, panose=panose)
        etree.SubElement(fonts, qn("a:cs"), typeface="")


def _colors(scheme: Any, colors: Mapping[str, str]) -> None:
    for slot, color in COLORS.items():
        place = scheme.find(qn(f"a:{slot}"))
        place.clear()
        etree.SubElement(place, qn("a:srgbClr"), val=colors[color].lstrip("#").upper())


def _flat(formats: Any) -> None:
    """Plain fills and no shadows, in all three strengths that a theme has."""
    for tag in ("a:fillStyleLst", "a:bgFillStyleLst"):
        fills = formats.find(qn(tag))
        for number in (1, 2):
            fills.replace(fills[number], deepcopy(fills[0]))
    for style in formats.find(qn("a:effectStyleLst")):
        style[:] = [etree.Element(qn("a:effectLst"))]


def theme(blob: bytes, name: str, colors: Mapping[str, str]) -> bytes:
    """A theme with our name, typefaces and colours, made of another one."""
    root = etree.fromstring(blob)
    root.set("name", name)
    _typefaces(root.find(f".//{qn('a:fontScheme')}"))
    _colors(root.find(f".//{qn('a:clrScheme')}"), colors)
    _flat(root.find(f".//{qn('a:fmtScheme')}"))
    for default in root.find(qn("a:objectDefaults")):
        default.getparent().remove(default)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def put(owners: Iterable[XmlPart], name: str, colors: Mapping[str, str]) -> None:
    """Put our theme in the place of the one that these parts share."""
    parts = list(owners)
    old = parts[0].part_related_by(RELATIONSHIP_TYPE.THEME)
    new = Part(old.partname, CONTENT_TYPE.OFC_THEME, old.package, theme(old.blob, name, colors))
    for part in parts:
        part.drop_rel(part.relate_to(old, RELATIONSHIP_TYPE.THEME))
        part.relate_to(new, RELATIONSHIP_TYPE.THEME)
