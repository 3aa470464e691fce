"""What of an address was not understood, said in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from maps.scene.codec import Notice
from text import say
from ui.kit import markup


def show(notices: Iterable[Notice], lang: str) -> None:
    """A line for each part that fell back to its default."""
    for notice in notices:
        part = say(lang, f"permalink.{notice.field}")
        markup.show("notice", lang, text=say(lang, "permalink.notice", part=part))
