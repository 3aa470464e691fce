"""Everything that can go wrong with the data, as one small tree.

    AtlasError
    ├── CatalogueError      the catalogue itself is wrong (a mistake of ours or of whoever added a layer)
    ├── SourcesError        geodata/sources.toml is missing or broken: nothing can be attributed, so nothing is shown
    ├── LayerError          one layer's file is missing or broken: that layer is off, the rest works
    ├── ExportError         a figure or a data set cannot be made, read or written: nothing half-made is left
    └── StoryboardError     a storyboard is not as docs/storyboards.md says: it is not loaded, all faults are listed

Errors carry `Fault`s, not sentences: `ui/` says them in the reader's language (text/*.toml, section `fault`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: `code` names its sentence and cure, `where` the feature or field, `detail` the value."""

    code: str
    file: str
    where: str = ""
    detail: str = ""


class AtlasError(Exception):
    """Base of all errors that are shown to a user."""


class CatalogueError(AtlasError):
    """The catalogue cannot be read; the message names the table and the field."""


class SourcesError(AtlasError):
    """The register of sources cannot be read; the message says why."""


class ExportError(AtlasError):
    """An export is refused or failed: `code` names its sentence and cure (text/*.toml, `export.fault`)."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code}: {values}" if values else code)
        self.code, self.values = code, values


def _listed(faults: Sequence[Fault]) -> str:
    return "; ".join(f"{fault.file}: {fault.code} {fault.where} {fault.detail}".strip() for fault in faults)


@dataclass(eq=False)
class LayerError(AtlasError):
    """All faults of one layer's file."""

    layer: str
    faults: Sequence[Fault] = field(default_factory=tuple)

    def __str__(self) -> str:
        return _listed(self.faults)


@dataclass(eq=False)
class StoryboardError(AtlasError):
    """All faults of one storyboard; their sentences stand in text/*.toml, section `storyboard.fault`."""

    faults: Sequence[Fault] = field(default_factory=tuple)

    def __str__(self) -> str:
        return _listed(self.faults)
