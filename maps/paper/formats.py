"""A Plan as the bytes of a PNG, an SVG or a PDF, each with its provenance; the same Plan gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from zlib import Z_RLE

from lxml import etree
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from layers.atlas.atlas import Atlas
from maps.origin.provenance import Provenance, pdf_metadata, png_metadata, svg_metadata
from maps.paper.figure import figure, picture, settings
from maps.paper.ink import HALO_PX
from maps.paper.joined import join
from maps.paper.type import HALO_ID
from maps.plan.fonts import FAMILY, STACK
from maps.plan.plan import Plan

SVG = "http://www.w3.org/2000/svg"


def _png_bytes(canvas: FigureCanvasAgg, dpi: int, information: PngInfo) -> bytes:
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
        return _png_bytes(FigureCanvasAgg(figure(plan, atlas)), plan.sheet.dpi, information)


def map_png(plan: Plan, atlas: Atlas, dpi: int) -> bytes:
    """A PNG of the map alone, without what stands around it, as a slide takes it."""
    with settings():
        return _png_bytes(FigureCanvasAgg(picture(plan, atlas, dpi)), dpi, PngInfo())


def _readable(drawn: bytes, halo: str) -> bytes:
    """The SVG with typefaces that other machines have, and halos as strokes of the texts themselves.

    The document type is left out: it names an address.
    """
    root = etree.fromstring(drawn, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    join(root)
    stack = ", ".join(name if name.isalpha() or "-" in name else f"'{name}'" for name in STACK)
    edge = f"; paint-order: stroke; stroke: {halo}; stroke-width: {HALO_PX * 0.75:g}px; stroke-linejoin: round"
    for group in root.iter(f"{{{SVG}}}g"):
        haloed = group.get("id", "").startswith(HALO_ID)
        for text in group.findall(f".//{{{SVG}}}text") if haloed else ():
            text.set("style", text.get("style", "") + edge)
    for text in root.iter(f"{{{SVG}}}text"):
        text.set("style", text.get("style", "").replace(f"'{FAMILY}'", stack))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def svg(plan: Plan, atlas: Atlas, origin: Provenance) -> bytes:
    """An SVG of the page: text as text, every feature a group named by its layer and id."""
    out = BytesIO()
    with settings():
        figure(plan, atlas, apart=True).savefig(out, format="svg", metadata=svg_metadata(origin, plan.words.title))
    return _readable(out.getvalue(), plan.colors["halo"])


def pdf(plans: Sequence[Plan], atlas: Atlas, origin: Provenance) -> bytes:
    """A PDF of one page a Plan: vector, typeface embedded, text that can be selected."""
    from matplotlib.backends.backend_pdf import PdfPages  # noqa: PLC0415  # it brings a writer of fonts

    out = BytesIO()
    with settings(), PdfPages(out, metadata=pdf_metadata(origin, plans[0].words.title)) as book:
        for plan in plans:
            book.savefig(figure(plan, atlas))
    return out.getvalue()
