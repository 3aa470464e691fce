"""Streamlit's end of the map in the page: small messages both ways. The iframe is the page's own (`shell.js`)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from layers.atlas.atlas import current_atlas
from maps.scene.pages import PAGES, pages
from maps.scene.permalink import permalink
from maps.scene.scene import Scene
from maps.web.document import current_document
from maps.words.changes import changes
from maps.words.grammar import sentences
from maps.words.summarise import describe
from text import say
from ui.briefing import boards
from ui.panels import filters
from ui.report import focus
from ui.server.assets import component
from ui.server.server import map_path
from ui.session.door import Slot, session, told
from ui.session.hosted import hosted
from ui.session.session import CHECKS, Session, view_told

KEY = "atlas_map"
KEPT = 8
WORDS = ("skip", "to_map", "to_side", "side_width", "side_shut", "side_open", "tab_map", "tab_side")
"""What the browser says beside the map."""
KEYS = {
    "help": "?", "search": "/", "tab": "Tab", "move": "← ↑ ↓ →", "zoom": "+ −", "take": "Enter", "end": "Esc",
    "back": "Alt ←", "forward": "Alt →", "print": "Ctrl P",
}  # fmt: skip
"""The keys, by what they do."""


@dataclass
class Voice:
    """What was different in the latest runs, oldest first and numbered, so that the browser reads each out once; of
    what that was told; and by which name the browser knows the session.
    """

    said: tuple[dict[str, Any], ...] = ()
    of: tuple[str, Scene] | None = None
    session: str = field(default_factory=lambda: secrets.token_hex(4))

    def hear(self, now: tuple[str, Scene]) -> tuple[dict[str, Any], ...]:
        """Say what is different from before, if anything is."""
        before, self.of = self.of, now
        if before and (news := _news(before, now)):
            number = self.said[-1]["number"] + 1 if self.said else 1
            self.said = (*self.said[1 - KEPT :], {"number": number, "text": news})
        return self.said


VOICE = Slot("host_voice", Voice)
RESTORED: Slot[int] = Slot("host_restored", int)
"""The number of the last step back or forward that the browser told of."""


HEARD = Slot[dict[str, int]]("host_heard", dict)


def _once(name: str, hear: Callable[[Any], None]) -> Callable[[], None]:
    """What hears a state that the map tells, each telling once.

    Streamlit forgets on a change of the page what a component has told (`st.switch_page`); the browser does not, and
    tells it again with whatever it says next: old tellings are known by their numbers.
    """

    def listen() -> None:
        found, heard = told(KEY, name), HEARD.get()
        number = found.get("number") if isinstance(found, dict) else None
        if isinstance(number, int) and number > heard.get(name, 0):
            HEARD.set(heard | {name: number})
            hear(found.get("value"))

    return listen


PAGED: dict[str, tuple[str, Callable[[Session, object, object], None]]] = {
    "visible": ("layers", Session.set_layers),
    "indicator": ("indicator", Session.set_indicator),
    "hidden": ("hidden", Session.set_hidden),
    "opacity": ("opacity", Session.set_opacity),
    "unnamed": ("unnamed", Session.set_unnamed),
}
"""What the map tells of a page: by the message's name what in it is told, and what remembers that."""


def _of_page(name: str, found: Any) -> None:
    """Remember what a message tells of its page."""
    told_of, remember = PAGED[name]
    if isinstance(found, dict):
        remember(session(), found.get("page"), found.get(told_of))


def _on_selected(found: Any) -> None:
    session().set_selected(found)


def _on_date(found: Any) -> None:
    session().set_date(found)


def _on_clause() -> None:
    focus.open_clause(told(KEY, "clause"))


def _on_export() -> None:
    """The map's own button: its Scene, looking where the map looks, goes to the composer."""
    found, now = told(KEY, "export"), session()
    if isinstance(found, dict) and found.get("page") in PAGES:
        scene = replace(now.scene(found["page"]), view=view_told(found))
        now.go("export", scene=permalink(scene, current_atlas()))


def _on_capture() -> None:
    """The map as it is now becomes a scene of the reader's own storyboard."""
    found = told(KEY, "capture")
    if isinstance(found, dict):
        boards.restore(found.get("kept"))
        boards.keep_map(session().scene(), found)


def _on_restored() -> None:
    """A step back or forward has brought back what the map showed."""
    found, now = told(KEY, "restored"), session()
    if isinstance(found, dict):
        for name in PAGED:
            _of_page(name, found)
        now.bring_back_date(found.get("page"), found.get("date"))
        now.set_selected(_listed(found))
        _restore_beside(found)


def _listed(found: dict[str, Any]) -> str | None:
    """The selected features as the map's own message has them."""
    besides = found.get("besides")
    said = [found.get("selected"), *(besides if isinstance(besides, list) else ())]
    return ",".join(ident for ident in said if isinstance(ident, str)) or None


def _restore_beside(found: dict[str, Any]) -> None:
    """The text and the lists beside the map go back with it; by the number the browser knows the answer."""
    number = found.get("number")
    RESTORED.set(number if isinstance(number, int) else 0)
    if found.get("page") == focus.PAGE:
        focus.bring_back(found.get("clause"))
    if found.get("page") == CHECKS:
        session().set_filter(found.get("filter"))
    if found.get("page") in PAGES:
        filters.bring_back(str(found["page"]), found.get("listed"))


def _news(before: tuple[str, Scene], now: tuple[str, Scene]) -> str:
    place, scene = now
    moved = say(scene.lang, "access.page", name=pages()[place].title(scene.lang)) if place != before[0] else ""
    return sentences([moved, changes(before[1], scene, current_atlas())], scene.lang)


def _keys(lang: str) -> dict[str, Any]:
    """The list of keys that `?` opens."""
    rows = [[key, say(lang, f"keys.{name}")] for name, key in KEYS.items()]
    return {"title": say(lang, "keys.title"), "close": say(lang, "map.close"), "rows": rows}


def _beside(now: Session, scene: Scene) -> dict[str, Any]:
    """What stands beside the map for those who use keyboard or ear; `covered` when the composer's page lies over it."""
    voice = VOICE.get()
    words = {name: say(scene.lang, f"access.{name}") for name in WORDS}
    said = list(voice.hear((now.place, scene)))
    mine = boards.own()
    scenes = len(mine.scenes) if mine else 0
    words["captured"] = say(scene.lang, "access.captured", count=scenes)
    filters.follow(scene)
    # What the browser knows without being told is not sent.
    told_of = {"listed": filters.listed(scene.page), "restored": RESTORED.get()}
    return {
        "said": said, "words": words, "covered": now.place == "export", "session": voice.session, "scenes": scenes,
        "keys": _keys(scene.lang), **{name: value for name, value in told_of.items() if value},
    }  # fmt: skip


def mount(now: Session) -> None:
    """Join the map that the page has started (`ui.server.shell`) and keep it at the session's Scene.

    Geometry never passes here: the document is fetched by its content's address.
    """
    atlas, scene = current_atlas(), now.scene()
    url = map_path(current_document().digest)
    mounted = component(KEY, "host.js", '<div class="atlas-host" tabindex="0"></div>', isolated=False)
    shown = hosted(scene, atlas, now.fragment(scene)) | ({} if now.shows_map else {"address": None})
    mounted(
        key=KEY,
        data={
            **shown, **_beside(now, scene), "url": url, "commands": list(now.commands),
            "description": " ".join(describe(scene, atlas)),
        },
        height="stretch",
        on_selected_change=_once("selected", _on_selected),
        on_date_change=_once("date", _on_date),
        **{f"on_{name}_change": _once(name, partial(_of_page, name)) for name in PAGED},
        on_export_change=_on_export,
        on_clause_change=_on_clause,
        on_capture_change=_on_capture,
        on_restored_change=_on_restored,
    )  # fmt: skip
