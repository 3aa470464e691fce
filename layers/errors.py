"""Everything that is refused or goes wrong and is told to a user, as one tree.

    AtlasError
    ├── CatalogueError      the catalogue itself is wrong (a mistake of ours or of whoever added a layer)
    ├── SourcesError        geodata/sources.toml is missing or broken: nothing can be attributed, so nothing is shown
    ├── LayerError          one layer's file is missing or broken: that layer is off, the rest works
    ├── DocumentError       a reader's document gives no text: nothing of it is kept
    ├── StoryboardError     a storyboard is not as docs/storyboards.md says: it is not loaded
    ├── ExportError         a figure or a file cannot be made, read or written: nothing half-made is left
    │   ├── DatasetError    the same of features as data files
    │   ├── SnapshotError   an exported file that comes back cannot be read
    │   └── ReviewError     the publication gate: what a map lacks before it may be made public
    └── (ui/rooms) Refused, SettingError

An error carries all its faults at once. A fault is no sentence: its section, which is that of its class, and its code
find it in text/*.toml (`fault.<section>.<code>`), where every sentence ends with the cure. `maps.words.faults` says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: `section` and `code` name its sentence, `given` fills the sentence's placeholders."""

    section: str
    code: str
    given: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        told = " ".join(f"{name}={value}" for name, value in self.given.items())
        return f"{self.section}.{self.code} {told}".strip()


class AtlasError(Exception):
    """Base of all errors that are told to a user: made of one code and its values, or of all faults found."""

    section: ClassVar[str]

    def __init__(self, code: str = "", /, *, faults: Iterable[Fault] = (), **values: object) -> None:
        self.faults = tuple(faults) or (self.fault(code, **values),)
        super().__init__("; ".join(map(str, self.faults)))

    @classmethod
    def fault(cls, code: str, /, **values: object) -> Fault:
        """A fault of this class's section."""
        return Fault(cls.section, code, values)

    @property
    def code(self) -> str:
        """The code of the first fault."""
        return self.faults[0].code


class CatalogueError(AtlasError):
    """The catalogue cannot be read; each fault names the file, and the table and field where it is one."""

    section = "catalogue"


class SourcesError(AtlasError):
    """The register of sources cannot be read; the fault says why."""

    section = "sources"


class LayerError(AtlasError):
    """All faults of one layer's file."""

    section = "layer"


class DocumentError(AtlasError):
    """Why a document is refused: nothing of what stands in it or what it is called."""

    section = "document"


class StoryboardError(AtlasError):
    """All faults of one storyboard."""

    section = "storyboard"


class ExportError(AtlasError):
    """A figure or a file is refused or failed."""

    section = "export"


class DatasetError(ExportError):
    """A data set is refused or failed."""

    section = "dataset"


class SnapshotError(ExportError):
    """An exported file that comes back tells nothing of itself."""

    section = "snapshot"


class ReviewError(ExportError):
    """All that a sheet lacks or has wrong for publication."""

    section = "review"
