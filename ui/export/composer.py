"""The composer: the page as it will be, and beside it layout, series, data, and the way back from a file."""

from __future__ import annotations

from functools import partial

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from layers.errors import ExportError
from maps.export.renderers import MEDIA_TYPES, Review, file_name, render, today
from maps.origin.review import advice
from maps.scene.pages import pages
from maps.scene.scene import LONGEST_NOTE, LONGEST_TITLE, Scene
from maps.scene.sheet import LONG_SIDE_MM, Sheet
from maps.words.faults import sentences
from text import say
from ui.export import batches, setting
from ui.kit import fields, markup, notices
from ui.session.door import widget

RESOLUTIONS = (96, 150, 200, 300, 400, 600)


def page() -> None:
    """Draw the composer."""
    atlas = current_atlas()
    shown, unknown = setting.scene()
    setting.restore()
    markup.show("heading", shown.lang, page=pages()["export"])
    notices.show(unknown, shown.lang)
    downloads = st.container(key="atlas_downloads")
    _tabs(atlas, shown)
    _finish(atlas, shown, setting.sheet(), downloads)


def _tabs(atlas: Atlas, shown: Scene) -> None:
    lang = shown.lang
    names = [say(lang, f"export.{name}") for name in ("layout", "series", "data", "open")]
    layout, series, data, opened = st.tabs(names)
    with layout:
        _layout(lang)
    with series:
        batches.series(atlas, shown, setting.sheet())
    with data:
        batches.data(atlas, shown)
    with opened:
        batches.snapshot(atlas, lang)


def _finish(atlas: Atlas, shown: Scene, sheet: Sheet, downloads: st.delta_generator.DeltaGenerator) -> None:
    """The page as it will be, and the buttons that make it; or why it cannot be made."""
    try:
        picture, review = setting.preview(atlas, shown, sheet)
    except ExportError as error:
        with downloads:
            markup.show("refusal", shown.lang, sentences=sentences(error.faults, shown.lang))
        return
    with downloads:
        _review(sheet, review, shown.lang)
        _buttons(atlas, shown, sheet, allowed=not review.faults)
    with st.container(key="atlas_stage"):
        st.image(picture, alt=say(shown.lang, "export.preview"), output_format="PNG")


def _review(sheet: Sheet, review: Review, lang: str) -> None:
    """For publication: whose review it needs, and what is missing."""
    if sheet.mode == "publication":
        markup.show("review", lang, advice=advice(review.authority, review.provinces, lang), content=review.content)
        if review.faults:
            markup.show("refusal", lang, sentences=sentences(review.faults, lang))


def _buttons(atlas: Atlas, shown: Scene, sheet: Sheet, *, allowed: bool) -> None:
    """A button a format: the file is made when it is asked for, on a thread of its own."""
    with st.container(key="atlas_formats", horizontal=True):
        for name, media_type in MEDIA_TYPES.items():
            st.download_button(
                name.upper(), data=partial(render, atlas, [shown], sheet, name), mime=media_type, key=f"make_{name}",
                file_name=file_name(shown, sheet, name), on_click="ignore",
                type="primary" if name == "png" else "secondary", disabled=not allowed,
                help=say(shown.lang, f"export.formats.{name}"),
            )  # fmt: skip


def _choice(lang: str, name: str, options: tuple[str, ...]) -> None:
    st.segmented_control(
        say(lang, f"export.{name}"), options, key=f"{setting.PREFIX}{name}", required=True,
        format_func=lambda value: say(lang, f"export.{name}_{value.replace(':', '_') or 'own'}"),
    )  # fmt: skip


def _layout(lang: str) -> None:
    key = setting.PREFIX
    _choice(lang, "mode", ("internal", "publication"))
    if widget(f"{key}mode") == "publication":
        _publication(lang)
    own = say(lang, "export.title_own")
    fields.line(lang, say(lang, "export.title"), f"{key}title", LONGEST_TITLE, placeholder=own)
    fields.area(lang, say(lang, "export.note"), f"{key}note", LONGEST_NOTE, height=68)
    _choice(lang, "size", tuple(LONG_SIDE_MM))
    _choice(lang, "orientation", ("landscape", "portrait"))
    _choice(lang, "labels", ("", "zh", "en", "both"))
    _choice(lang, "theme", ("light", "dark"))
    with st.container(horizontal=True):
        st.toggle(say(lang, "export.graticule"), key=f"{key}graticule")
        st.toggle(say(lang, "export.inset"), key=f"{key}inset")
    steps = sorted({*RESOLUTIONS, widget(f"{key}dpi")})
    st.select_slider(say(lang, "export.dpi"), steps, key=f"{key}dpi", help=say(lang, "export.dpi_help"))


def _publication(lang: str) -> None:
    """What a review asks for."""
    key = setting.PREFIX
    with st.container(key="atlas_publication"):
        st.text_input(say(lang, "export.number"), key=f"{key}review_number", max_chars=120)
        st.text_input(say(lang, "export.author"), key=f"{key}author", max_chars=120)
        st.date_input(say(lang, "export.day"), None, setting.EARLIEST, today(), key=setting.DAY)
        hint = say(lang, "export.content_help")
        st.text_input(say(lang, "export.content"), key=f"{key}reviewed_content", max_chars=12, help=hint)
