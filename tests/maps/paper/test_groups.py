"""A paler layer is as opaque as one drawing: no casing shines through its line, in no format."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from layers.atlas.atlas import current_atlas
from maps.paper.formats import pdf, png, svg
from maps.plan.plan import Plan
from maps.scene.scene import View, opening
from maps.scene.sheet import Sheet
from tests.maps.paper.figures import planned
from tests.maps.paper.test_formats import origin_of

LAYERS = ("roads", "rail", "cities")
SVG = "{http://www.w3.org/2000/svg}"


def at(percent: int, layers: tuple[str, ...] = LAYERS) -> Plan:
    """A sheet whose cased, sleepered and filled layers are as opaque as that, in per cent."""
    opacity = tuple(f"{layer}.{percent}" for layer in layers) if percent < 100 else ()
    usual = opening(current_atlas(), "transport")
    scene = replace(usual, view=View(30.25, 120.1, 9.0), opacity=opacity, unnamed=("all",))
    return planned(scene, Sheet(dpi=96))


def drawn(percent: int, layer: str, file_format: str) -> np.ndarray:
    """The map of the sheet in dots, without its edge, with one layer as opaque as that."""
    made, atlas = at(percent, (layer,)), current_atlas()
    if file_format == "png":
        picture = Image.open(BytesIO(png(made, atlas, origin_of(made))))
    else:
        with pypdfium2.PdfDocument(pdf([made], atlas, origin_of(made))) as file:
            picture = file[0].render(scale=96 / 72).to_pil().convert("RGB")
    frame = made.layout.frame
    edges = (frame.x + 2, frame.y + 2, frame.right - 2, frame.bottom - 2)
    sides = [round(mm / 25.4 * 96) for mm in edges]
    return np.asarray(picture.crop((sides[0], sides[1], sides[2], sides[3])), dtype=float)


@pytest.mark.parametrize(("layer", "file_format"), [("roads", "png"), ("roads", "pdf"), ("rail", "pdf")])
def test_half_as_opaque_is_half_way_between_all_and_nothing_where_lines_lie_on_lines(
    layer: str, file_format: str
) -> None:
    whole, half, faint = (drawn(percent, layer, file_format) for percent in (100, 50, 10))
    nothing = (faint - 0.1 * whole) / 0.9
    inked = np.abs(whole - nothing).max(axis=2) > 60
    assert inked.mean() > 0.005, "there are lines"
    away = np.abs(half - (whole + nothing) / 2).max(axis=2)[inked]
    assert np.percentile(away, 99) < 6


def test_an_svg_has_a_group_a_layer_whose_lines_are_whole() -> None:
    made = at(50)
    root = etree.fromstring(svg(made, current_atlas(), origin_of(made)))
    groups = [group for group in root.iter(f"{SVG}g") if group.get("opacity") == "0.5"]
    held = {inner.get("id", "").partition(".")[0] for group in groups for inner in group.iter(f"{SVG}g")}
    assert set(LAYERS) <= held
    outside = [group for group in root.iter(f"{SVG}g") if group.get("id", "").startswith(("roads.", "rail."))]
    assert all(any(parent in groups for parent in group.iterancestors()) for group in outside)
    pens = {
        path.get("style").partition("stroke-opacity: ")[2].partition(";")[0]
        for group in groups
        for path in group.iter(f"{SVG}path")
    }
    assert "0.5" not in pens


def test_what_is_whole_has_no_group() -> None:
    made, atlas = at(100), current_atlas()
    assert b'opacity="' not in svg(made, atlas, origin_of(made))
    assert forms(pdf([made], atlas, origin_of(made))) == [0]
    faint = at(50)
    samples = sum(item.row.layer in LAYERS and not item.row.is_heading for item in faint.legend.rows)
    assert forms(pdf([faint, faint], atlas, origin_of(faint))) == [len(LAYERS) + samples] * 2


def forms(data: bytes) -> list[int]:
    """How many transparency groups each page of a PDF draws."""
    with pikepdf.open(BytesIO(data)) as file:
        found = []
        for page in file.pages:
            drawn = [str(names[0]) for names, _ in pikepdf.parse_content_stream(page, "Do")]  # type: ignore[misc]  # also inline images
            held = page.Resources.XObject
            found.append(sum("/Group" in held[name] and held[name].Group.S == "/Transparency" for name in drawn))
        return found
