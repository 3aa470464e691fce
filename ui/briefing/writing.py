"""Fields of a storyboard: what is written too long is neither cut nor kept, but said, and stays to be shortened."""

from __future__ import annotations

from typing import Any

from maps.scene.scene import LONGEST_NOTE, LONGEST_TITLE
from maps.storyboard.parts import LONGEST_NOTES
from text import say
from ui.kit import markup
from ui.session.door import Slot, set_widget, widget

LONGEST = {"name": LONGEST_TITLE, "title": LONGEST_TITLE, "line": LONGEST_NOTE, "notes": LONGEST_NOTES}
"""The texts that are written here, and how many characters each may have."""
TOO_LONG: Slot[dict[str, tuple[str, Any]]] = Slot("briefing_too_long", dict)
"""By a field's key what was written too long, and what is kept in its place."""


def begin(key: str, value: Any) -> None:
    """Give a field what is kept, or what was written too long instead; one that is right already is not set anew."""
    text, kept = TOO_LONG.get().get(key, (None, None))
    wanted = value if text is None or kept != value else text
    if widget(key) != wanted:
        set_widget(key, wanted)


def taken(key: str, name: str, before: str) -> str | None:
    """What was written into a field (in its callback), nothing where that is too long; `before` is what is kept."""
    text = str(widget(key) or "")
    if len(text) <= LONGEST[name]:
        TOO_LONG.get().pop(key, None)
        return text
    TOO_LONG.get()[key] = (text, before)
    return None


def refusal(key: str, name: str, lang: str) -> None:
    """Say below a field that it has too many characters, where it has."""
    if len(text := str(widget(key) or "")) > LONGEST[name]:
        part = say(lang, f"briefing.{name}")
        said = say(lang, "briefing.too_long", part=part, most=LONGEST[name], count=len(text))
        markup.show("refusal", lang, sentences=[said])
