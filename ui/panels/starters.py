"""How the overview opens: one finding from the data, and three ways to begin that do what they say."""

from __future__ import annotations

from layers.atlas.atlas import Atlas
from maps.scene.scene import Scene
from maps.words.outcomes import finding
from text import say
from ui.kit import markup
from ui.server.assets import component
from ui.session.door import Slot, session, told

KEY = "atlas_starters"
STARTERS = ("find", "outcome", "briefing")
OUTCOME_PAGE = "transport"
OPENED = Slot("opened_outcomes", bool)
"""Whether the reader asked for plan and outcome: the tab that the page's list then opens with."""


def opening(atlas: Atlas, scene: Scene) -> None:
    """The finding, where the data have one, and the starters."""
    said, rest = finding(atlas, scene.lang)
    if said:
        markup.show("finding", scene.lang, said=said, rest=rest)
    words = {name: say(scene.lang, f"starter.{name}") for name in STARTERS}
    html = '<div class="starters" role="group"></div>'
    starters = component(KEY, "starters.js", html, style="starters.css")
    data = {"label": say(scene.lang, "starter.label"), "words": words}
    starters(key=KEY, data=data, height="content", on_begin_change=_on_begin)


def _on_begin() -> None:
    """Plan and outcome are a tab beside the map of transport; the briefing begins with what is chosen there."""
    wanted = told(KEY, "begin")
    if wanted == "outcome":
        OPENED.set(True)
        session().go(OUTCOME_PAGE)
    elif wanted == "briefing":
        session().go("briefing", present="1")
