"""What is wrong with the data, said in the reader's language: file, fault and cure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from layers.atlas.atlas import Atlas
from layers.errors import Fault
from maps.scene.scene import Scene
from maps.words.faults import sentence
from text import say
from ui.kit import markup

SHOWN = 5
HEADINGS = {
    "unlocated": "unlocated.heading", "status": "progress.heading", "controls": "checks.controls",
    "statistics": "thematic.statistics",
}  # fmt: skip


def _field(fault: Fault) -> tuple[str, object, object]:
    """The same fault of the same field, whichever feature has it, is said once."""
    _, field_of, field = str(fault.given.get("where", "")).rpartition(" · ")
    return fault.code, fault.given["file"], field if field_of else fault.given.get("detail")


def summed_up(faults: Sequence[Fault], lang: str) -> list[str]:
    """One sentence for each kind of fault, on its first feature, and on how many more it is."""
    alike = Counter(_field(fault) for fault in faults)
    first = {_field(fault): fault for fault in reversed(faults)}
    return [
        sentence(first[key], lang) + (say(lang, "broken.alike", count=count - 1) if count > 1 else "")
        for key, count in alike.items()
    ]


def layer_name(atlas: Atlas, ident: str, lang: str) -> str:
    """What a layer is called; files that are no layer of the catalogue are called by the heading they stand under."""
    if ident in HEADINGS:
        return say(lang, HEADINGS[ident])
    return str(getattr(atlas.catalogue.layer(ident), lang))


def show(atlas: Atlas, scene: Scene) -> None:
    """Say which layers are off and why; nothing when all are well."""
    broken = []
    for ident, faults in atlas.faults.items():
        lines = summed_up(faults, scene.lang)
        name = layer_name(atlas, ident, scene.lang)
        broken.append({"name": name, "lines": lines[:SHOWN], "more": max(0, len(lines) - SHOWN)})
    if broken:
        markup.show("faults", scene.lang, layers=broken)
