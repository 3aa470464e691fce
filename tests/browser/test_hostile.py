"""Values that want to be code, in every text of every feature, layer, class, group and source: shown, never run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from layers.catalogue.catalogue import Layer, load_catalogue
from maps.scene.pages import pages
from tests.browser.conftest import Opener
from tests.browser.drive import LANGUAGES, PAGES, AtlasPage
from tests.browser.serve import Server, copied, serving

EVIL = (
    "{{7*7}} {% for %} {# ${7*7} ` \\ ' \" </script></style><script>window.pwned=1</script>"
    '<img src=x onerror="window.pwned=1"><svg onload=alert(1)> {name} %s'
)
LAYERS = [layer for layer in load_catalogue().layers if layer.selectable and layer.panel]
NEEDED = {
    "image",
    "ref",
    "name_source",
    "id",
    "kind",
    "evidence",
    "clauses",
    "source",
    "editions",
    "layer",
    "city",
    "line",
    "lines",
    "cities",
    "facts",
}
"""Properties that the catalogue or the schema compares with something."""
PWNED = "window.pwned === undefined"


def evil(ident: str) -> str:
    """The hostile text, different for every feature; that of a city is short, so that it is written on the map."""
    return f"{'<img src=x onerror=window.pwned=1>' if ident.startswith('city-') else EVIL} {ident}"


def _spoiled(name: str, value: Any, ident: str) -> Any:
    if name in NEEDED:
        return value
    if isinstance(value, str) or name.startswith(("basis_", "note_")):
        return evil(ident)
    return [evil(ident)] if name == "aliases" else value


def spoil_features(path: Path) -> None:
    collection = json.loads(path.read_text(encoding="utf-8"))
    for feature in collection["features"]:
        own = feature["properties"]
        told = own if "id" in own else {}  # control points are compared with, and not shown
        feature["properties"] = own | {name: _spoiled(name, value, own.get("id", "")) for name, value in told.items()}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")


def spoil_toml(path: Path, names: str) -> None:
    """Replace every text of the given names."""
    text = path.read_text(encoding="utf-8")
    quoted = json.dumps(EVIL, ensure_ascii=False)
    path.write_text(re.sub(rf'\b({names}) = "[^"\n]*"', lambda found: f"{found[1]} = {quoted}", text), encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose data are hostile."""
    folder = copied(tmp_path_factory.mktemp("hostile"))
    for path in (folder / "geodata").glob("*.geojson"):
        spoil_features(path)
    spoil_toml(folder / "layers" / "catalogue" / "catalogue.toml", "zh|en")
    sources = "title_zh|title_en|publisher|version|licence|datum|steps_zh|steps_en|licence_note_zh|licence_note_en"
    spoil_toml(folder / "geodata" / "sources.toml", sources)
    with serving(folder, folder / "log") as running:
        yield running


def assert_harmless(app: AtlasPage) -> None:
    """Nothing of the texts became code or markup, in the page and in the map."""
    assert app.page.evaluate(PWNED)
    assert app.js(PWNED)
    for found in (app.page.locator("img[src=x], svg[onload]"), app.map_frame.locator("img[src=x], svg[onload]")):
        expect(found).to_have_count(0)


def is_written(app: AtlasPage, parts: str) -> bool:
    return EVIL in " ".join(app.map_frame.locator(parts).all_text_contents())


def test_pages_show_hostile_texts_as_texts(hostile: Server, new_page: Opener) -> None:
    app = new_page(hostile).open("overview", "en")
    for name in PAGES:
        if name in ("report", "sources"):
            app.open(name, "en")
        else:
            app.go(name)
        expect(app.side.locator(".atlas-fault")).to_have_count(0)
        for parts in (".atlas-panel .layer .name", ".atlas-panel .legend span", ".credits"):
            app.until(partial(is_written, app, parts), f"{parts} of {name}")
        app.tab(1)
        expect(app.side.locator(".atlas-summary")).to_contain_text(EVIL.replace("  ", " "))
        if name == "sources":
            assert EVIL in str(app.side.locator(".atlas-sources h3").first.text_content())
        assert_harmless(app)


def has_come(app: AtlasPage, layer: Layer) -> bool:
    """Whether the layer's features are there; context comes when it is first drawn."""
    return bool(app.js("id => AtlasMap.layers.get(id).features.length", layer.id))


def first_of(app: AtlasPage, layer: Layer) -> str:
    return str(app.js("id => AtlasMap.layers.get(id).features[0].id", layer.id))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_features_of_every_layer_are_selected(hostile: Server, new_page: Opener, lang: str) -> None:
    app = new_page(hostile).open("overview", lang)
    app.atlas("setView({lat: 30.25, lng: 120.16, zoom: 12})")
    for layer in LAYERS:
        app.until(partial(has_come, app, layer), f"the features of {layer.id}")
        ident = first_of(app, layer)
        app.js("id => AtlasMap.hover(AtlasMap.byId.get(id), AtlasMap.map.getCenter())", ident)
        assert app.map_frame.locator(".atlas-tip strong").text_content() == evil(ident)
        app.js("id => AtlasMap.select(id, true)", ident)
        assert app.popup.locator("strong").text_content() == evil(ident)
        app.details_of(ident).wait_for()
        assert app.details_of(ident).locator("h2").text_content() == evil(ident)
        assert evil(ident) in str(app.details_of(ident).locator("dl").text_content())
        app.idle()
    app.atlas('fit(["circle"])')
    expect(app.map_frame.locator(".atlas-label", has_text="<img src=x").first).to_be_attached()
    assert_harmless(app)


@pytest.mark.parametrize(
    "query",
    [
        "?lang=<script>window.pwned=1</script>",
        "?lang=" + "x" * 4000,
        "?lang=en&lang=zh&page=../../etc&layers={{7*7}}",
        "?lang=__class__&theme=%00%ff",
        "?embed=true&lang=zh%27%22",
    ],
)
def test_hostile_addresses(server: Server, new_page: Opener, query: str) -> None:
    app = new_page(server).open(path="/zones" + query)
    expect(app.heading).to_have_text(re.compile("|".join(pages()["zones"].title(lang) for lang in ("zh", "en"))))
    assert app.state()["lang"] in LANGUAGES
    app.until(lambda: re.search(r"lang=(zh|en)(&|$)", app.page.url), "the address is mended")
    assert_harmless(app)


def test_a_hostile_fragment_of_the_map(app: AtlasPage) -> None:
    app.open("overview")
    address = app.frame().url.split("#")[0]
    markup = "%3Cimg%20src=x%20onerror=alert(1)%3E"
    spoiled = f"#lang=__proto__&layers=constructor,__proto__,rail&selected={markup}&theme=x&fit=toString"
    app.page.goto(address + spoiled)
    app.until(lambda: app.page.evaluate("Boolean(window.atlas && window.atlas.ready)"), "the map by itself")
    state = app.page.evaluate("window.atlas.state()")
    assert state["lang"] in LANGUAGES
    assert state["selected"] is None
    assert state["layers"]["rail"]["visible"]
    assert app.page.evaluate("document.documentElement.dataset.theme") == "light"
