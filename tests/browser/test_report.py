"""The report read both ways, and any other document: clause to features, feature to clauses, text to map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from layers.atlas.atlas import current_atlas
from layers.report.outline import features_of, title
from tests import documents as made
from tests.browser.conftest import Opener
from tests.browser.drive import LANGUAGES, AtlasPage, near
from tests.browser.serve import ROOT, Server, serving
from tests.layers.report.test_split import invented
from text import say

CLAUSE = "2.4.3"
NAMED = sorted(features_of(current_atlas(), CLAUSE))
MEGABYTES = {"megabytes": 5, "pages": 500}
FAULTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "6 MB": ("a.txt", lambda: b"a" * 6_000_000, "too_large"),
    "image": ("a.pdf", lambda: made.PNG, "not_what_it_says"),
    "encrypted": ("a.pdf", lambda: made.encrypted_pdf(made.OTHER_TEXT), "encrypted"),
    "empty": ("a.txt", bytes, "empty"),
    "zip bomb": ("a.docx", made.zip_bomb, "zip_bomb"),
}


def focused(app: AtlasPage) -> list[str] | None:
    told = app.state()["focus"]
    return None if told is None else sorted(told)


def row(app: AtlasPage, locator: str) -> Locator:
    return app.side.locator(f".st-key-clause_{locator.count('.')}_{locator.replace('.', '_')} button")


def marks(app: AtlasPage) -> Locator:
    return app.side.locator("button.mark")


def give(app: AtlasPage, name: str, data: bytes) -> None:
    """Open the pane and hand over a file."""
    app.side.get_by_role("tab", name=say("zh", "report.document")).click()
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    app.side.locator('input[type="file"]').set_input_files(file)  # type: ignore[arg-type]  # a dict is a FilePayload


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_clause_shows_its_features(app: AtlasPage, lang: str) -> None:
    app.open("report", lang).mark()
    app.atlas("setView({lat: 31.2, lng: 121.4, zoom: 11})")
    app.until(lambda: app.view()["lng"] > 121, "the view is elsewhere")
    app.settled()
    assert focused(app) is None
    app.section(1)
    row(app, CLAUSE).click()
    app.until(lambda: focused(app) == NAMED, "the clause's features stand out")
    app.until(lambda: app.view()["lng"] < 120, "the clause's features are fitted")
    assert {"corridors", "rail", "places"} <= set(app.visible())
    expect(app.side.locator(f'.atlas-clause[data-clause="{CLAUSE}"] h2')).to_contain_text(title(CLAUSE, lang))
    expect(app.page).to_have_url(re.compile(f"[?&]clause={re.escape(CLAUSE)}"))
    name = current_atlas().feature("rail-hanghuang")[f"name_{lang}"]
    app.side.locator(".st-key-atlas_clause").get_by_text(name, exact=True).click()
    expect(app.details_of("rail-hanghuang")).to_be_visible()
    app.until(lambda: app.state()["selected"] == "rail-hanghuang")
    app.idle()
    app.side.locator(".st-key-clear_clause button").click()
    app.until(lambda: focused(app) is None, "nothing stands out")
    app.until(lambda: "clause=" not in app.page.url)
    assert app.marked()


def test_another_clause_lets_go_of_what_it_does_not_name_and_back_brings_it_back(app: AtlasPage) -> None:
    app.open(path="/report?v=1&lang=zh&theme=light&clause=3.1").mark()
    name = current_atlas().feature("zone-rengongzhineng")["name_zh"]
    app.side.locator(".st-key-atlas_clause").get_by_text(name, exact=True).click()
    app.until(lambda: app.state()["selected"] == "zone-rengongzhineng")
    expect(app.popup).to_be_visible()
    app.idle()
    row(app, "3.2").click()
    expect(app.side.locator('.atlas-clause[data-clause="3.2"]')).to_be_visible()
    app.until(lambda: app.state()["selected"] is None, "the new clause does not name it")
    expect(app.popup).to_have_count(0)
    app.idle()
    app.page.go_back()
    expect(app.side.locator('.atlas-clause[data-clause="3.1"]')).to_be_visible()
    app.until(lambda: app.state()["selected"] == "zone-rengongzhineng", "one step back brings both back")
    assert app.marked()


def test_a_clause_gives_its_figures(app: AtlasPage) -> None:
    app.open(path="/report?lang=zh&clause=1.1")
    expect(app.side.locator(".atlas-clause dd").first).to_contain_text("4.7")


def test_a_feature_lists_its_clauses_and_they_lead_back(app: AtlasPage) -> None:
    app.open("report")
    app.page.frame_locator("iframe.atlas-frame").locator("body").wait_for()
    app.js("AtlasMap.select('rail-hanghuang', true)")
    clauses = app.side.locator(".st-key-atlas_naming button")
    expect(clauses).to_have_count(1)
    clauses.first.click()
    app.until(lambda: focused(app) == NAMED, "the clause's features stand out")
    app.until(lambda: app.state()["selected"] == "rail-hanghuang")


@pytest.mark.parametrize("value", ["9.9", "<script>", "2.6.1.1", ""])
def test_an_unknown_clause_is_taken_off_the_address(app: AtlasPage, value: str) -> None:
    app.open(path=f"/report?lang=zh&clause={value}")
    app.until(lambda: "clause=" not in app.page.url)
    assert focused(app) is None


def test_other_pages_are_not_dimmed_and_the_clause_is_kept(app: AtlasPage) -> None:
    app.open(path=f"/report?lang=zh&clause={CLAUSE}")
    app.until(lambda: focused(app) == NAMED)
    app.go("zones")
    app.until(lambda: focused(app) is None, "another page shows all")
    app.go("report")
    app.until(lambda: focused(app) == NAMED, "the clause again")
    app.until(lambda: f"clause={CLAUSE}" in app.page.url)


@pytest.mark.parametrize(("name", "make"), [("别的.docx", made.docx_of), ("other.pdf", made.pdf_of)])
def test_another_document_gives_a_map(app: AtlasPage, name: str, make: Callable[..., bytes]) -> None:
    app.open("report").mark()
    give(app, name, make(made.OTHER_TEXT))
    expect(app.side.locator(".atlas-document h2")).to_have_text(name)
    named = {"rail-hanghuang", "city-huangshan", "place-tangqi", "zone-qiantang"}
    app.until(lambda: named <= set(focused(app) or ()), "what the document names stands out")
    expect(marks(app).filter(has_text="黄山")).to_have_count(2)
    app.idle()
    app.side.get_by_role("tab", name=say("zh", "report.missing", count=1)).click()
    expect(app.side.locator(".atlas-missing li").first).to_contain_text("金义东市域铁路")
    marks(app).filter(has_text="黄山").first.click()
    expect(app.details_of("city-huangshan")).to_be_visible()
    expect(app.side.locator("button.mark.selected")).to_have_count(2)
    app.idle()
    app.side.get_by_role("tab", name=say("zh", "report.concordance")).click()
    expect(app.side.locator(".atlas-concordance li")).to_have_count(2)
    app.side.locator(".st-key-drop_document button").click()
    app.until(lambda: focused(app) is None)
    expect(app.side.locator(".atlas-document")).to_have_count(0)
    assert app.marked()


def test_a_fault_is_a_sentence_and_nothing_else(app: AtlasPage) -> None:
    app.open("report")
    before = app.settled()
    sentence = app.side.locator(".st-key-atlas_document_fault .atlas-fault")
    for name, make, code in FAULTS.values():
        give(app, name, make())
        expect(sentence).to_have_text(say("zh", f"fault.document.{code}", **MEGABYTES))
        app.idle()
        assert focused(app) is None
        assert near(app.settled(), before)
        expect(app.side.locator(".atlas-document")).to_have_count(0)


def test_what_was_said_of_a_file_is_over_with_one_that_is_too_large(app: AtlasPage, tmp_path: Path) -> None:
    app.open("report")
    sentence = app.side.locator(".st-key-atlas_document_fault .atlas-fault")
    give(app, "a.txt", b"")
    expect(sentence).to_be_visible()
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(31_000_000)
    app.side.locator('input[type="file"]').set_input_files(huge)
    expect(app.side.locator('[data-testid="stFileChip"]', has_text=huge.name)).to_be_visible()
    expect(sentence).to_be_hidden()


def test_a_document_stays_a_text(app: AtlasPage) -> None:
    app.open("report")
    give(app, "<img src=x onerror=alert(1)>.txt", "塘栖 <script>alert(1)</script> {{7*7}} <b>黄山</b>".encode())
    expect(marks(app)).to_have_count(2)
    expect(app.side.locator("[role=region]")).to_contain_text("<script>alert(1)</script> {{7*7}} <b>黄山</b>")
    expect(app.side.locator(".atlas-document h2")).to_contain_text("<img src=x")


@pytest.fixture(scope="module")
def reading_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose settings name a text with the report's structure."""
    folder = tmp_path_factory.mktemp("report")
    text = [line.replace("三要做。", f"三要去黄山和千岛湖{'。' * 400}") for line in invented()]
    (folder / "given.txt").write_text("\n".join(text), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_REPORT", str(folder / "given.txt"))
        with serving(ROOT, Path(folder) / "log") as running:
            yield running


def test_the_report_of_the_settings_is_linked_both_ways(reading_server: Server, new_page: Opener) -> None:
    app = new_page(reading_server).open(path=f"/report?lang=zh&clause={CLAUSE}")
    app.side.get_by_role("tab", name=say("zh", "report.document")).click()
    expect(app.side.locator(".atlas-document h2")).to_have_text("given.txt")
    chosen = app.side.locator(f'span.chosen[data-clause="{CLAUSE}"]')
    expect(chosen).to_have_count(1)
    expect(chosen).to_be_in_viewport()
    assert focused(app) == NAMED
    chosen.locator("button.mark", has_text="千岛湖").click()
    expect(app.details_of("place-qiandaohu")).to_be_visible()
    app.until(lambda: app.state()["selected"] == "place-qiandaohu")
