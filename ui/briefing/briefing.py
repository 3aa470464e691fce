"""The briefing page: choose or make a storyboard beside the map, present it, hand it out."""

from __future__ import annotations

from functools import partial

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from maps.scene.pages import pages
from maps.scene.scene import Scene
from maps.storyboard.presentation import briefing
from maps.storyboard.storyboard import DURATIONS_S, Step, Storyboard, scene_of
from maps.words.faults import sentences
from text import say
from ui.briefing import boards, presenting
from ui.kit import markup
from ui.session.door import session, set_widget, widget

PRESENT, AT = "present", "scene"
_BOARD, _FILE, _EDITED = "board", "board_file", "edited_scene"
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
    from ui.briefing import handout  # noqa: PLC0415  # it brings all that draws on paper, which no other page needs

    atlas, scene = current_atlas(), session().scene()
    markup.show("heading", scene.lang, page=pages()["briefing"])
    board = _choose(atlas, scene.lang)
    _faults(scene.lang)
    _start(board, scene.lang)
    told, made, given = st.tabs([say(scene.lang, f"briefing.{name}") for name in ("scenes", "edit", "handout")])
    with told:
        _list(board, scene)
    with made:
        _own(board, scene)
    with given:
        handout.downloads(atlas, board, scene)


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


def _start(board: Storyboard, lang: str) -> None:
    with st.container(key="atlas_start", horizontal=True):
        st.button(
            say(lang, "briefing.present"), key="present", type="primary", icon=":material/play_arrow:",
            on_click=session().go, args=("briefing",), kwargs={PRESENT: "1", boards.BOARD: board.id},
        )  # fmt: skip
        minutes = round(board.duration_s / SECONDS)
        markup.show("board", lang, count=len(board.scenes), minutes=minutes)


def _list(board: Storyboard, scene: Scene) -> None:
    """Every scene; a click shows it on the map."""
    with st.container(key="atlas_scenes"):
        for place, step in enumerate(board.scenes):
            clause = f" :gray[{step.clause}]" if step.clause else ""
            st.button(
                f"**{place + 1}** {markup.plain(step.said('title', scene.lang))}{clause}", key=f"scene_{place}",
                type="tertiary", width="stretch", on_click=_on_scene, args=(step,),
                help=markup.plain(step.said("line", scene.lang)) or None,
            )  # fmt: skip


def _on_scene(step: Step) -> None:
    atlas, now = current_atlas(), session()
    scene = scene_of(step, atlas, now.lang)
    now.show(scene, fit=scene.framed(atlas))


def _own(board: Storyboard, scene: Scene) -> None:
    lang = scene.lang
    st.button(
        say(lang, "briefing.capture"), key="capture", icon=":material/add_a_photo:", on_click=session().command,
        kwargs={"capture": True},
    )  # fmt: skip
    if boards.is_own(board):
        _edit(board, lang)
    else:
        st.button(say(lang, "briefing.copy"), key="copy_board", on_click=boards.copy, args=(board,))
    # No `type`: Streamlit refuses in English and in a tooltip, ours says it in the reader's language.
    st.file_uploader(say(lang, "briefing.load"), key=_FILE, on_change=_on_file)


def _on_file() -> None:
    """A file was given, or the one that was given is taken away, and with it what was wrong with it."""
    given = widget(_FILE)
    if given is None:
        boards.forgive()
    else:
        boards.take(given.getvalue())


def _edit(board: Storyboard, lang: str) -> None:
    last = len(board.scenes)
    set_widget(_EDITED, min(widget(_EDITED, 1), last))
    place = st.number_input(say(lang, "briefing.which"), 1, last, key=_EDITED) - 1
    step = board.scenes[place]
    with st.container(key="atlas_moves", horizontal=True):
        for name, action, icon in (
            ("up", partial(_on_moved, place, -1), "arrow_upward"),
            ("down", partial(_on_moved, place, 1), "arrow_downward"),
            ("remove", partial(boards.remove, place), "delete"),
        ):
            st.button(say(lang, f"briefing.{name}"), key=f"{name}_scene", icon=f":material/{icon}:", on_click=action)
    _form(step, place, lang)


def _on_moved(place: int, by: int) -> None:
    """The scene that is edited takes its number along."""
    if boards.move(place, by):
        set_widget(_EDITED, place + by + 1)


def _form(step: Step, place: int, lang: str) -> None:
    """What a scene says, in the language of the page. A field's key names the scene: another one fills it anew."""
    keys = {name: f"edited_{name}_{place}_{lang}_{hash(step)}" for name in ("title", "line", "notes", "seconds")}
    with st.form(f"scene_form_{place}_{lang}", border=False):
        st.text_input(say(lang, "briefing.title"), step.said("title", lang), max_chars=80, key=keys["title"])
        st.text_area(say(lang, "briefing.line"), step.said("line", lang), max_chars=600, height=80, key=keys["line"])
        st.text_area(
            say(lang, "briefing.notes"), step.said("notes", lang), max_chars=4000, height=150, key=keys["notes"]
        )
        st.number_input(say(lang, "briefing.seconds"), *DURATIONS_S, step.duration_s, step=5, key=keys["seconds"])
        st.form_submit_button(say(lang, "briefing.keep"), on_click=_on_kept, args=(place, lang, keys))


def _on_kept(place: int, lang: str, keys: dict[str, str]) -> None:
    told = {name: widget(key) for name, key in keys.items()}
    seconds = int(told.pop("seconds"))
    boards.edit(place, **{f"{name}_{lang}": text for name, text in told.items()}, duration_s=seconds)
