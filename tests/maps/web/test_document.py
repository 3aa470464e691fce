"""The map document: the same for the same data, small, and sufficient to itself."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from layers.atlas.atlas import Atlas, build_atlas
from maps.web.document import Document, current_document, render
from maps.web.payload import bare, parts_of, payload, shapes_of
from maps.web.safe import inert_json
from tests import samples

ROOT = Path(__file__).resolve().parents[3]
MAX_BYTES = 1_000_000
LOADS = r"\bsrc\s*=|\bhref\s*=|\burl\(|@import|\bfetch\(|\bimport\(|importScripts\(|new Worker\("
FETCHED = re.compile(rf"""(?:{LOADS})\s*["'`]?\s*(?:https?:)?//""", re.IGNORECASE)
SHAPES = re.compile(r'<script type="application/json" id="atlas-shapes-(\w+)">(.*?)</script>', re.DOTALL)
DATA = re.compile(r'<script type="application/json" id="atlas-data">(.*?)</script>', re.DOTALL)


class Outline(HTMLParser):
    """The elements of a document with the names of their attributes, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and what it would load."""
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "data", "action")]


def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    parser.close()
    return parser


def test_rendering_again_gives_the_same_bytes(atlas: Atlas, document: Document) -> None:
    assert render(atlas) == render(atlas) == document
    assert document.digest == hashlib.sha256(document.html.encode()).hexdigest()[:20]


def test_another_process_gives_the_same_bytes(document: Document) -> None:
    command = "from maps.web.document import current_document as d; print(d().digest)"
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == document.digest


def test_it_is_rendered_once_for_the_same_data() -> None:
    assert current_document() is current_document()


def test_other_data_have_another_address(folder: Path) -> None:
    before = render(build_atlas(folder))
    layer = samples.of_type("point")
    samples.write(folder, layer.file, [samples.feature(layer, name_zh="另一个")])
    assert render(build_atlas(folder)).digest != before.digest


def test_it_is_small(document: Document) -> None:
    assert len(document.html.encode()) <= MAX_BYTES


def test_it_fetches_nothing(document: Document) -> None:
    links = '<a href="https://leafletjs.com"'  # Leaflet's attribution: switched off, and a link fetches nothing
    assert FETCHED.findall(document.html.replace(links, "")) == []
    assert outline(document.html).addresses == []
    assert not {"link", "iframe", "object", "embed", "base", "form"} & {
        tag for tag, _ in outline(document.html).elements
    }


@pytest.mark.parametrize(
    "text", ['<script src="//a.b/x.js">', "url(https://a.b)", "fetch('http://a.b')", "@import '//a.b'"]
)
def test_what_would_be_fetched_is_found(text: str) -> None:
    assert FETCHED.search(text)


@pytest.mark.parametrize("layer", samples.CATALOGUE.ids())
def test_every_layer_has_one_slot(layer: str, document: Document) -> None:
    assert document.html.count(f'AtlasMap.add("{layer}");') == 1


def test_slots_come_in_draw_order_between_start_and_finish(document: Document) -> None:
    calls = re.findall(
        r'AtlasMap\.(begin|finish|add)\((?:"(\w+)")?',
        document.html.rpartition("</script>")[0].rpartition("<script>")[2],
    )
    ordered = [layer.id for layer in sorted(samples.LAYERS, key=lambda layer: layer.order)]
    assert calls == [("begin", ""), *(("add", layer) for layer in ordered), ("finish", "")]


def part_names(data: dict[str, Any]) -> dict[str, str]:
    """By which name each layer that comes apart is asked for."""
    return {layer["id"]: layer["part"] for layer in data["layers"] if "part" in layer}


def test_what_lies_beside_it_is_named_after_its_content(document: Document) -> None:
    assert document.parts
    for name, part in document.parts.items():
        assert re.fullmatch(r"[a-z_]+-([0-9a-f]{16})\.(json|webp)", name)
        assert hashlib.sha256(part.content).hexdigest()[:16] in name


def test_the_data_are_in_it_once(document: Document, atlas: Atlas) -> None:
    (data,) = DATA.findall(document.html)
    told = payload(atlas)
    shapes, names = shapes_of(told), part_names(json.loads(data))
    assert data == inert_json(bare(told, names), plain=True)
    assert {layer: document.parts[name].content.decode() for layer, name in names.items()} == {
        layer: inert_json(part, plain=True) for layer, part in parts_of(told).items()
    }
    assert document.html.isascii()
    assert json.loads(data)["layers"]
    assert SHAPES.findall(document.html) == [(layer, inert_json(told)) for layer, told in shapes.items()]


def test_both_themes_have_every_colour(document: Document) -> None:
    for theme, colors in samples.CATALOGUE.palette.items():
        rule = re.search(rf':root\[data-theme="{theme}"\]\{{([^}}]*)\}}', document.html)
        assert rule
        assert all(f"--c-{name}:{value};" in rule[1] for name, value in colors.items())


def test_names_of_the_machine_are_not_in_it(document: Document) -> None:
    assert str(ROOT) not in document.html
    assert "site-packages" not in document.html


@pytest.mark.parametrize("stem", sorted({layer.file for layer in samples.LAYERS}))
def test_a_broken_layer_does_not_stop_the_map(stem: str, folder: Path) -> None:
    (folder / f"{stem}.geojson").write_text("{", encoding="utf-8")
    html = render(build_atlas(folder)).html
    assert all(f'AtlasMap.add("{layer.id}");' in html for layer in samples.LAYERS)
