"""The briefing page: choose or make a storyboard beside the map, present it, hand it out."""

from __future__ import annotations

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from maps.scene.codec import Notice
from maps.scene.pages import pages
from maps.storyboard.presentation import briefing
from maps.storyboard.storyboard import Storyboard
from maps.words.faults import sentences
from text import say
from ui.briefing import boards, presenting, writing
from ui.briefing.shelf import News
from ui.kit import markup, notices
from ui.orders import orders
from ui.session.door import session, set_widget, widget

PRESENT, AT = "present", "scene"
_BOARD, _FILE = "board", "board_file"
"""Keys of widgets: set before the widget stands, or by its callback."""
SHOWN_FAULTS = 8
SECONDS = 60


def is_presenting() -> bool:
    """Whether the address asks for the presentation instead of the page."""
    return st.query_params.get(PRESENT) == "1"


def present() -> None:
    """The presentation of the chosen storyboard, from the scene that the address names."""
    atlas, now = current_atlas(), session()
    board = boards.chosen(atlas)
    presenting.present(briefing(board, atlas), _asked(len(board.scenes)), now.lang, now.theme)


def _asked(count: int) -> int:
    """The scene to begin with, counted from 0; the address counts from 1."""
    said = st.query_params.get(AT, "")
    return min(int(said), count) - 1 if said.isascii() and said.isdigit() and 0 < len(said) < 4 and int(said) else 0  # noqa: PLR2004


def page() -> None:
    """Draw the page's side panel."""
    from ui.briefing import editing, handout, keeping  # noqa: PLC0415  # they bring all that draws on paper, which no other page needs

    atlas, lang = current_atlas(), session().scene().lang
    markup.show("heading", lang, page=pages()["briefing"])
    notices.show([Notice("board", ident) for ident in boards.lost(atlas)], lang)
    board = _choose(atlas, lang)
    _faults(lang)
    _start(board, lang)
    made, given = st.tabs([say(lang, f"briefing.{name}") for name in ("edit", "outputs")])
    with made:
        _tools(board, lang)
        editing.scenes(board, lang)
        _take_in(lang)
        _files(board, lang)
    with given:
        bar = handout.outputs(atlas, board, lang)
    keeping.mount(board)
    orders.fulfil(bar, lang)


def _choose(atlas: Atlas, lang: str) -> Storyboard:
    found = boards.all_boards(atlas)
    now = boards.chosen(atlas)
    set_widget(_BOARD, now.id)
    names = {ident: board.said("title", lang) for ident, board in found.items()}
    st.selectbox(
        say(lang, "briefing.board"), list(found), key=_BOARD, format_func=names.__getitem__, on_change=_on_chosen
    )
    return now


def _on_chosen() -> None:
    boards.choose(widget(_BOARD))


def _faults(lang: str) -> None:
    # The container is always there, so that the tabs below it keep their place, and the reader the tab that is open.
    with st.container(key="atlas_board_faults", gap=None):
        wrong = boards.faults()
        if wrong:
            said = sentences(wrong[:SHOWN_FAULTS], lang)
            more = len(wrong) - SHOWN_FAULTS
            said += [say(lang, "briefing.more_faults", count=more)] if more > 0 else []
            markup.show("refusal", lang, sentences=said)
        if boards.SHELF.get().unread:
            with st.container(key="atlas_unread", horizontal=True):
                for name, act in (("save_unread", boards.save_unread), ("drop_unread", boards.drop_unread)):
                    st.button(say(lang, f"briefing.{name}"), key=name, on_click=act, type="tertiary")
        if news := boards.SHELF.get().news:
            markup.show("notice", lang, text=_told(news, lang))


def _told(news: News, lang: str) -> str:
    """What another window or a file has changed, in a sentence."""
    said = {
        name: board.said("title", lang) if name.endswith("title") else len(board.scenes)
        for board, names in ((news.board, ("title", "count")), (news.before, ("old_title", "old_count")))
        for name in names
        if board
    }
    return say(lang, f"briefing.news.{news.what}", **said)


def _start(board: Storyboard, lang: str) -> None:
    with st.container(key="atlas_start", horizontal=True):
        st.button(
            say(lang, "briefing.present"), key=f"present_{board.id}", type="primary", icon=":material/play_arrow:",
            on_click=_on_present, args=(board.id,),
        )  # fmt: skip
        minutes = round(board.duration_s / SECONDS)
        markup.show("board", lang, count=len(board.scenes), minutes=minutes)


def _on_present(ident: str) -> None:
    """What was shown when the button was pressed is what starts, whatever the browser has given back since."""
    boards.choose(ident)
    session().go("briefing", **{PRESENT: "1", boards.BOARD: ident})


def _tools(board: Storyboard, lang: str) -> None:
    """What is done to a storyboard as a whole: its name, another one like it, away with it, and the way back."""
    mine = boards.is_own(board)
    if mine:
        _name(board, lang)
    with st.container(key="atlas_board_tools", horizontal=True):
        st.button(
            say(lang, "briefing.copy"), key="copy_board", icon=":material/content_copy:", on_click=boards.copy,
            args=(board.id,),
        )  # fmt: skip
        if mine:
            st.button(say(lang, "briefing.drop"), key="drop_board", icon=":material/delete:", on_click=boards.drop)
        shelf = boards.SHELF.get()
        for name, action, there in (("undo", _on_undo, shelf.past), ("redo", _on_redo, shelf.future)):
            if shelf.past or shelf.future:
                label = say(lang, f"briefing.{name}")
                st.button(label, key=f"{name}_board", icon=f":material/{name}:", on_click=action, disabled=not there)


def _on_undo() -> None:
    from ui.briefing import editing  # noqa: PLC0415  # as in `page`

    boards.undo()
    editing.follow()


def _on_redo() -> None:
    from ui.briefing import editing  # noqa: PLC0415  # as in `page`

    boards.redo()
    editing.follow()


def _name(board: Storyboard, lang: str) -> None:
    key, said = f"name_{board.id}_{lang}", board.said("title", lang)
    writing.begin(key, said)
    st.text_input(say(lang, "briefing.name"), key=key, on_change=_on_named, args=(key, lang, said))
    writing.refusal(key, "name", lang)


def _on_named(key: str, lang: str, before: str) -> None:
    text = writing.taken(key, "name", before)
    if text is not None:
        boards.rename(text, lang)


def _take_in(lang: str) -> None:
    from ui.briefing import editing  # noqa: PLC0415  # as in `page`

    with st.container(key="atlas_take_in", horizontal=True):
        for name, what, icon in (("capture", "below", "add_a_photo"), ("begin", "new", "note_add")):
            st.button(
                say(lang, f"briefing.{name}"),
                key=name,
                icon=f":material/{icon}:",
                on_click=editing.take_in,
                args=(what,),
            )


def _files(board: Storyboard, lang: str) -> None:
    """Save and load, side by side."""
    from ui.briefing import handout  # noqa: PLC0415  # as in `page`

    with st.container(key="atlas_files"):
        saving, loading = st.columns(2, vertical_alignment="bottom")
        with saving:
            handout.save(board, lang)
        with loading:
            # No `type`: Streamlit refuses in English and in a tooltip, ours says it in the reader's language.
            st.file_uploader(say(lang, "briefing.load"), key=_FILE, on_change=_on_file)


def _on_file() -> None:
    """A file was given, or the one that was given is taken away, and with it what was wrong with it."""
    given = widget(_FILE)
    if given is None:
        boards.forgive()
    else:
        boards.take(given.name, given.getvalue())
