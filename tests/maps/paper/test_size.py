"""How large a PDF may be: not much more than what geopandas' own `.plot()` of the same layers takes."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import chain
from typing import Any

import matplotlib as mpl
import numpy as np
import pikepdf
import pytest
import shapely
from matplotlib.figure import Figure

from layers.atlas.atlas import current_atlas
from maps.lettering.fonts import font
from maps.origin.provenance import provenance
from maps.paper.formats import pdf
from maps.plan.plan import Plan
from maps.scene.scene import opening
from maps.scene.sheet import Sheet
from tests.maps.paper.figures import planned

MOST = 1.3
CASES = {
    "places": ("zh", Sheet()),
    "transport": ("en", Sheet(orientation="portrait")),
    "zones": ("zh", Sheet(size="16:9")),
}


def words(made: Plan) -> list[str]:
    """Every line of type on the page."""
    named = [line for label in made.labels for line in label.lines]
    rows = [line for item in made.legend.rows for line in item.lines]
    return [*named, *rows, *chain.from_iterable(text.split("\n") for text in vars(made.words).values())]


def plotted(made: Plan) -> int:
    """Bytes of a PDF with a page as large, on it by `.plot()` what the frame shows of the same layers.

    The same words stand on it in the same typeface, of which matplotlib embeds what is used.
    """
    atlas, sheet, frame = current_atlas(), made.sheet, made.layout.frame
    layers = dict.fromkeys(item.layer for item in made.drawn if not item.style.relief)
    with mpl.rc_context({"pdf.fonttype": 42}):
        page = Figure(figsize=(sheet.width_mm / 25.4, sheet.height_mm / 25.4))
        width, height = sheet.width_mm, sheet.height_mm
        axes = page.add_axes((frame.x / width, 1 - frame.bottom / height, frame.w / width, frame.h / height))
        for layer in layers:
            shapes = atlas.frames[layer].to_crs(made.projection.crs)
            shapes[shapes.intersects(shapely.box(*made.extent))].plot(ax=axes, edgecolor="black", linewidth=0.5)
        axes.set_xlim(made.extent[0], made.extent[2])
        axes.set_ylim(made.extent[1], made.extent[3])
        said = words(made)
        for number, line in enumerate(said):
            page.text(0.05, number / len(said), line, fontproperties=font(6.0), parse_math=False)
        out = BytesIO()
        page.savefig(out, format="pdf")
    return len(out.getvalue())


@pytest.mark.parametrize("page", CASES)
def test_a_pdf_is_not_much_larger_than_what_geopandas_plots(page: str) -> None:
    lang, sheet = CASES[page]
    made = planned(replace(opening(current_atlas(), page), lang=lang), sheet)
    written = pdf([made], current_atlas(), provenance(made.scene, made.sheet, current_atlas()))
    # With the relief, of which geopandas has nothing.
    assert any(item.style.relief for item in made.drawn)
    assert len(written) <= MOST * plotted(made)


def test_the_relief_of_a_pdf_is_a_photograph_and_holds_what_it_is_of() -> None:
    made = planned(opening(current_atlas(), "transport"), Sheet())
    written = pdf([made], current_atlas(), provenance(made.scene, made.sheet, current_atlas()))
    with pikepdf.open(BytesIO(written)) as book:
        assert book.check_pdf_syntax() == []
        used: Any = book.pages[0].obj.Resources.XObject
        (picture,) = [one for one in used.values() if one.Subtype == "/Image"]
        mask = picture.SMask
        assert mask.Filter == "/DCTDecode"
        assert mask.Interpolate
        pixels = pikepdf.PdfImage(mask).as_pil_image().convert("L")
        assert pixels.size == (mask.Width, mask.Height) == (picture.Width, picture.Height)
    assert np.asarray(pixels).min() <= 3
    assert np.asarray(pixels).max() > 100
    frame = made.layout.frame
    assert 60 < pixels.width / (frame.w / 25.4) <= 150
    assert pixels.width / pixels.height == pytest.approx(frame.w / frame.h, rel=0.005)
