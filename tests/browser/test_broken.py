"""A broken and a missing file: said with file, fault and cure; their layers are off and all others work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from maps.scene.pages import pages
from tests.browser.conftest import Opener
from tests.browser.drive import LANGUAGES
from tests.browser.serve import Server, copied, serving
from text import say

AIRPORT = "gateway-xiaoshan-airport"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with rail.geojson cut in half and no zones.geojson."""
    folder = copied(tmp_path_factory.mktemp("broken"))
    rail = folder / "geodata" / "rail.geojson"
    rail.write_bytes(rail.read_bytes()[:9_001])
    (folder / "geodata" / "zones.geojson").unlink()
    with serving(folder, folder / "log") as running:
        yield running


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["transport", "zones"])
def test_broken_layers_are_named_and_the_rest_works(broken: Server, new_page: Opener, page: str, lang: str) -> None:
    app = new_page(broken).open(page, lang)
    faults = app.side.locator(".atlas-fault")
    expect(faults).to_have_count(2)
    cut = faults.filter(has_text="geodata/rail.geojson")
    expect(cut).to_contain_text(say(lang, "fault.heading", layer={"zh": "铁路", "en": "Railways"}[lang]))
    expect(cut).to_contain_text({"zh": "请修正该处", "en": "Mend that place or restore the file"}[lang])
    missing = faults.filter(has_text="geodata/zones.geojson")
    expect(missing).to_contain_text("make recipes")
    expect(missing).to_contain_text(say(lang, "fault.rest"))
    app.unfold()
    for layer in ("rail", "zones"):
        expect(app.switch(layer)).to_be_disabled()
        assert not app.state()["layers"][layer]["visible"]
    expect(app.map_frame.locator(".layer.broken .count").first).to_have_text(say(lang, "map.broken"))


def test_everything_else_works_beside_broken_layers(broken: Server, new_page: Opener) -> None:
    app = new_page(broken).open("transport", "zh")
    app.atlas("setView({lat: 30.24, lng: 120.43, zoom: 10})")
    app.settled()
    app.click_feature(AIRPORT)
    expect(app.details_of(AIRPORT)).to_be_visible()
    app.toggle("stations")
    app.until(lambda: "stations" not in app.visible())
    app.atlas('setVisible(["rail", "zones", "roads"])')
    assert app.visible() == ["roads"]
    app.idle().go("zones")
    rest = [ident for ident in pages()["zones"].layers if ident != "zones"]
    app.until(lambda: app.visible() == rest, "the page's other layers")
    app.tab(1)
    expect(app.side.locator(".atlas-summary")).to_contain_text("区县")
