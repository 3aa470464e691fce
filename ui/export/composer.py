"""The composer: the page as it will be, and beside it layout, series, data, and the way back from a file."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from layers.atlas.atlas import Atlas, current_atlas
from layers.errors import ExportError
from maps.export.renderers import MEDIA_TYPES, Review, file_name, render
from maps.origin.review import advice
from maps.scene.pages import pages
from maps.scene.scene import LONGEST_NOTE, LONGEST_TITLE, Scene, plain
from maps.scene.sheet import LONG_SIDE_MM, LONGEST_LINE, SCALES, Sheet, denominator_of
from maps.words.faults import sentences
from maps.words.grammar import number
from text import say
from ui.export import batches, extent, setting
from ui.kit import fields, markup, notices
from ui.orders import orders
from ui.session.door import widget

DENOMINATORS = (100_000, 200_000, 250_000, 500_000, 750_000, 1_000_000, 1_500_000, 2_000_000, 3_000_000)
RESOLUTIONS = (96, 150, 200, 300, 400, 600)


def page() -> None:
    """Draw the composer."""
    atlas = current_atlas()
    shown, unknown = setting.scene()
    setting.restore()
    markup.show("heading", shown.lang, page=pages()["export"])
    notices.show(unknown, shown.lang)
    sheet = setting.sheet()
    # The buttons come before all that takes time: what is clicked meanwhile is asked for, and made next.
    downloads = st.empty()
    if sheet.mode == "internal":
        _buttons(downloads, shown.lang, allowed=True)
    bar = orders.tray(shown.lang)
    _tabs(atlas, shown)
    if sheet.mode != setting.sheet().mode:  # a new session learns from the widgets what the browser holds
        st.rerun()
    orders.fulfil(bar, shown.lang, drawn=False)
    _finish(atlas, shown, setting.sheet(), downloads)
    orders.fulfil(bar, shown.lang)


def _tabs(atlas: Atlas, shown: Scene) -> None:
    lang = shown.lang
    names = [say(lang, f"export.{name}") for name in ("layout", "series", "data", "open")]
    layout, series, data, opened = st.tabs(names)
    with layout:
        _layout(lang)
    with series:
        batches.series(atlas, shown)
    with data:
        batches.data(atlas, shown)
    with opened:
        batches.snapshot(atlas, lang)


def _finish(atlas: Atlas, shown: Scene, sheet: Sheet, downloads: DeltaGenerator) -> None:
    """The page as it will be, and for publication the buttons that make it; or why it cannot be made."""
    try:
        picture, review = setting.preview(atlas, shown, sheet)
    except ExportError as error:
        with downloads.container():
            markup.show("refusal", shown.lang, sentences=sentences(error.faults, shown.lang))
            if extent.is_chosen(shown):
                words = say(shown.lang, "export.extent.undo")
                st.button(words, icon=":material/undo:", key="undo_extent", on_click=extent.undo)
        return
    if sheet.mode == "publication":
        allowed = not review.faults and setting.may_be_compared()
        _buttons(downloads, shown.lang, allowed=allowed, review=review)
    with st.container(key="atlas_stage"):
        st.image(picture, alt=say(shown.lang, "export.preview"), output_format="PNG")
        extent.chooser(atlas, shown, sheet)


def _review(review: Review, lang: str) -> None:
    """For publication: whose review it needs, and what is missing."""
    markup.show("review", lang, advice=advice(review.authority, review.provinces, lang), content=review.content)
    if review.faults:
        markup.show("refusal", lang, sentences=sentences(review.faults, lang))


def _buttons(place: DeltaGenerator, lang: str, *, allowed: bool, review: Review | None = None) -> None:
    """A button a format, below what a review says."""
    with place.container(key="atlas_downloads"):
        if review:
            _review(review, lang)
        with st.container(key="atlas_formats", horizontal=True):
            for name in MEDIA_TYPES:
                orders.button(
                    name.upper(), f"{orders.FORMATS}{name}", _order, name,
                    type="primary" if name == "png" else "secondary", disabled=not allowed,
                    help=say(lang, f"export.formats.{name}"),
                )  # fmt: skip


def _order(name: str) -> None:
    """Ask for the page in a format, as the widgets say at this moment (used as a callback)."""
    if not setting.may_be_compared():
        return
    (shown, _), sheet = setting.scene(), setting.sheet()
    orders.order(
        name, file_name(shown, sheet, name), MEDIA_TYPES[name],
        lambda progress: render(current_atlas(), [shown], sheet, name, progress=progress),
    )  # fmt: skip


def _choice(lang: str, name: str, options: tuple[str, ...]) -> None:
    st.segmented_control(
        say(lang, f"export.{name}"), options, default=options[0], key=f"{setting.PREFIX}{name}", required=True,
        format_func=lambda value: say(lang, f"export.{name}_{value.replace(':', '_') or 'own'}"),
    )  # fmt: skip


def _layout(lang: str) -> None:
    """The widgets of a Sheet. Each begins, by itself, with the Sheet's default."""
    key, usual = setting.PREFIX, Sheet()
    _choice(lang, "mode", ("internal", "publication"))
    if widget(f"{key}mode") == "publication":
        _publication(lang)
    own = say(lang, "export.title_own")
    fields.line(lang, say(lang, "export.title"), f"{key}title", LONGEST_TITLE, placeholder=own)
    fields.area(lang, say(lang, "export.note"), f"{key}note", LONGEST_NOTE, height=68)
    _choice(lang, "size", tuple(LONG_SIDE_MM))
    _choice(lang, "orientation", ("landscape", "portrait"))
    _scale(lang)
    _choice(lang, "labels", ("", "zh", "en", "both"))
    _choice(lang, "theme", ("light", "dark"))
    with st.container(horizontal=True):
        st.toggle(say(lang, "export.graticule"), key=f"{key}graticule")
        st.toggle(say(lang, "export.inset"), usual.inset, key=f"{key}inset")
    steps = sorted({*RESOLUTIONS, widget(f"{key}dpi", usual.dpi)})
    st.select_slider(say(lang, "export.dpi"), steps, usual.dpi, key=f"{key}dpi", help=say(lang, "export.dpi_help"))


def _scale(lang: str) -> None:
    """The scale: what fits the view, one of the usual ones, or one that is typed; what is none is said to be none."""
    key = f"{setting.PREFIX}scale"
    given = widget(key)
    known = denominator_of(given)
    options = sorted({0, *DENOMINATORS, *([known] if isinstance(known, int) else [])})

    def said(value: int) -> str:
        return f"1:{number(value, lang)}" if value else say(lang, "export.scale_fit")

    st.selectbox(
        say(lang, "export.scale"), options, key=key, format_func=said, accept_new_options=True,
        help=say(lang, "export.scale_help"),
    )  # fmt: skip
    if not setting.is_valid("scale", given):
        limits = {"least": number(SCALES[0], lang), "most": number(SCALES[1], lang)}
        sentence = say(lang, "export.scale_wrong", value=plain(str(given), 40), **limits)
        markup.show("refusal", lang, sentences=[sentence])


def _publication(lang: str) -> None:
    """What a review asks for."""
    key = setting.PREFIX
    with st.container(key="atlas_publication"):
        fields.line(lang, say(lang, "export.number"), f"{key}review_number", LONGEST_LINE)
        fields.line(lang, say(lang, "export.author"), f"{key}author", LONGEST_LINE)
        # No `date_input`: a day that is typed into it and left by Tab is not taken before a click elsewhere.
        st.text_input(say(lang, "export.day"), key=f"{key}made", placeholder=say(lang, "export.day_form"))
        _wrong(lang, "made", "export.day_wrong")
        help_ = say(lang, "export.content_help")
        st.text_input(say(lang, "export.content"), key=f"{key}reviewed_content", help=help_)
        _wrong(lang, "reviewed_content", "export.content_wrong")


def _wrong(lang: str, name: str, key: str) -> None:
    """Say below a field that what is in it is none of what it asks for, where it is not."""
    if not setting.is_valid(name, given := widget(f"{setting.PREFIX}{name}")):
        markup.show("refusal", lang, sentences=[say(lang, key, value=plain(str(given), 40))])
