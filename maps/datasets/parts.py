"""What travels between the steps of an export."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd

from layers.catalogue.catalogue import Layer
from text import DEFAULT

ENCODINGS = ("utf-8", "gbk")
"""In which the texts of a Shapefile may stand: what programs of today read, and what older ones in China expect."""
FORMATS = ("geojson", "gpkg", "shp", "kml", "csv", "xlsx")


@dataclass(frozen=True, eq=False)
class Part:
    """One table or file to be: its name, layer and datum, the features, and columns that the format renames; the
    reader's language, and the encoding of texts where a format leaves the choice.

    `frame` is indexed by feature id and has its CRS set; its columns bear the names of the field dictionary until they
    are written, `renamed` says what they are called in the file.
    """

    name: str
    layer: Layer
    datum: str
    frame: gpd.GeoDataFrame
    renamed: Mapping[str, str] = field(default_factory=dict)
    lang: str = DEFAULT
    encoding: str = ENCODINGS[0]

    def named(self) -> gpd.GeoDataFrame:
        """The features under the names that the file has."""
        return self.frame.rename(columns=dict(self.renamed))


@dataclass(frozen=True)
class Table:
    """A sheet of a workbook: its title, the names of its columns, its rows."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Note:
    """What an export did to the data or cannot say in its format: the text `data.note.<key>` and its values."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def cuts(table: str, ids: Mapping[str, Sequence[str]]) -> list[Note]:
    """A note for each field of a table in which texts were cut, with the ids of their features."""
    return [Note("cut", {"table": table, "field": name, "ids": ", ".join(found)}) for name, found in ids.items()]


@dataclass(frozen=True, eq=False)
class Job:
    """What is to be written: a name for what holds all parts, the parts, the attribution line by line, a language."""

    name: str
    parts: Sequence[Part]
    about: Sequence[str]
    lang: str


Fitted = tuple[list[Part], list[Note]]


@dataclass(frozen=True)
class Format:
    """How tables become files of one format: `fit` once a table, `write` once for all, contents by file name."""

    fit: Callable[[Part], Fitted]
    write: Callable[[Job], dict[str, bytes]]
