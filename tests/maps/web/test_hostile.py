"""THE hostile test: whatever the data say, the document holds it as text and nothing runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from layers.atlas.atlas import Atlas
from layers.atlas.unlocated import Unlocated
from layers.catalogue.catalogue import Catalogue, Layer, parse_catalogue
from layers.errors import CatalogueError, LayerError
from maps.web.document import Document, render
from maps.web.payload import bare, payload
from tests import samples

HOSTILE = [
    "{{7*7}}", "{% for x in y %}", "{#", "{{ this.__class__ }}", "{% raw %}", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "`", "${7*7}", "\\", "</script>", "</SCRIPT >", "]]>", "<!--", "<!--<script>",
    "\u2028", "\u2029", '"', "'", "&lt;", "\\u007b{", "%}", "}}", "\x00", "javascript:alert(1)",
]  # fmt: skip
ALL = " ".join(HOSTILE)
FIXED = {"id", "evidence", "geometry"}
"""What is not text: the schema takes nothing but an id of `[a-z0-9-]` and a known grade."""
SHAPES = re.compile(r'(<script type="application/json" id="atlas-shapes-\w+">)(.*?)(</script>)', re.DOTALL)
DATA = re.compile(r'(<script type="application/json" id="atlas-data">)(.*?)(</script>)', re.DOTALL)
Change = Callable[[Any], Any]


class Elements(HTMLParser):
    """Every start tag of a document with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, attrs))


def with_text(value: Any, text: str) -> Any:
    """Plain data with every text in it replaced."""
    if isinstance(value, str):
        return text
    if isinstance(value, list | tuple):
        return [with_text(item, text) for item in value] or [text]
    if isinstance(value, dict):
        return {name: with_text(item, text) for name, item in value.items()}
    return value


def hostile_layer(layer: Layer, text: str) -> Layer:
    """A layer whose names, kinds and labels of kinds are hostile (numbered, as kinds must differ)."""
    classes = tuple(
        cls.model_copy(update={"kind": f"{number}{text}", "zh": text, "en": text})
        for number, cls in enumerate(layer.classes)
    )
    return layer.model_copy(update={"zh": text, "en": text, "classes": classes})


def hostile_catalogue(catalogue: Catalogue, text: str) -> Catalogue:
    """A catalogue with every text replaced."""
    groups = tuple(group.model_copy(update={"zh": text, "en": text}) for group in catalogue.groups)
    layers = tuple(hostile_layer(layer, text) for layer in catalogue.layers)
    statuses = tuple(status.model_copy(update={"zh": text, "en": text}) for status in catalogue.statuses)
    return catalogue.model_copy(update={"groups": groups, "layers": layers, "statuses": statuses})


def hostile_atlas(atlas: Atlas, text: str) -> Atlas:
    """An atlas in which every text of every feature, layer and source is hostile."""
    catalogue = hostile_catalogue(atlas.catalogue, text)
    frames = {}
    for ident, frame in atlas.frames.items():
        spoilt = frame.copy()
        kinds = dict(zip(atlas.catalogue.layer(ident).kinds(), catalogue.layer(ident).kinds(), strict=True))
        for column in set(frame.columns) - FIXED - {"kind"}:
            spoilt[column] = [with_text(value, text) for value in frame[column]]
        spoilt["kind"] = [kinds[kind] for kind in frame["kind"]]
        frames[ident] = spoilt
    sources = {text: dict.fromkeys(("title_zh", "title_en", "licence", "publisher", "address"), text)}
    both = {"zh": text, "en": text}
    lost = Unlocated(text, text, text, both, (text,), (text,), (text,), both, both)
    return replace(atlas, catalogue=catalogue, frames=frames, sources=sources, unlocated=(lost,))


def reduced(atlas: Atlas) -> Atlas:
    """An atlas with a layer of each geometry type, and one feature of each kind."""
    layers = {kind: samples.of_type(kind) for kind in ("polygon", "line", "point", "mixed")}
    catalogue = atlas.catalogue.model_copy(update={"layers": tuple(layers.values())})
    frames = {layer.id: atlas.frames[layer.id].groupby("kind").head(1) for layer in layers.values()}
    return replace(atlas, catalogue=catalogue, frames=frames)


def data_of(document: Document) -> dict[str, Any]:
    """The payload as a browser reads it."""
    (found,) = DATA.findall(document.html)
    parsed: dict[str, Any] = json.loads(found[1])
    return parsed


def around(document: Document) -> str:
    """The document without its data."""
    return SHAPES.sub(r"\1\3", DATA.sub(r"\1\3", document.html))


def texts_of_features(data: dict[str, Any]) -> set[str]:
    """Names, sources and clauses of all features, and what their kinds are called."""
    found: set[str] = set()
    for layer in data["layers"]:
        for item in layer["features"]:
            found |= {item["zh"], item["en"], *item["source"], *item["clauses"]}
        found |= {kind[lang] for kind in layer["kinds"] for lang in ("zh", "en")}
        called = [entry.get("whole", entry) for entry in layer["legend"]]
        found |= {layer["zh"], layer["en"], *(names[lang] for names in called for lang in ("zh", "en"))}
    return found


def assert_inert(spoilt: Atlas, clean: Document, text: str) -> None:
    """The document of a hostile atlas differs from the clean one in its data alone, and those are what was put in."""
    document = render(spoilt)
    data = data_of(document)
    names = {layer["id"]: layer["part"] for layer in data["layers"] if "part" in layer}
    assert data == json.loads(json.dumps(bare(payload(spoilt), names)))
    assert not any(
        mark in document.parts[name].content for name in names.values() for mark in (b"<", b"{{", b"{%", b"{#")
    )
    assert texts_of_features(data) == {text}
    assert {name for group in data["groups"] for name in (group["zh"], group["en"])} == {text}
    facts = ("title_zh", "title_en", "licence", "publisher_zh", "publisher_en")
    assert data["sources"] == {text: dict.fromkeys(facts, text)}
    assert around(document) == around(clean)
    assert Elements(document.html).found == Elements(clean.html).found


@pytest.fixture(scope="module")
def few(atlas: Atlas) -> tuple[Atlas, Document]:
    """A reduced atlas and its clean document."""
    small = reduced(atlas)
    return small, render(small)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text(text: str, few: tuple[Atlas, Document]) -> None:
    assert_inert(hostile_atlas(few[0], text), few[1], text)


def test_all_hostile_texts_together_stay_text_in_the_whole_atlas(atlas: Atlas, document: Document) -> None:
    assert_inert(hostile_atlas(atlas, ALL), document, ALL)


def test_the_name_of_a_broken_file_stays_text(few: tuple[Atlas, Document]) -> None:
    small = few[0]
    first = next(iter(small.frames))
    frames = {ident: frame for ident, frame in small.frames.items() if ident != first}
    document = render(
        replace(small, frames=frames, faults={first: (LayerError.fault("not_json", file=ALL, where=ALL),)})
    )
    (layer,) = [layer for layer in data_of(document)["layers"] if layer["id"] == first]
    assert layer["broken"] == ALL
    assert around(document) == around(few[1])


def test_a_changed_element_would_be_noticed(few: tuple[Atlas, Document]) -> None:
    spoilt = few[1].html.replace("</body>", "<img src=x onerror=alert(1)></body>")
    assert Elements(spoilt).found != Elements(few[1].html).found


STYLES: dict[str, Change] = {
    "palette value": lambda tables: tables["palette"]["light"].update(ink="red;}</style><script>"),
    "palette name": lambda tables: tables["palette"]["light"].update({"ink:red;}</style>": "#000000"}),
    "glyph": lambda tables: tables["glyphs"].update(dot='M0 0"/><script>alert(1)</script>'),
    "glyph name": lambda tables: tables["glyphs"].update({"</script>": "M0 0"}),
    "class colour": lambda tables: tables["layers"][0]["classes"][0].update(color="{{7*7}}"),
    "class fill": lambda tables: tables["layers"][0]["classes"][0].update(fill="red;}</style>"),
    "class glyph": lambda tables: tables["layers"][0]["classes"][0].update(glyph="<svg onload=alert(1)>"),
    "class pattern": lambda tables: tables["layers"][0]["classes"][0].update(pattern="url(#x)"),
    "class width": lambda tables: tables["layers"][0]["classes"][0].update(width="1;}</style>"),
    "label colour": lambda tables: tables["layers"][0].update(
        label={"min_zoom": 1, "rank": 1, "color": "red;}</style>"}
    ),
    "layer id": lambda tables: tables["layers"][0].update(id='x");alert(1);("'),
    "file": lambda tables: tables["layers"][0].update(file="../../etc/passwd"),
    "group id": lambda tables: tables["groups"][0].update(id="</script>"),
}


@pytest.mark.parametrize("name", STYLES)
def test_a_hostile_style_is_refused(name: str) -> None:
    tables = json.loads(samples.CATALOGUE.model_dump_json())
    STYLES[name](tables)
    declared = {part: {item.pop("id"): item for item in tables[part]} for part in ("groups", "layers")}
    with pytest.raises(CatalogueError):
        parse_catalogue(declared, tables["palette"], tables["glyphs"])


def test_the_unchanged_tables_are_accepted() -> None:
    tables = json.loads(samples.CATALOGUE.model_dump_json())
    declared = {part: {item.pop("id"): item for item in tables[part]} for part in ("groups", "layers", "statuses")}
    thematic = {
        name: {item.pop("id"): item for item in table} if name in ("schemes", "ramps", "indicators") else table
        for name, table in tables["thematic"].items()
    }
    declared["abbreviations"] = tables["abbreviations"]
    assert parse_catalogue(declared, tables["palette"], tables["glyphs"], thematic) == samples.CATALOGUE
