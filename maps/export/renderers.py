"""Every renderer of Scenes by the name of its format: one figure, or a series of them in one file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from layers.atlas.atlas import Atlas
from layers.errors import ExportError, Fault, ReviewError
from maps.covers.cover import cover
from maps.lettering.fonts import check
from maps.origin import review
from maps.origin.content import content_code
from maps.origin.provenance import Provenance, provenance
from maps.paper import formats
from maps.plan.plan import Plan, plan
from maps.plan.wording import subject
from maps.scene.scene import Scene
from maps.scene.sheet import Sheet

MEDIA_TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html",
}
LONGEST_NAME = 30
"""Characters of a series' name beside a page's number."""
SERIES = ("pdf", "pptx")
"""The formats that hold more than one figure."""
MOST_SCENES = 60
Progress = Callable[[int, int], None]


def _unwatched(_done: int, _all: int) -> None:
    """Nobody waits for the progress."""


def today() -> date:
    """The day of the wall clock where the server stands, which a date of publication may not be after."""
    return date.today()  # noqa: DTZ011


@dataclass(frozen=True)
class Review:
    """Whose review a figure needs, the provinces it shows, its content code, and what its Sheet lacks."""

    authority: review.Authority
    provinces: tuple[str, ...]
    content: str
    faults: tuple[Fault, ...]


def reviewed(made: Plan, atlas: Atlas) -> Review:
    """What the publication gate says of a figure, by what its frame really shows."""
    found = review.provinces(atlas, made.seen)
    whose, content = review.authority(found), content_code(made.scene, made.sheet, atlas)
    faults = review.faults(made.sheet, authority=whose, province_names=found, content=content, today=today())
    return Review(whose, found, content, faults)


def series_faults(sheet: Sheet) -> tuple[Fault, ...]:
    """Why several maps cannot be made with a Sheet: one review number is of one map."""
    return (ReviewError.fault("several_maps"),) if sheet.mode == "publication" else ()


def _of_each(sheet: Sheet) -> Sheet:
    """The Sheet of every page of a series, without what is of one page: each has a title of its own and shows all."""
    if faults := series_faults(sheet):
        raise ReviewError(faults=faults)
    return sheet.model_copy(update={"title": "", "note": "", "scale": 0})


def _origin(scene: Scene, sheet: Sheet, atlas: Atlas) -> Provenance:
    return provenance(scene, sheet, atlas, content_code(scene, sheet, atlas))


def _within(name: str, made: Plan) -> Plan:
    """A figure that says beside its number of which series it is."""
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    said = " · ".join(part for part in (short, made.words.page) if part)
    check([said])
    return replace(made, words=replace(made.words, page=said))


def _plans(
    atlas: Atlas, scenes: Sequence[Scene], sheet: Sheet, progress: Progress, remarks: Sequence[str], *, name: str
) -> list[Plan]:  # fmt: skip
    plans = []
    for number, scene in enumerate(scenes, start=1):
        said = {"remarks": remarks[number - 1]} if len(remarks) >= number else {}
        paging = {"page": number, "pages": len(scenes)} if len(scenes) > 1 else {}
        titled = {"title": subject(scene)} if name and paging else {}
        made = plan(atlas, scene, sheet.model_copy(update={**said, **paging, **titled}))
        plans.append(_within(name, made) if name else made)
        if sheet.mode == "publication" and (faults := reviewed(plans[-1], atlas).faults):
            raise ReviewError(faults=faults)
        progress(number, len(scenes))
    return plans


def render(
    atlas: Atlas, scenes: Sequence[Scene], sheet: Sheet, file_format: str, *, progress: Progress = _unwatched,
    notes: Sequence[str] = (), name: str = "",
) -> bytes:  # fmt: skip
    """The bytes of a file that shows these Scenes, each checked against the atlas first.

    Of several each has its own title and note, and the scale that fits, whatever the Sheet says. `notes` are the
    speaker notes of a briefing, in place of the maps in words; in a PDF they stand below each map. `name` is what a
    series is called as a whole: its file, its cover, and each page beside its number; a page's title is then the
    subject alone.
    `ExportError` when the format is unknown or holds one figure only, for no Scene or too many, for faults of the
    publication gate, and for whatever the figure itself is refused for.
    """
    if file_format not in MEDIA_TYPES:
        raise ExportError("unknown_format", format=file_format[:20], known=", ".join(MEDIA_TYPES))
    if not 0 < len(scenes) <= (MOST_SCENES if file_format in SERIES else 1):
        raise ExportError("wrong_count", format=file_format, count=len(scenes), most=MOST_SCENES)
    checked = [scene.checked(atlas) for scene in scenes]
    sheet = _of_each(sheet) if len(scenes) > 1 else sheet
    plans = _plans(atlas, checked, sheet, progress, notes if file_format == "pdf" else (), name=name)
    origin = _origin(checked[0], sheet, atlas)
    first = cover(name, plans, atlas) if name and len(plans) > 1 else None
    match file_format:
        case "png":
            return formats.png(plans[0], atlas, origin)
        case "svg":
            return formats.svg(plans[0], atlas, origin)
        case "pdf":
            return formats.pdf(plans, atlas, origin, name, cover=first)
        case "pptx":
            from maps.slides import slides  # noqa: PLC0415  # it brings a library that the other formats need not wait for

            return slides.pptx(plans, atlas, origin, notes=notes, called=name, cover=first)
    from maps.export import standalone  # noqa: PLC0415  # as slides

    return standalone.html(checked[0], sheet, atlas, origin)


def file_name(scene: Scene, sheet: Sheet, file_format: str) -> str:
    """A name for the file: what the Scene is of, its language and the day, in letters that every system takes."""
    parts = ["hangzhou-circle", scene.page, scene.clause or "", scene.date or "", scene.lang, sheet.made]
    return "-".join(part for part in parts if part) + f".{file_format}"
