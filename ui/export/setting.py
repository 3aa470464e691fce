"""What the composer works with: the Scene one comes from, and the Sheet as the reader has set it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import streamlit as st
from pydantic import ValidationError

from layers.atlas.atlas import Atlas, current_atlas
from maps.export.renderers import Review, reviewed, today
from maps.origin.content import content_code
from maps.origin.provenance import provenance
from maps.paper.formats import png
from maps.plan.extent import Extent, Projection, needed, share_of
from maps.plan.layout import MM_PER_INCH
from maps.plan.plan import Plan, plan
from maps.scene.codec import Notice
from maps.scene.permalink import from_permalink, permalink
from maps.scene.scene import THEMES, Scene, View
from maps.scene.sheet import Sheet
from ui.session.door import Slot, begin_widget, none, session, set_language, set_widget, widget

SCENE, PREFIX, THEME = "scene", "sheet_", "sheet_theme"
SHEET: Slot[Sheet | None] = Slot("sheet", none)
"""How the reader has set it; nothing before the page was drawn."""
DRAWN_IN: Slot[str] = Slot("figure_theme", lambda: THEMES[0])
"""The theme of the figure, whatever the screen's is."""
NO_WIDGET = {"page", "pages"}
PREVIEW_DPI, PREVIEW_PX = 110, 1440
"""The resolution of a preview, and how wide it may be: Streamlit shrinks and blurs what is wider than 1460 px."""
KEPT = 24


def scene() -> tuple[Scene, tuple[Notice, ...]]:
    """The Scene to export, in the reader's language, and what of its address was not understood.

    The address of the page says it (`scene=`); without that it is what the last page shows.
    """
    atlas, asked = current_atlas(), st.query_params.get(SCENE)
    if asked is None:
        asked = permalink(session().scene(), atlas)
        st.query_params[SCENE] = asked
    found, notices = from_permalink(asked, atlas)
    DRAWN_IN.set(widget(THEME, DRAWN_IN.get()))
    return replace(found, lang=session().lang, theme=DRAWN_IN.get()).checked(atlas), notices


def look(view: View) -> None:
    """Look elsewhere (used as a callback): the Scene of the address is the same but for its view."""
    atlas = current_atlas()
    found, _ = from_permalink(st.query_params.get(SCENE) or permalink(session().scene(), atlas), atlas)
    st.query_params[SCENE] = permalink(replace(found, view=view), atlas)


def open_snapshot(address: str, sheet: Sheet) -> None:
    """Work with the Scene and the Sheet of an exported file, in its language and theme (used as a callback)."""
    shown, _ = from_permalink(address, current_atlas())
    set_language(shown.lang)
    st.query_params[SCENE] = address
    set_widget(THEME, shown.theme)
    for name, value in _given(sheet).items():
        set_widget(f"{PREFIX}{name}", value)
    SHEET.set(sheet)


def _given(on: Sheet) -> dict[str, Any]:
    """What the widgets show of a Sheet: the day only of one for publication, since internal ones are of today."""
    return on.model_dump(exclude=NO_WIDGET) | ({} if on.mode == "publication" else {"made": ""})


def restore() -> None:
    """Give the widgets their values back, which Streamlit forgets when one leaves the page.

    A session that knows of none gives none: after a restart of the server it is the browser that still holds them.
    """
    if (kept := SHEET.get()) is None:
        return
    for name, value in _given(kept).items():
        begin_widget(f"{PREFIX}{name}", value)
    begin_widget(THEME, DRAWN_IN.get())


def sheet() -> Sheet:
    """The Sheet that the widgets say: internal ones are of today, those for publication of the day that is given."""
    said = {name: widget(f"{PREFIX}{name}") for name in Sheet.model_fields if name not in NO_WIDGET}
    known = {name: value for name, value in said.items() if value is not None}
    made = _valid(known if said["mode"] == "publication" else known | {"made": today().isoformat()})
    if known:
        SHEET.set(made)
    return made


def _valid(said: dict[str, Any]) -> Sheet:
    """The Sheet of these values; one that cannot be falls back to its default."""
    try:
        return Sheet.model_validate(said)
    except ValidationError as error:
        wrong = {str(item["loc"][0]) for item in error.errors()}
        return Sheet.model_validate({name: value for name, value in said.items() if name not in wrong})


def may_be_compared() -> bool:
    """Whether the page can be compared with what was reviewed: for publication a content code that is none stops it."""
    given = widget(f"{PREFIX}reviewed_content")
    return widget(f"{PREFIX}mode") != "publication" or is_valid("reviewed_content", given)


def is_valid(name: str, value: Any) -> bool:
    """Whether a field of the Sheet can have a value; one that was not given is the default."""
    try:
        Sheet.model_validate({name: value} if value is not None else {})
    except ValidationError:
        return False
    return True


@dataclass(frozen=True)
class Ground:
    """The map on a previewed page: `box` its left, top, width and height as shares of the page's sides, `extent` in
    metres of `projection`, how much that is of the Scene's own (`maps.plan.extent.share_of`), and a word by which the
    page is known again.
    """

    box: tuple[float, float, float, float]
    extent: Extent
    projection: Projection
    share: float
    word: str


def preview(atlas: Atlas, shown: Scene, on: Sheet) -> tuple[bytes, Review]:
    """A small picture of the page as it will be, and what the publication gate says of it.

    `ExportError` when the figure cannot be made.
    """
    return _previewed(atlas, shown, on)[:2]


def ground(atlas: Atlas, shown: Scene, on: Sheet) -> Ground:
    """Where on that picture the map is, and what of the earth it shows; `ExportError` as `preview`."""
    return _previewed(atlas, shown, on)[2]


@lru_cache(maxsize=KEPT)
def _previewed(atlas: Atlas, shown: Scene, on: Sheet) -> tuple[bytes, Review, Ground]:
    dpi = min(PREVIEW_DPI, int(PREVIEW_PX * MM_PER_INCH / on.width_mm))
    made = plan(atlas, shown, on.model_copy(update={"dpi": dpi}))
    picture = png(made, atlas, provenance(shown, on, atlas, content_code(shown, on, atlas)))
    return picture, reviewed(made, atlas), _ground(atlas, made, on, hashlib.sha256(picture).hexdigest()[:12])


def _ground(atlas: Atlas, made: Plan, on: Sheet, word: str) -> Ground:
    frame, width, height = made.layout.frame, on.width_mm, on.height_mm
    box = (frame.x / width, frame.y / height, frame.w / width, frame.h / height)
    share = share_of(needed(atlas, made.scene, made.projection.crs), made.extent)
    return Ground(box, made.extent, made.projection, share, word)
