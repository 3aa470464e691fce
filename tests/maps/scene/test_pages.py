"""The table of pages: which there are, what each opens with, and what its titles and addresses are."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from layers.atlas.atlas import Atlas
from maps.scene.pages import ADDRESSES, MAPPED, PAGES, START, TIMED, Page, grouped, pages

THEMES = ("overview", "corridors", "transport", "zones", "places")
TEXTS = ("report", "checks", "sources")
TOOLS = ("briefing", "export")
ROW: dict[str, Any] = {
    "id": "zones", "kind": "map", "group": "map", "icon": "layers", "zh": "先行区", "en": "Zones",
    "lead_zh": "区。", "lead_en": "Areas.",
}  # fmt: skip


def test_pages_are_about_a_theme_about_the_report_or_tools_in_this_order() -> None:
    assert tuple(pages()) == ADDRESSES == (*THEMES, *TEXTS, *TOOLS)
    assert ((*THEMES, *TEXTS), THEMES) == (PAGES, MAPPED)
    assert (TIMED, START) == (("transport", "zones"), "overview")
    kinds = [(page.id, page.kind) for page in pages().values()]
    assert kinds == [
        *((ident, "map") for ident in THEMES), *((ident, "text") for ident in TEXTS),
        *((ident, "tool") for ident in TOOLS),
    ]  # fmt: skip


def test_the_start_page_alone_has_the_servers_own_address() -> None:
    assert [page.path for page in pages().values()] == ["", *ADDRESSES[1:]]


def test_a_page_is_called_and_opens_in_the_readers_language() -> None:
    page = Page(**ROW)
    assert [(page.title(lang), page.lead(lang)) for lang in ("zh", "en")] == [("先行区", "区。"), ("Zones", "Areas.")]


def test_a_page_opens_with_layers_that_there_are_and_a_tool_with_those_of_the_page_before(atlas: Atlas) -> None:
    for page in pages().values():
        assert atlas.known(page.layers) == tuple(ident for ident in atlas.catalogue.ids() if ident in page.layers)
        assert len(atlas.known(page.layers)) == len(page.layers)
        assert bool(page.layers) == (page.id not in TOOLS)


def test_a_row_needs_no_more_than_its_texts_and_has_nothing_that_is_not_known() -> None:
    assert Page(**ROW).model_dump() == ROW | {"aliases": (), "timed": False, "layers": ()}
    for wrong in ({"kind": "menu"}, {"group": "other"}, {"colour": "red"}, {"layers": "cities"}):
        with pytest.raises(ValidationError):
            Page(**ROW | wrong)
    for name in ROW:
        with pytest.raises(ValidationError):
            Page(**{known: value for known, value in ROW.items() if known != name})
    for kind in ("map", "text", "tool"):
        assert Page(**ROW | {"kind": kind}).kind == kind
    with pytest.raises(ValidationError):
        Page(**ROW).zh = "别的"


def test_the_header_has_groups_by_purpose_and_a_group_appears_with_its_first_page() -> None:
    """The order that planners were asked for; tools have no page yet, and so no group."""
    shown = {group: tuple(page.id for page in members) for group, members in grouped(pages()).items()}
    assert list(shown.items()) == [
        ("map", THEMES), ("report", ("report",)), ("briefing", ("briefing",)), ("export", ("export",)),
        ("basis", ("checks", "sources")),
    ]  # fmt: skip
    tool = Page(**ROW | {"id": "tools", "group": "tools"})
    assert list(grouped(dict(pages()) | {"tools": tool})) == ["map", "report", "tools", "briefing", "export", "basis"]


def test_what_else_a_page_is_looked_for_by_repeats_no_part_of_its_name() -> None:
    for page in pages().values():
        names = f"{page.zh}|{page.en}".casefold()
        assert not [alias for alias in page.aliases if alias.casefold() in names], page.id
