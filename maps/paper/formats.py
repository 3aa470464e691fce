"""A Plan as the bytes of a PNG, an SVG or a PDF, each with its provenance; the same Plan gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from zlib import Z_RLE

from lxml import etree
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from layers.atlas.atlas import Atlas
from maps.covers.cover import Cover
from maps.lettering.fonts import FAMILY, STACK
from maps.origin.provenance import Provenance, pdf_metadata, png_metadata, svg_metadata
from maps.paper.figure import cover_figure, figure, picture, settings
from maps.paper.ink import HALO_PX, PT_PER_PX
from maps.paper.joined import join
from maps.paper.type import HALO_ID
from maps.plan.plan import Plan

SVG = "http://www.w3.org/2000/svg"


def _png_bytes(made: Figure, dpi: int, information: PngInfo) -> bytes:
    for relief in made.findobj(AxesImage):  # what reads a vector format smooths it by itself
        relief.set_interpolation("bilinear")
    canvas = FigureCanvasAgg(made)
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib has annotated it in part
    pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]  # as above
    # Pages are opaque: three channels instead of four, a quarter less to compress.
    image = Image.frombuffer("RGBA", canvas.get_width_height(), pixels, "raw", "RGBA", 0, 1).convert("RGB")
    out = BytesIO()
    # Maps are flat: run lengths find nearly all of it, in two thirds of the time, for 3 % more bytes.
    image.save(out, "PNG", dpi=(dpi, dpi), pnginfo=information, compress_type=Z_RLE)
    return out.getvalue()


def png(plan: Plan, atlas: Atlas, origin: Provenance) -> bytes:
    """A PNG of the page at the Sheet's resolution."""
    information = PngInfo()
    for key, value in png_metadata(origin, plan.words.title).items():
        information.add_itxt(key, value)
    with settings():
        return _png_bytes(figure(plan, atlas), plan.sheet.dpi, information)


def map_png(plan: Plan, atlas: Atlas, dpi: int) -> bytes:
    """A PNG of the map alone, without what stands around it, as a slide takes it."""
    with settings():
        return _png_bytes(picture(plan, atlas, dpi), dpi, PngInfo())


def _halo(text: etree._Element, halo: str) -> etree._Element:
    """What stands behind a text: its letters once more, as an edge without a fill."""
    made = deepcopy(text)
    kept = [part for part in text.get("style", "").split(";") if part.strip() and not part.strip().startswith("fill")]
    edge = f"fill: none; stroke: {halo}; stroke-width: {HALO_PX * PT_PER_PX:g}px; stroke-linejoin: round"
    made.set("style", "; ".join([*(part.strip() for part in kept), edge]))
    made.set("aria-hidden", "true")
    made.tail = None
    return made


def _put_halos(root: etree._Element, halo: str) -> None:
    """Halos as elements of their own, all of them beneath all the texts they belong to.

    An edge said of the text itself, to be painted first, covers the letters in LibreOffice and Illustrator: they do not
    know `paint-order` (https://www.w3.org/TR/SVG2/painting.html#PaintOrder).
    """
    haloed = [group for group in root.iter(f"{{{SVG}}}g") if group.get("id", "").startswith(HALO_ID)]
    beneath: dict[etree._Element, etree._Element] = {}
    for group in haloed:
        parent = group.getparent()
        if parent not in beneath:
            beneath[parent] = etree.Element(f"{{{SVG}}}g", {"id": f"halos.{len(beneath)}"})
            group.addprevious(beneath[parent])
        beneath[parent].extend(_halo(text, halo) for text in group.findall(f".//{{{SVG}}}text"))


def _readable(drawn: bytes, halo: str) -> bytes:
    """The SVG with typefaces that other machines have, and halos behind the texts.

    The document type is left out: it names an address.
    """
    root = etree.fromstring(drawn, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    join(root)
    stack = ", ".join(name if name.isalpha() or "-" in name else f"'{name}'" for name in STACK)
    for text in root.iter(f"{{{SVG}}}text"):
        text.set("style", text.get("style", "").replace(f"'{FAMILY}'", stack))
    _put_halos(root, halo)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def svg(plan: Plan, atlas: Atlas, origin: Provenance) -> bytes:
    """An SVG of the page: text as text, every feature a group named by its layer and id."""
    out = BytesIO()
    with settings():
        figure(plan, atlas, apart=True).savefig(out, format="svg", metadata=svg_metadata(origin, plan.words.title))
    return _readable(out.getvalue(), plan.colors["halo"])


def pdf(
    plans: Sequence[Plan], atlas: Atlas, origin: Provenance, name: str = "", *, cover: Cover | None = None
) -> bytes:  # fmt: skip
    """A PDF of one page a Plan, with a name or its first page's: vector, typeface embedded, selectable text.

    A cover stands before them, and is no page that is counted.
    """
    from matplotlib.backends.backend_pdf import PdfPages  # noqa: PLC0415  # it brings a writer of fonts

    from maps.paper.finish import finished  # noqa: PLC0415  # as above, a reader of PDFs

    out = BytesIO()
    with settings(), PdfPages(out, metadata=pdf_metadata(origin, name or plans[0].words.title)) as book:
        if cover:
            book.savefig(cover_figure(cover))
        for plan in plans:
            book.savefig(figure(plan, atlas))
    return finished(out.getvalue(), uncounted=1 if cover else 0)
