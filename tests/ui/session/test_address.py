"""The address a session begins with: what it says is shown, what it says wrongly is named."""

from __future__ import annotations

from html import unescape

import pytest

from layers.atlas.atlas import Atlas
from maps.scene.pages import PAGES
from maps.scene.permalink import permalink
from maps.scene.scene import View, opening
from tests.ui.frame.test_pages import assert_sound, html, run
from text import LANGUAGES, say
from ui.session.door import KEY
from ui.session.session import Session

MAIN = "ui/frame/main.py"
NOTICE = 'class="atlas-notice"'


def test_the_address_of_a_page_as_it_opens_is_short(atlas: Atlas) -> None:
    for page in PAGES:
        assert len(permalink(opening(atlas, page).checked(atlas), atlas)) < 300


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_address_says_is_shown(lang: str) -> None:
    session = run(
        MAIN, lang=lang, v="1", theme="light", layers="cities,rail", selected="city-huzhou", view="30.5,119.9,9,800x500"
    )
    assert_sound(session)
    remembered: Session = session.session_state[KEY]
    assert (remembered.scene().layers, remembered.scene().selected) == (("cities", "rail"), "city-huzhou")
    assert remembered.looking == View(30.5, 119.9, 9.0, 800, 500)
    assert 'data-feature="city-huzhou"' in html(session)
    assert NOTICE not in html(session)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("layers", "<script>alert(1)</script>"), ("view", "0,0,99"), ("selected", "nobody"),
        ("date", "2019-13"), ("clause", "9.9"), ("filter", "all"), ("v", "2"), ("theme", "blue"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_named_and_never_an_error(name: str, value: str, lang: str) -> None:
    session = run(MAIN, lang=lang, **{name: value})
    assert_sound(session)
    said = say(lang, "permalink.notice", part=say(lang, f"permalink.{name}"), value=value[:40])
    assert said in unescape(html(session))
    assert "<script>" not in html(session), "what an address says is text"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_parameter_is_named_and_the_rest_shown(lang: str) -> None:
    session = run(MAIN, lang=lang, layer="rail", **{"<b>x": "1"})
    part = say(lang, "permalink.key")
    for value, cure in (
        ("layer", say(lang, "permalink.meant", near="layers")),
        ("<b>x", say(lang, "permalink.cure.any")),
    ):
        said = say(lang, "permalink.partly", part=part, value=value)
        assert said in unescape(html(session))
        assert cure in unescape(html(session))
    assert "<b>x" not in html(session), "what an address says is text"


def test_of_a_list_the_unknown_part_is_named_and_the_rest_shown() -> None:
    session = run(MAIN, lang="en", layers="foo,cities")
    said = say("en", "permalink.partly", part=say("en", "permalink.layers"), value="foo")
    assert said in unescape(html(session))
    assert session.session_state[KEY].scene().layers == ("cities",)


def test_a_language_that_there_is_not_is_named() -> None:
    said = say("zh", "permalink.notice", part=say("zh", "permalink.lang"), value="fr")
    assert said in unescape(html(run(MAIN, lang="fr")))


def test_a_notice_stands_until_it_is_read_and_says_what_to_do() -> None:
    """The map tells the session something at once, and with the run that follows a sentence said once would be gone."""
    session = run(MAIN, lang="zh", date="never")
    session.run()
    assert NOTICE in html(session)
    assert say("zh", "permalink.cure.date") in html(session)
    session.button(key="close_notices").click().run()
    assert NOTICE not in html(session)


def test_a_plain_address_has_no_notice() -> None:
    for query in ({}, {"lang": "zh"}, {"lang": "en", "utm_source": "x"}):
        assert NOTICE not in html(run(MAIN, **query))
