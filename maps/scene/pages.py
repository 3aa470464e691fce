"""The table of pages, `pages.toml`: what each is called and opens with. Everything that knows pages reads it here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from text import DEFAULT

KINDS = Literal["map", "text", "tool"]
Group = Literal["map", "report", "tools", "briefing", "export", "basis"]


class Page(BaseModel):
    """A page: about a theme of the `map`, about the report and the data in `text`, or a `tool` that works with the map
    of the page that one comes from. `group` is what one comes for, `aliases` what else it is looked for by. `layers`
    are ids of the layers that its map opens with.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: KINDS
    group: Group
    icon: str
    zh: str
    en: str
    lead_zh: str
    lead_en: str
    aliases: tuple[str, ...] = ()
    timed: bool = False
    layers: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """What stands behind the server's own address: nothing for the start page."""
        return "" if self.id == START else self.id

    def title(self, lang: str) -> str:
        """What it is called in a language."""
        return self.zh if lang == DEFAULT else self.en

    def lead(self, lang: str) -> str:
        """What it is for, in a sentence or two."""
        return self.lead_zh if lang == DEFAULT else self.lead_en


@cache
def pages() -> Mapping[str, Page]:
    """Every page by its id, in the order of the navigation.

    Raises pydantic's `ValidationError` for a row that is no page: the table comes with the atlas.
    """
    rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {ident: Page.model_validate({"id": ident, **row}) for ident, row in rows.items()}


def grouped(table: Mapping[str, Page]) -> Mapping[Group, tuple[Page, ...]]:
    """The pages of each group that has any, in the order of the header."""
    found = {group: tuple(page for page in table.values() if page.group == group) for group in GROUPS}
    return {group: members for group, members in found.items() if members}


GROUPS: tuple[Group, ...] = get_args(Group)
"""What one comes for, in the order of the header: to look, to read, to measure, to present, to print, to check."""
ADDRESSES = tuple(pages())
"""Every page."""
PAGES = tuple(ident for ident, page in pages().items() if page.kind != "tool")
"""Those that have a map of their own, and so a Scene."""
MAPPED = tuple(ident for ident, page in pages().items() if page.kind == "map")
"""Those that are about a theme of the map."""
TIMED = tuple(ident for ident, page in pages().items() if page.timed)
START = ADDRESSES[0]
