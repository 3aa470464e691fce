"""PNG, SVG and PDF: what each must hold, nothing from outside, and the same bytes for the same Plan."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pikepdf
import pytest
from matplotlib.colors import to_rgb
from PIL import Image
from pydantic import ValidationError
from pypdf import PdfReader

from layers.atlas.atlas import Atlas, current_atlas
from maps.lettering.fonts import FAMILY
from maps.lettering.leaders import Aside
from maps.origin.content import content_code
from maps.origin.provenance import KEY, Provenance, from_text, provenance, unmarked
from maps.paper.figure import SETTINGS, settings
from maps.paper.formats import map_png, pdf, png, svg
from maps.plan.layout import MM_PER_PX
from maps.plan.plan import Plan
from maps.scene.scene import Scene, View
from maps.scene.sheet import DPI, Sheet
from tests import repository
from tests.maps.inks import letters, pdf_texts
from tests.maps.paper.figures import CASES, planned

SCENE = Scene(
    "transport", ("cities", "rail", "stations"), View(30.2, 120.2, 9.0), title="<b>&amp; 'x' {{7*7}} $\\alpha$_^%"
)
SHEET = Sheet(dpi=96, size="4:3", labels="both", graticule=True, made="2026-11-23")
NAMES = {"svg": "{http://www.w3.org/2000/svg}", "xlink": "{http://www.w3.org/1999/xlink}"}
FORMATS: dict[str, Callable[[Plan, Atlas, Provenance], bytes]] = {
    "png": png, "svg": svg, "pdf": lambda made, atlas, origin: pdf([made], atlas, origin),
}  # fmt: skip
FRESH = """
import sys
from hashlib import sha256
from layers.atlas.atlas import current_atlas
from tests.maps.paper import test_formats
for name in test_formats.FORMATS:
    print(name, sha256(test_formats.made_of(name)).hexdigest())
"""
every_format = pytest.mark.parametrize("name", FORMATS)


def small() -> Plan:
    """A figure with all kinds of features and a title that no format may take for anything but text."""
    return planned(SCENE, SHEET)


def second() -> Plan:
    """A figure for the public on a page of another size."""
    return planned(Scene(layers=("circle",)), CASES["published"][1])


def origin_of(made: Plan) -> Provenance:
    return provenance(made.scene, made.sheet, current_atlas(), content_code(made.scene, made.sheet, current_atlas()))


def rendered(name: str, made: Plan) -> bytes:
    return FORMATS[name](made, current_atlas(), origin_of(made))


@lru_cache
def made_of(name: str) -> bytes:
    """The small figure in a format, made once."""
    return rendered(name, small())


def root() -> ET.Element:
    return ET.fromstring(made_of("svg"))


def written(made: Plan) -> list[str]:
    """Texts of a page, some of each kind."""
    rows = [text for item in made.legend.rows for text in item.lines]
    labels = [text for label in made.labels for text in label.lines]
    return [*rows, *labels, *(degree.text for degree in made.degrees), *made.words.time.splitlines(), made.words.mark]


@every_format
def test_the_same_plan_gives_the_same_bytes(name: str) -> None:
    assert rendered(name, small()) == made_of(name)


def test_another_plan_gives_other_bytes() -> None:
    assert rendered("png", replace(small(), north_degrees=45.0)) != made_of("png")


def test_a_fresh_process_gives_the_same_bytes() -> None:
    environment = os.environ | {"PYTHONHASHSEED": "4711", "TZ": "Asia/Shanghai", "PYTHONPATH": str(repository.ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", FRESH],
        env=environment,
        cwd=repository.ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert dict(line.split() for line in ran.stdout.splitlines()) == {
        name: sha256(made_of(name)).hexdigest() for name in FORMATS
    }


def test_two_at_once_give_the_same_bytes_as_alone() -> None:
    other = planned(replace(SCENE, lang="en", theme="dark"), SHEET)
    alone = made_of("png"), rendered("png", other)
    with ThreadPoolExecutor(2) as pool:
        together = tuple(pool.map(lambda made: rendered("png", made), (small(), other)))
    assert together == alone
    assert alone[0] != alone[1]


def test_what_is_set_for_a_figure_is_set_for_it_alone() -> None:
    before = {name: mpl.rcParams[name] for name in SETTINGS}
    with settings():
        assert {name: mpl.rcParams[name] for name in SETTINGS} == SETTINGS
    assert {name: mpl.rcParams[name] for name in SETTINGS} == before
    assert before != SETTINGS


@pytest.mark.parametrize("dpi", [96, 150])
def test_a_png_has_the_pixels_of_its_page_at_its_resolution(dpi: int) -> None:
    made = planned(SCENE, SHEET.model_copy(update={"dpi": dpi}))
    picture = Image.open(BytesIO(rendered("png", made) if dpi != SHEET.dpi else made_of("png")))
    wanted = (made.sheet.width_mm / 25.4 * dpi, made.sheet.height_mm / 25.4 * dpi)
    assert picture.size == pytest.approx(wanted, abs=1)
    assert picture.mode == "RGB"
    assert picture.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)


@pytest.mark.parametrize("dpi", [10_000, DPI[1] + 1, DPI[0] - 1, 0, -96])
def test_a_resolution_beyond_reason_is_refused(dpi: int) -> None:
    with pytest.raises(ValidationError):
        Sheet(dpi=dpi)
    assert Sheet(dpi=DPI[1]).dpi == DPI[1]


def test_a_png_says_where_it_comes_from() -> None:
    picture = Image.open(BytesIO(made_of("png")))
    assert from_text(picture.info[KEY]) == origin_of(small())
    assert picture.info["Title"] == small().words.title


def test_the_page_has_the_colours_of_its_theme() -> None:
    for theme in ("light", "dark"):
        made = planned(replace(SCENE, theme=theme), SHEET)
        pixels = np.asarray(Image.open(BytesIO(rendered("png", made))))
        paper = np.array(to_rgb(made.colors["paper"])) * 255
        assert pixels[2, 2] == pytest.approx(paper, abs=1)
        frame = made.layout.frame
        inside = pixels[int((frame.y + 2) / 25.4 * 96), int((frame.x + 2) / 25.4 * 96)]
        assert inside != pytest.approx(paper, abs=1)


def test_the_map_alone_is_what_stands_in_the_frame_of_the_page() -> None:
    made = small()
    alone = np.asarray(Image.open(BytesIO(map_png(made, current_atlas(), 96))).convert("L")).astype(int)
    frame = made.layout.frame
    assert alone.shape == pytest.approx((frame.h / 25.4 * 96, frame.w / 25.4 * 96), abs=1)
    page = np.asarray(Image.open(BytesIO(made_of("png"))).convert("L")).astype(int)
    left, top = round(frame.x / 25.4 * 96), int(frame.y / 25.4 * 96)
    # A page is counted from below: where the frame is no whole number of px high it may begin a px lower.
    parts = [page[above : above + alone.shape[0], left : left + alone.shape[1]] for above in (top, top + 1)]
    differing = [np.abs(part[40:-40, 40:-40] - alone[40:-40, 40:-40]).mean() for part in parts]
    part = parts[int(np.argmin(differing))]
    assert min(differing) < 12
    assert np.corrcoef(part[40:-40, 40:-40].ravel(), alone[40:-40, 40:-40].ravel())[0, 1] > 0.6


def test_an_svg_is_well_formed_and_takes_nothing_from_outside() -> None:
    text = made_of("svg").decode("utf-8")
    assert "<!DOCTYPE" not in text
    assert "<!ENTITY" not in text
    links = [value for element in root().iter() for key, value in element.attrib.items() if key.endswith("href")]
    assert all(link.startswith("#") for link in links)
    clips = set(re.findall(r"url\(([^)]*)\)", text))
    assert clips
    assert clips <= {f"#{ident}" for ident in ids()}
    tags = {element.tag.removeprefix(NAMES["svg"]) for element in root().iter()}
    assert not tags & {"image", "script", "foreignObject", "feImage", "a", "iframe", "animate", "set"}
    assert "@import" not in text
    assert not [key for element in root().iter() for key in element.attrib if key.startswith("on")]


def ids() -> list[str]:
    return [element.attrib["id"] for element in root().iter() if "id" in element.attrib]


def test_ids_of_an_svg_are_unique_and_every_link_is_to_one() -> None:
    found = ids()
    assert len(set(found)) == len(found)
    links = {value for element in root().iter() for key, value in element.attrib.items() if key.endswith("href")}
    assert {link.removeprefix("#") for link in links} <= set(found)


def test_every_feature_of_an_svg_is_a_group_named_by_layer_and_id() -> None:
    groups = [element.attrib.get("id", "") for element in root().iter(f"{NAMES['svg']}g")]
    drawn = {(feature.layer, feature.id) for feature in small().drawn}
    assert len(drawn) > 50
    for layer, ident in drawn:
        assert [group for group in groups if group.startswith(f"{layer}.{ident}.")], ident


def test_text_of_an_svg_is_text_and_a_title_is_no_more_than_that() -> None:
    texts = ["".join(element.itertext()) for element in root().iter(f"{NAMES['svg']}text")]
    for said in written(small()):
        assert said in texts
    assert SCENE.title in " ".join(texts)
    assert not list(root().iter("b"))


def looks_of(text: Any) -> dict[str, str]:
    """The style of an element by property."""
    pairs = (part.partition(":") for part in text.attrib["style"].split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def test_text_of_an_svg_names_typefaces_that_others_have() -> None:
    texts = list(root().iter(f"{NAMES['svg']}text"))
    assert all(f"'{FAMILY}', " in text.attrib["style"] and "sans-serif" in text.attrib["style"] for text in texts)
    styles = {"".join(text.itertext()): text.attrib["style"] for text in texts if looks_of(text)["fill"] != "none"}
    weights = {text: re.search(r"font(?:-weight)?:[^;]*\b([67]00|bold)\b", style) for text, style in styles.items()}
    assert weights[small().words.mark]
    assert not any(weights[line] for line in small().words.time.splitlines())


def test_halos_of_an_svg_are_elements_of_their_own_behind_all_letters() -> None:
    """LibreOffice paints an edge over the letters it belongs to: a letter has a fill alone, its halo an edge alone."""
    texts = list(root().iter(f"{NAMES['svg']}text"))
    letters = {text: looks_of(text) for text in texts if looks_of(text)["fill"] != "none"}
    halos = {text: looks_of(text) for text in texts if text not in letters}
    assert not any("stroke" in name or name == "paint-order" for look in letters.values() for name in look)
    assert {(look["stroke"], look["stroke-width"]) for look in halos.values()} == {(small().colors["halo"], "2.1px")}

    def told(text: Any) -> tuple[str | None, ...]:
        font = looks_of(text)
        return "".join(text.itertext()), text.get("x"), text.get("y"), font["font-size"], font.get("font-weight")

    order = {text: number for number, text in enumerate(texts)}
    behind = {told(halo): order[halo] for halo in halos}
    haloed = [letter for letter in letters if told(letter) in behind]
    assert len(haloed) == len(halos) == len(behind)
    assert {text for label in small().labels for text in label.lines} <= {"".join(text.itertext()) for text in haloed}
    assert small().words.time not in {"".join(text.itertext()) for text in haloed}
    first = min(order[letter] for letter in haloed)
    on_map = [
        number
        for text, number in behind.items()
        if text[0] in {name for label in small().labels for name in label.lines}
    ]
    assert max(on_map) < first
    assert all(behind[told(letter)] < order[letter] for letter in haloed)


def test_a_leader_runs_on_the_page_from_its_place_to_its_name() -> None:
    made = small()
    start, end = (100.0, 120.0), (140.0, 90.0)
    label = replace(made.labels[0], leader=Aside((160.0, 90.0), start, end), setting=None)
    drawn = ET.fromstring(rendered("svg", replace(made, labels=(label,))))
    frame, mm_per_pt = made.layout.frame, 25.4 / 72
    wanted = [
        number for x, y in (start, end)
        for number in ((frame.x + x * MM_PER_PX) / mm_per_pt, (frame.y + y * MM_PER_PX) / mm_per_pt)
    ]  # fmt: skip
    courses = [
        [float(one) for one in re.findall(r"-?[\d.]+", path.get("d", ""))] for path in drawn.iter(f"{NAMES['svg']}path")
    ]
    found = [course for course in courses if len(course) == 4 and course == pytest.approx(wanted, abs=0.05)]
    assert len(found) == 2, "a line on a soft edge"


def test_an_svg_has_the_size_of_its_page_and_says_where_it_comes_from() -> None:
    made = small()
    width, height = (float(root().attrib[side].removesuffix("pt")) for side in ("width", "height"))
    assert (width, height) == pytest.approx(
        (made.sheet.width_mm / 25.4 * 72, made.sheet.height_mm / 25.4 * 72), abs=0.1
    )
    said = next(element.text for element in root().iter() if element.tag.endswith("}identifier"))
    assert from_text(unmarked(said or "") or "") == origin_of(made)


@pytest.fixture(scope="module")
def book() -> bytes:
    """A PDF of two pages of different sizes."""
    pages = [small(), second()]
    return pdf(pages, current_atlas(), origin_of(pages[0]))


def resources(page: pikepdf.Page, kind: str) -> list[Any]:
    """Every font or picture that a page uses, forms within it included."""
    found: list[Any] = []
    queue: list[Any] = [page.obj.Resources]
    while queue:
        here = queue.pop()
        found += list(here.get(kind, {}).values())
        queue += [form.Resources for form in here.get("/XObject", {}).values() if "/Resources" in form]
    return found


def test_a_pdf_has_a_page_of_the_right_size_for_each_plan(book: bytes) -> None:
    with pikepdf.open(BytesIO(book)) as document:
        assert document.check_pdf_syntax() == []
        sizes = [[float(side) for side in page.mediabox] for page in document.pages]
    for (left, bottom, width, height), made in zip(sizes, (small(), second()), strict=True):
        assert (left, bottom) == (0, 0)
        wanted = (made.sheet.width_mm / 25.4 * 72, made.sheet.height_mm / 25.4 * 72)
        assert (width, height) == pytest.approx(wanted, abs=0.1)


def test_every_typeface_of_a_pdf_is_embedded(book: bytes) -> None:
    with pikepdf.open(BytesIO(book)) as document:
        for page in document.pages:
            used = resources(page, "/Font")
            assert used
            for font in used:
                parts = list(font.get("/DescendantFonts", [font]))
                assert all("/FontFile2" in part.FontDescriptor for part in parts)
                assert all("SansSC" in str(part.BaseFont) for part in parts)


def test_text_of_a_pdf_can_be_read_and_searched(book: bytes) -> None:
    for text, made in zip(pdf_texts(book), (small(), second()), strict=True):
        for said in (*written(made), made.words.title, made.words.imprint, made.words.basis):
            assert letters(said) in text, said


def test_a_pdf_is_vector(book: bytes) -> None:
    with pikepdf.open(BytesIO(book)) as document:
        for page in document.pages:
            assert not [form for form in resources(page, "/XObject") if form.Subtype == "/Image"]
            content = b"".join(bytes(stream.read_bytes()) for stream in contents(page))
            assert b"BI\n" not in content
            assert len(re.findall(rb"\n[\d. -]+ l\n", content)) > 500


def contents(page: pikepdf.Page) -> list[Any]:
    stream = page.obj.Contents
    return list(stream) if isinstance(stream, pikepdf.Array) else [stream]


def test_a_pdf_says_where_it_comes_from(book: bytes) -> None:
    information = PdfReader(BytesIO(book)).metadata
    assert information is not None
    assert information.title == small().words.title
    assert from_text(unmarked(str(information["/Keywords"])) or "") == origin_of(small())
    assert json.loads(unmarked(str(information["/Keywords"])) or "")["made"] == "2026-11-23"
