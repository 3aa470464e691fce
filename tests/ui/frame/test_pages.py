"""Every page in both languages, and the frame around them, as a session runs them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from layers.atlas.atlas import Atlas
from layers.report.outline import unplaced_of
from maps.scene.pages import ADDRESSES, PAGES, pages
from text import LANGUAGES, say
from ui.kit.table import UNSAID
from ui.session.door import KEY
from ui.session.session import Session

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = ("app.py", "ui/frame/main.py")
HOSTILE = ["<script>", "{{7*7}}", "zh" * 5_000, "ZH", "", "\u2028", "../../etc/passwd", "français", "zh\x00"]
SECONDS = 60


def run(script: str, **query: str) -> AppTest:
    """A session that opened a script with a query string."""
    session = AppTest.from_file(str(ROOT / script), default_timeout=SECONDS)
    for name, value in query.items():
        session.query_params[name] = value
    return session.run()


def html(session: AppTest) -> str:
    """All HTML that a session shows."""
    return "\n".join(element.proto.body for element in session.get("html"))


def heading(session: AppTest) -> list[str]:
    """The first-order headings that a session shows."""
    return re.findall(r"<h1>(.*?)</h1>", html(session))


def assert_sound(session: AppTest) -> None:
    """No exception, no fault, no template left over."""
    assert not session.exception
    assert 'class="atlas-fault"' not in html(session)
    assert not session.error
    assert not session.warning


def test_every_page_has_its_file() -> None:
    assert sorted(path.stem for path in (ROOT / "pages").glob("*.py")) == sorted(ADDRESSES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_speaks_the_language_it_is_asked_for(page: str, lang: str) -> None:
    session = run(f"pages/{page}.py", lang=lang)
    assert_sound(session)
    assert heading(session) == [pages()[page].title(lang)]
    assert say(lang, "panel.table") in [tab.label for tab in session.tabs]
    assert len(session.dataframe[0].value)
    assert session.dataframe[0].proto.placeholder == UNSAID, "no None in a reader's table"
    assert session.dataframe[0].proto.row_height > 64, "lines are broken, which are cut in lower rows"
    other = next(name for name in LANGUAGES if name != lang)
    assert pages()[page].lead(other) not in html(session)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("script", SCRIPTS)
def test_the_frame_runs(script: str, lang: str) -> None:
    session = run(script, lang=lang)
    assert_sound(session)
    assert heading(session) == [pages()["overview"].title(lang)]
    assert session.button(key="lang_zh").label == "中文"


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:20])
def test_an_unknown_language_falls_back(value: str) -> None:
    session = run("pages/places.py", lang=value)
    assert_sound(session)
    assert heading(session) == [pages()["places"].title("zh")]
    assert session.query_params["lang"] in ("zh", ["zh"])
    assert value not in html(session) or value in ("", "zh")


@pytest.mark.parametrize("name", ["page", "layers", "selected", "theme", "<script>", "x" * 5_000])
def test_an_unknown_parameter_changes_nothing(name: str) -> None:
    session = run("pages/places.py", **{name: "<script>alert(1)</script>"})
    assert_sound(session)
    assert "alert(1)" not in html(session)


def test_the_language_button_changes_the_language() -> None:
    session = run("app.py", lang="zh")
    session.button(key="lang_en").click().run()
    assert_sound(session)
    assert heading(session) == [pages()["overview"].title("en")]
    assert session.query_params["lang"] in ("en", ["en"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_selected_feature_is_told_and_can_be_cleared(lang: str, atlas: Atlas) -> None:
    session = run("pages/overview.py", lang=lang)
    session.session_state[KEY].selected = "city-hangzhou"
    session.run()
    assert_sound(session)
    assert 'data-feature="city-hangzhou"' in html(session)
    session.button(key="clear_selection").click().run()
    assert_sound(session)
    assert 'data-feature="city-hangzhou"' not in html(session)
    assert say(lang, "panel.nothing_selected") in html(session)


@pytest.mark.parametrize(
    "state",
    [
        {"selected": "nobody"}, {"selected": "<script>"}, {"layers": {"places": ("nothing",)}},
        {"layers": {"places": ()}}, {"date": "<script>"},
    ],
    ids=repr,
)  # fmt: skip
def test_a_session_that_remembers_nonsense_still_runs(state: dict[str, Any]) -> None:
    session = AppTest.from_file(str(ROOT / "pages/places.py"), default_timeout=SECONDS)
    session.session_state[KEY] = Session(**state)
    session.run()
    assert_sound(session)
    assert "<script" not in html(session)
    assert len(heading(session)) == 1


def test_a_page_without_layers_says_what_to_do() -> None:
    session = AppTest.from_file(str(ROOT / "pages/places.py"), default_timeout=SECONDS)
    session.session_state[KEY] = Session(layers={"places": ()})
    session.run()
    assert say("zh", "panel.no_rows") in html(session)
    assert say("zh", "summary.empty") in html(session)


def test_the_sources_page_lists_every_source(atlas: Atlas) -> None:
    shown = html(run("pages/sources.py", lang="en"))
    for ident in atlas.sources:
        assert f'<article id="{ident}">' in shown


def test_table_and_count_leave_out_what_the_legend_has_put_away() -> None:
    session = run("pages/transport.py", lang="zh")
    before = session.dataframe[0].value
    session.session_state[KEY].set_hidden("transport", ["gateways.airport"])
    session.run()
    left = session.dataframe[0].value
    assert len(left) < len(before)
    assert set(before["kind"]) - set(left["kind"]) == {"机场"}
    said = " ".join(caption.value for caption in session.caption)
    assert say("zh", "panel.visible", count=len(left)) in said
    assert say("zh", "panel.unlisted", count=2) in said, "as many more as the words count"


def test_what_has_no_place_begins_with_the_open_clause_and_a_chip_takes_that_back(atlas: Atlas) -> None:
    about = [item.names["zh"] for item in unplaced_of(atlas, "3.1")]
    session = run("pages/report.py", lang="zh", clause="3.1")
    listed = re.compile(r"<li><b>(.*?)</b>")
    assert listed.findall(html(session)) == about
    assert say("zh", "panel.unlocated", count=len(about)) in [tab.label for tab in session.tabs]
    session.button("drop_unplaced_3.1").click().run()
    assert_sound(session)
    assert set(about) < set(listed.findall(html(session)))
