"""The presentation as a session starts it: what the browser is handed, and what happens when the presenter goes out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from layers.atlas.atlas import Atlas
from maps.storyboard.file import builtin
from maps.storyboard.presentation import briefing
from maps.storyboard.storyboard import Storyboard
from maps.web.document import Document
from text import LANGUAGES, say, table
from ui.briefing import presenting
from ui.kit import files
from ui.server.assets import prefix
from ui.server.server import map_path

SECONDS = 60
TEXT = re.compile(r"\btexts\.([a-z_]+)")
NAMED = re.compile(r'\["([a-z_]+)", "[^a-z]')
Given = Callable[..., dict[str, Any]]


def show(told: dict[str, object], index: int, lang: str, theme: str) -> None:
    from ui.briefing import presenting  # noqa: PLC0415  # AppTest takes the function's source for a script of its own

    presenting.present(told, index, lang, theme)


def go_out() -> None:
    from ui.briefing import presenting  # noqa: PLC0415  # as in show

    presenting._on_left()


@pytest.fixture
def board(atlas: Atlas) -> Storyboard:
    return builtin(atlas)[0]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """What the browser is handed under an address."""

    def run(told: dict[str, Any], index: int = 0, lang: str = "zh", theme: str = "light", **query: str) -> Any:
        handed: list[dict[str, Any]] = []
        monkeypatch.setattr(presenting, "_component", lambda: lambda **given: handed.append(given))
        session = AppTest.from_function(show, args=(told, index, lang, theme), default_timeout=SECONDS)
        for name, value in query.items():
            session.query_params[name] = value
        assert not session.run().exception
        return handed[-1]

    return run


def test_the_component_runs(atlas: Atlas, board: Storyboard) -> None:
    told = briefing(board, atlas), 0, "zh", "light"
    session = AppTest.from_function(show, args=told, default_timeout=SECONDS).run()
    assert not session.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_browser_gets_the_briefing_and_all_it_needs(
    given: Given, atlas: Atlas, board: Storyboard, document: Document, lang: str
) -> None:
    told = briefing(board, atlas)
    data = given(told, 3, lang, "dark")["data"]
    assert data == {
        "map": map_path(document.digest), "prefix": prefix(), "board": board.id, "briefing": told, "index": 3,
        "lang": lang, "theme": "dark", "texts": table(lang)["present"],
    }  # fmt: skip
    assert json.loads(json.dumps(data)) == data


def test_the_address_names_a_board_that_the_session_has_lost(given: Given, atlas: Atlas, board: Storyboard) -> None:
    told = briefing(board, atlas)
    assert given(told, board="own")["data"]["board"] == "own"
    assert given(told, board=board.id)["data"]["board"] == board.id
    assert given(told, board="")["data"]["board"] == board.id


def test_going_out_is_heard(given: Given, atlas: Atlas, board: Storyboard) -> None:
    assert given(briefing(board, atlas))["on_left_change"] is presenting._on_left


@pytest.mark.parametrize("asked", [{"present": "1", "board": "x"}, {"board": "x"}])
def test_going_out_leaves_the_address_of_the_page(asked: dict[str, str]) -> None:
    session = AppTest.from_function(go_out, default_timeout=SECONDS)
    for name, value in asked.items():
        session.query_params[name] = value
    assert not session.run().exception
    assert session.query_params == {"board": "x"}


def test_the_style_travels_as_an_inert_text(atlas: Atlas) -> None:
    first, _, rest = presenting.script(atlas).partition("\n")
    match = re.fullmatch(r"const STYLE = (.*);", first)
    assert match
    style = json.loads(match[1])
    assert "<" not in match[1]
    for theme, colors in atlas.catalogue.palette.items():
        assert f':host([data-theme="{theme}"]){{' in style
        assert f"--c-paper:{colors['paper']};" in style
    assert rest == files.text_of("present.js")
    assert "STYLE" in rest
    assert presenting.script(atlas) is presenting.script(atlas)


def test_every_text_that_the_scripts_ask_for_is_there() -> None:
    modules = [files.path_of(f"{name}.js") for name in ("share", "stage", "present")]
    script = "\n".join(path.read_text(encoding="utf-8") for path in modules)
    asked = set(TEXT.findall(script)) | set(NAMED.findall(script))
    assert {"loading", "follow", "end", "share_title"} <= asked
    assert not asked - set(table("zh")["present"])
    with pytest.raises(KeyError):
        say("zh", "present.nowhere")


def test_every_colour_is_one_of_the_palette(atlas: Atlas) -> None:
    names = set(re.findall(r"var\(--c-([a-z_]+)\)", files.text_of(*presenting.STYLES, "speaker.css", "follow.css")))
    assert names
    for colors in atlas.catalogue.palette.values():
        assert not names - set(colors)
