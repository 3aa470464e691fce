"""The exporter: from a map to a file in two clicks, and from each file back to its map in a new session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import geopandas as gpd
import pypdf
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from layers.atlas.atlas import current_atlas
from maps.export.renderers import MEDIA_TYPES, today
from maps.origin.snapshot import MOST_MEGABYTES
from maps.scene.pages import MAPPED
from tests.browser.drive import LANGUAGES, until
from tests.journeys.conftest import SLOW_MS, Reader, Start, layers_on
from tests.maps.inks import pdf_texts

TITLE, NOTE = "会议用图:西站与机场", "只供九月的讨论。"
MM_PER_INCH, POINTS_PER_INCH = 25.4, 72
A4_MM = (297, 210)
HUGE_BYTES = 32 * 2**20
ON_MAP = "/transport?v=1&lang=zh&theme=light&layers=cities,circle,rail,stations&view=30.25,120.15,9.5&date=2022-05"


class Composer:
    """The page that makes files, before its reader."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.picture = reader.page.locator(".st-key-atlas_stage img")
        self.refusal = reader.side.locator(".atlas-fault")

    def open(self) -> Composer:
        """Click the map's own button, and see the page as it will be."""
        self.reader.map_frame.get_by_role("button", name=self.reader.say("map.export"), exact=True).click()
        expect(self.reader.heading).to_have_text(self.reader.title("export"))
        return self.ready()

    def ready(self) -> Composer:
        self.picture.wait_for(timeout=SLOW_MS)
        self.reader.idle()
        return self

    def write(self, key: str, text: str) -> None:
        """Fill a field of the layout."""
        field = self.reader.field(f"export.{key}")
        with self.reader.answered():
            field.fill(text)
            field.press("ControlOrMeta+Enter" if field.evaluate("node => node.tagName") == "TEXTAREA" else "Enter")

    def make(self, file_format: str) -> tuple[str, bytes]:
        return self.reader.take(file_format.upper())

    def restore(self, name: str, data: bytes) -> None:
        """Drop a file, and ask for its map and its layout."""
        self.reader.open_tab("export.open")
        self.reader.give("export.drop", name, data)
        self.reader.press("export.restore")
        self.ready()

    def to_map(self) -> None:
        """Open the dropped file's map."""
        self.reader.open_tab("export.open")
        self.reader.button(self.reader.say("export.to_map")).click()


def in_a_new_session(reader: Start, name: str, data: bytes, lang: str = "en") -> Composer:
    """A colleague drops the file on the composer of a session that knows nothing of it, in the other language."""
    colleague = reader(lang).come("export")
    composer = Composer(colleague).ready()
    composer.restore(name, data)
    colleague.lang = "zh"
    expect(colleague.heading).to_have_text(colleague.title("export"))
    return composer


def test_two_clicks_to_a_picture_and_the_picture_leads_back_to_its_map(reader: Start) -> None:
    exporter = reader("zh")
    exporter.open(path=f"{ON_MAP}&selected=gateway-xiaoshan-airport")
    exporter.until(lambda: exporter.state()["selected"] == "gateway-xiaoshan-airport", "the selection")
    here = exporter.shown()
    name, data = Composer(exporter).open().make("png")
    picture = Image.open(BytesIO(data))
    assert picture.size == pytest.approx([side / MM_PER_INCH * 300 for side in A4_MM], abs=1)
    assert len(picture.convert("RGB").resize((200, 141)).getcolors(200 * 141) or ()) > 1000, "a map, not an empty page"

    composer = in_a_new_session(reader, name, data)
    assert composer.make("png") == (name, data)
    colleague = composer.reader
    composer.to_map()
    expect(colleague.heading).to_have_text(colleague.title("transport"))
    colleague.ready()
    colleague.until(lambda: colleague.shown() == here, "the same map")
    expect(colleague.details_of("gateway-xiaoshan-airport")).to_be_visible()


def test_an_a4_page_with_a_typed_title_and_the_way_back(reader: Start) -> None:
    exporter = reader("zh").come("zones")
    composer = Composer(exporter).open()
    composer.write("title", TITLE)
    composer.write("note", NOTE)
    exporter.choose("export.orientation_portrait")
    exporter.choose("export.labels_both")
    name, data = composer.make("pdf")
    (page,) = pypdf.PdfReader(BytesIO(data)).pages
    size = [float(side) / POINTS_PER_INCH * MM_PER_INCH for side in (page.mediabox.height, page.mediabox.width)]
    assert size == pytest.approx(A4_MM, abs=0.2)
    (text,) = pdf_texts(data)
    entry = "杭嘉先行区"
    for wanted in (TITLE, NOTE, exporter.say("review.internal"), "杭州市", "Hangzhou", entry):
        assert "".join(wanted.split()) in text, wanted

    back = in_a_new_session(reader, name, data)
    back.reader.open_tab("export.layout")
    expect(back.reader.field("export.title")).to_have_value(TITLE)
    expect(back.reader.field("export.note")).to_have_value(NOTE)
    assert back.make("pdf") == (name, data)


def texts_of(shapes: Iterable[Any]) -> Iterator[str]:
    """Every text that can be edited, in groups too."""
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from texts_of(shape.shapes)
        elif shape.has_text_frame:
            yield shape.text_frame.text


def test_a_slide_with_a_title_one_can_edit_and_the_way_back(reader: Start) -> None:
    composer = Composer(reader("zh").come("transport")).open()
    composer.write("title", TITLE)
    name, data = composer.make("pptx")
    (slide,) = Presentation(BytesIO(data)).slides
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == TITLE
    classes = {item.zh for item in current_atlas().catalogue.layer("rail").classes}
    assert classes <= set(texts_of(slide.shapes)), "the legend is text, and not in the picture"
    back = in_a_new_session(reader, name, data)
    back.reader.open_tab("export.layout")
    expect(back.reader.field("export.title")).to_have_value(TITLE)
    assert back.make("pptx") == (name, data)


def test_a_drawing_in_the_dark_theme_and_the_way_back(reader: Start) -> None:
    exporter = reader("zh").come("places")
    composer = Composer(exporter).open()
    exporter.choose("export.theme_dark")
    exporter.choose("export.size_square")
    name, data = composer.make("svg")
    drawing = data.decode()
    assert ">杭州市</text>" in drawing, "names are text"
    assert current_atlas().catalogue.palette["dark"]["paper"].lower() in drawing.lower()
    assert 'href="http' not in drawing
    assert in_a_new_session(reader, name, data).make("svg") == (name, data)


def test_a_file_for_the_usb_stick_works_without_network_and_leads_back(
    reader: Start, open_file: Callable[[str, bytes], Page]
) -> None:
    exporter = reader("zh")
    exporter.open(path=ON_MAP)
    exporter.until(lambda: exporter.state()["date"] == "2022-05", "the month")
    composer = Composer(exporter).open()
    composer.write("title", TITLE)
    name, data = composer.make("html")
    page = open_file(name, data)
    expect(page.locator(".atlas-said strong")).to_have_text(TITLE)
    state = page.evaluate("atlas.state()")
    assert state["date"] == "2022-05"
    assert {"cities", "circle", "rail", "stations"} <= layers_on(state)
    page.locator('.atlas-panel input[data-layer="stations"]').click()
    until(page, lambda: "stations" not in layers_on(page.evaluate("atlas.state()")), "the stations go")
    page.evaluate("atlas.select('rail-huhang')")
    expect(page.locator(".atlas-popup strong")).to_have_text("湖杭高铁")
    page.get_by_role("button", name="English", exact=True).click()
    expect(page.locator(".atlas-popup strong")).to_have_text(str(current_atlas().feature("rail-huhang")["name_en"]))
    assert in_a_new_session(reader, name, data).make("html") == (name, data)


def test_every_page_with_a_map_in_one_file(reader: Start) -> None:
    exporter = reader("zh").come("export")
    Composer(exporter).ready()
    Composer(exporter).write("title", TITLE)
    exporter.open_tab("export.series")
    progress = exporter.page.locator('[data-testid="stProgress"]')
    with exporter.page.expect_download(timeout=SLOW_MS) as waiting:
        exporter.button(exporter.say("export.make")).click()
        expect(progress).to_contain_text(f"/ {len(MAPPED)}", timeout=SLOW_MS)
    name, data = waiting.value.suggested_filename, waiting.value.path().read_bytes()
    assert name == f"hangzhou-circle-series-zh-{today()}.pdf"
    texts = pdf_texts(data)
    assert len(texts) == len(MAPPED)
    assert not any(TITLE in text for text in texts), "one's own title is of one page"
    assert all(exporter.title(page) in text for page, text in zip(MAPPED, texts, strict=True))
    assert [f"{number}/{len(MAPPED)}" in text for number, text in enumerate(texts, 1)] == [True] * len(MAPPED)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_for_publication_nothing_is_made_until_all_is_said(reader: Start, lang: str) -> None:
    exporter = reader(lang).come("zones")
    composer = Composer(exporter).open()
    exporter.choose("export.mode_publication")
    for fault in ("number_missing", "author_missing", "date_missing"):
        expect(composer.refusal).to_contain_text(exporter.say(f"fault.review.{fault}"))
    for file_format in MEDIA_TYPES:
        expect(exporter.button(file_format.upper())).to_be_disabled()
    composer.write("number", "浙S(2024)12号")
    expect(composer.refusal).to_contain_text(exporter.say("fault.review.number_of_other_authority"))
    composer.write("number", "GS(2024)1234号")
    composer.write("author", "一家规划院")
    exporter.side.locator(".st-key-sheet_made input").focus()
    with exporter.answered():
        exporter.page.keyboard.type("20261120")
        exporter.page.keyboard.press("Tab")
    expect(composer.refusal).to_have_count(0)
    name, data = composer.make("pdf")
    (text,) = pdf_texts(data)
    assert "GS（2024）1234号" in text
    assert "一家规划院" in text
    assert "2026-11-20" in text
    assert "".join(exporter.say("review.internal").split()) not in text
    if lang == "zh":
        assert in_a_new_session(reader, name, data).make("pdf") == (name, data)


def test_the_data_of_a_map_in_metres(reader: Start, tmp_path: Path) -> None:
    exporter = reader("zh").come("places")
    exporter.toggle("corridors")
    exporter.until(lambda: "corridors" in exporter.page.url, "the layer in the address")
    exporter.idle()
    there = {ident: layer["features"] for ident, layer in exporter.state()["layers"].items() if layer["visible"]}
    Composer(exporter).open()
    exporter.open_tab("export.data")
    for key, value in (("data_format", "gpkg"), ("datum", "epsg4549")):
        exporter.side.locator(f".st-key-pick_{key}").get_by_role("combobox").click()
        with exporter.answered():
            exporter.page.get_by_role("option", name=exporter.say(f"export.{key}s.{value}"), exact=True).click()
    name, data = exporter.take(exporter.say("export.download", format="ZIP"))
    with ZipFile(BytesIO(data)) as archive:
        assert "EPSG:4549" in archive.read("ATTRIBUTION.txt").decode()
        (file,) = [item for item in archive.namelist() if item.endswith(".gpkg")]
        archive.extract(file, tmp_path)
    declared = map(current_atlas().catalogue.layer, there)
    shown = {layer.id for layer in declared if layer.panel and layer.geometry != "image" and not layer.context}
    found = {ident: gpd.read_file(tmp_path / file, layer=ident) for ident in gpd.list_layers(tmp_path / file)["name"]}
    found = {table.removesuffix("_epsg4549"): frame for table, frame in found.items() if table.endswith("_epsg4549")}
    assert {ident: len(frame) for ident, frame in found.items()} == {ident: there[ident] for ident in shown}
    for ident, frame in found.items():
        assert frame.crs.to_epsg() == 4549
        assert set(frame["id"]) == set(current_atlas().frames[ident].index)
        truth = current_atlas().frames[ident].to_crs(4549).geometry.centroid
        moved = frame.set_index("id").geometry.centroid.distance(truth)
        assert moved.max() < 1, f"{ident}: metres"
    assert name == "hangzhou-circle-places-epsg4549-gpkg.zip"


REFUSED = {
    "holiday.png": (b"\x89PNG\r\n\x1a\n garbage", "unreadable"),
    "notes.txt": (b"nothing of ours", "unknown_type"),
    "drawing.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not_ours"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_is_not_ours_is_answered_in_the_readers_language(reader: Start, lang: str, tmp_path: Path) -> None:
    exporter = reader(lang).come("export")
    composer = Composer(exporter).ready()
    exporter.open_tab("export.open")
    for name, (data, code) in REFUSED.items():
        exporter.give("export.drop", name, data)
        expect(composer.refusal).to_have_text(exporter.say(f"fault.snapshot.{code}", name=name, megabytes=0))
        expect(exporter.button(exporter.say("export.restore"))).to_have_count(0)
    expect(composer.picture).to_be_visible()
    huge = tmp_path / "huge.png"
    with huge.open("wb") as file:
        file.truncate(HUGE_BYTES)
    exporter.side.locator('.st-key-snapshot input[type="file"]').set_input_files(huge)
    chip = exporter.side.locator('.st-key-snapshot [data-testid="stFileChip"]', has_text=huge.name)
    wanted = exporter.say("app.too_large", megabytes=MOST_MEGABYTES)
    exporter.until(lambda: chip.evaluate("node => getComputedStyle(node, '::after').content") == f'"{wanted}"', wanted)
