"""What every exported file says of itself: the address of its map, the data, the version and the day.

One record, as JSON in ASCII, stands in each format where that format keeps what is known of a file: a text chunk of a
PNG, the identifier of an SVG, the keywords of a PDF, a meta element of a page, an XML part of its own in slides (whose
properties hold 255 characters at most). `maps/origin/snapshot.py` reads it back.
"""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from layers.atlas.atlas import Atlas
from layers.errors import ExportError
from maps.scene.permalink import LONGEST, permalink
from maps.scene.scene import Scene, plain
from maps.scene.sheet import Day, Sheet
from text import say

if TYPE_CHECKING:
    from pptx.presentation import Presentation

KEY = "hangzhou-circle-atlas"
"""Marks the record in every format."""
NAMESPACE = f"urn:{KEY}"
LONGEST_RECORD = 30_000
"""Characters of the JSON; the fullest Scene and Sheet need fewer."""
LONGEST_PROPERTY = 255
_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
_INERT = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&'\x7f"})

Hash = Annotated[str, Field(pattern=r"^([0-9a-f]{12})?$")]


class Provenance(BaseModel):
    """Where a file comes from.

    `permalink` is the address of the Scene (path and query), `data` the atlas's digest, `version` the project's,
    `made` the day of the export (ISO, or empty), `sheet` the layout, `content` the code of what was reviewed or empty.
    The time of an export is a day, and the Sheet gives it: the clock is never read, so that the same Scene and Sheet
    give the same bytes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    permalink: Annotated[str, Field(max_length=LONGEST, pattern=r"^/([A-Za-z0-9_.~%+,=&?-][A-Za-z0-9_.~%+,=&?/-]*)?$")]
    data: Hash
    version: Annotated[str, Field(pattern=r"^[0-9A-Za-z.+!-]{1,40}$")]
    made: Day = ""
    sheet: Sheet = Sheet()
    content: Hash = ""


@cache
def version() -> str:
    """The project's version, from pyproject.toml: the atlas runs from its folder and is no installed package."""
    project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def provenance(scene: Scene, sheet: Sheet, atlas: Atlas, content: str = "") -> Provenance:
    """What a file of that Scene on that Sheet says of itself; `content` is the code of what is reviewed, or empty."""
    return Provenance(
        permalink=permalink(scene.checked(atlas), atlas),
        data=atlas.digest,
        version=version(),
        made=sheet.made,
        sheet=sheet.model_copy(update={"remarks": ""}),  # pages of text have no place in a file's properties
        content=content,
    )


def to_text(prov: Provenance) -> str:
    """JSON in ASCII with sorted keys; no character of it needs escaping in XML, HTML or a text chunk but the quotes."""
    text = json.dumps(prov.model_dump(mode="json"), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return text.translate(_INERT)


def from_text(text: str) -> Provenance:
    """The record back; raises `ExportError` (snapshot_bad) where it is none. Nothing in it is to be trusted."""
    if len(text) > LONGEST_RECORD:
        raise ExportError("snapshot_bad")
    try:
        return Provenance.model_validate_json(text, strict=True)
    except ValueError as error:
        raise ExportError("snapshot_bad") from error


def marked(prov: Provenance) -> str:
    """The record behind its key, for fields that other files fill as well."""
    return f"{KEY} {to_text(prov)}"


def unmarked(text: str) -> str | None:
    """The record of a field that `marked` filled; None for what others wrote there."""
    key, _, record = text.strip().partition(" ")
    return record if key == KEY else None


def small_line(prov: Provenance, lang: str, max_permalink: int = 100) -> str:
    """The line at the foot of a page; an address of more than `max_permalink` characters is left out."""
    names = ("version", "data", "made", "content")
    said = [say(lang, f"snapshot.line.{name}", value=value) for name in names if (value := getattr(prov, name))]
    address = [prov.permalink] if len(prov.permalink) <= max_permalink else []
    return say(lang, "snapshot.line.between").join([*said, *address])


def day(prov: Provenance) -> datetime | None:
    """Midnight (UTC) of the day it was made; None where there is none or the calendar lacks it."""
    try:
        return datetime.fromisoformat(prov.made).replace(tzinfo=UTC)
    except ValueError:
        return None


def _software(prov: Provenance) -> str:
    return f"{KEY} {prov.version}"


def _title(title: str) -> str:
    return plain(title, LONGEST_PROPERTY)


def png_metadata(prov: Provenance, title: str) -> dict[str, str]:
    """Text chunks of a PNG, for `savefig`."""
    return {"Title": _title(title), "Software": _software(prov), KEY: to_text(prov)}


def svg_metadata(prov: Provenance, title: str) -> dict[str, str | None]:
    """Dublin Core of an SVG, for `savefig`; without a day there is no date at all."""
    named = {"Title": _title(title), "Creator": _software(prov), "Identifier": marked(prov)}
    return {**named, "Date": prov.made or None}


def pdf_metadata(prov: Provenance, title: str) -> dict[str, str | datetime | None]:
    """Information of a PDF, for `savefig` and `PdfPages`; without a day there is no date at all."""
    named = {"Title": _title(title), "Creator": _software(prov), "Keywords": marked(prov)}
    return {**named, "CreationDate": day(prov)}


def html_meta(prov: Provenance) -> list[tuple[str, str]]:
    """Names and contents of meta elements; they stand first in the head, and the writer escapes the quotes."""
    return [(KEY, to_text(prov)), ("generator", _software(prov))]


def core_properties(prov: Provenance, title: str) -> dict[str, str]:
    """Properties of slides; the address is left out where it is longer than a property may be."""
    subject = prov.permalink if len(prov.permalink) <= LONGEST_PROPERTY else ""
    facts = {name: getattr(prov, name) for name in ("version", "data", "made", "content")}
    comments = "; ".join(f"{name}={value}" for name, value in facts.items() if value)
    return {"title": _title(title), "subject": subject, "keywords": KEY, "comments": comments}


def attach(presentation: Presentation, prov: Provenance) -> None:
    """Add the record to slides, as an XML part of its own that survives editing and saving."""
    from pptx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415  # every map asks for its origin, few are slides
    from pptx.opc.package import Part  # noqa: PLC0415  # as above

    content = f'<provenance xmlns="{NAMESPACE}">{to_text(prov)}</provenance>'
    package = presentation.part.package
    name = package.next_partname("/customXml/item%d.xml")
    part = Part(name, "application/xml", package, content.encode("ascii"))
    presentation.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
