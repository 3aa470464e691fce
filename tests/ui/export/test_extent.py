"""A frame that is drawn on the preview becomes a view whose page shows that frame, and nothing impossible does."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from pyproj import CRS, Geod, Transformer
from streamlit.testing.v1 import AppTest

from layers.atlas.atlas import Atlas, current_atlas
from layers.errors import ExportError
from maps.plan.extent import Extent, needed, share_of
from maps.plan.plan import Plan, plan
from maps.scene.codec import view_of, view_text
from maps.scene.permalink import from_permalink, permalink
from maps.scene.scene import HOME, Scene, View, opening
from maps.scene.sheet import Sheet
from text import LANGUAGES, say
from ui.export import extent, setting
from ui.export.extent import Choice, understood, view_within

Place = tuple[float, float]

WORD = "0123456789ab"
HUNDREDTH = 0.01
ZOOMED = View(30.2, 120.1, 9.5, 900, 600)
FAR_WEST = View(29.6, 116.4, 8.2, 1500, 700)
FRAMES = [(0.5, 0.1, 0.4), (0.0, 0.0, 1.0), (0.05, 0.65, 0.3)]


def measured(on: Extent, crs: CRS) -> tuple[Place, float, float]:
    """The middle in degrees, and the metres on the ellipsoid across it and up it."""
    west, south, east, north = on
    x, y = (west + east) / 2, (south + north) / 2
    to_degrees = Transformer.from_crs(crs, 4326, always_xy=True).transform
    left, right, low, high = to_degrees(west, y), to_degrees(east, y), to_degrees(x, south), to_degrees(x, north)
    return to_degrees(x, y), metres(left, right), metres(low, high)


def metres(one: Place, other: Place) -> float:
    """The distance of two places on the ellipsoid."""
    return float(Geod(ellps="GRS80").inv(*one, *other)[2])


def asked(made: Plan, left: float, top: float, width: float) -> Extent:
    """The corners of the frame, reckoned anew."""
    west, south, east, north = made.extent
    x, y = west + left * (east - west), north - top * (north - south)
    return x, y - width * (north - south), x + width * (east - west), y


@pytest.mark.parametrize("view", [HOME, ZOOMED, FAR_WEST])
@pytest.mark.parametrize("size", ["a4", "square"])
@pytest.mark.parametrize("frame", FRAMES)
def test_the_page_shows_the_frame_that_was_drawn_on_it(
    view: View, size: Any, frame: tuple[float, float, float], atlas: Atlas
) -> None:
    scene, sheet = replaced(atlas, view), Sheet(size=size, dpi=96)
    before = plan(atlas, scene, sheet)
    found = view_within(setting.ground(atlas, scene, sheet), choice(*frame), view.width)
    assert found is not None
    assert view_of(view_text(found)) == found
    after = plan(atlas, replaced(atlas, found), sheet)
    middle, across, up = measured(asked(before, *frame), before.projection.crs)
    at, wide, high = measured(after.extent, after.projection.crs)
    assert metres(middle, at) < HUNDREDTH * min(across, up)
    # Another legend gives the map other proportions: more is seen on two sides then, and never less.
    assert min(wide / across, high / up) == pytest.approx(1, abs=HUNDREDTH)


def replaced(atlas: Atlas, view: View) -> Scene:
    """The transport map with a view."""
    return replace(opening(atlas, "transport"), view=view)


def choice(left: float, top: float, width: float) -> Choice:
    """A frame that was drawn on a page."""
    return Choice(word=WORD, left=left, top=top, width=width)


@pytest.mark.parametrize("told", [
    {"word": WORD, "left": 0.2, "top": 0.3, "width": 0.5},
    {"word": WORD, "left": 0, "top": 0, "width": 1},
    {"word": WORD, "left": 0.95, "top": 0.5, "width": 0.05},
])  # fmt: skip
def test_a_frame_on_the_map_is_understood(told: dict[str, Any]) -> None:
    found = understood(told)
    assert found is not None
    assert found.model_dump() == told


@pytest.mark.parametrize("told", [
    None, "", 7, [], {}, {"word": WORD},
    {"word": WORD, "left": 0.6, "top": 0.3, "width": 0.5},
    {"word": WORD, "left": 0.2, "top": 0.6, "width": 0.5},
    {"word": WORD, "left": -0.1, "top": 0.3, "width": 0.5},
    {"word": WORD, "left": 0.2, "top": 0.3, "width": 0.04},
    {"word": WORD, "left": 0.2, "top": 0.3, "width": 1.5},
    {"word": WORD, "left": math.nan, "top": 0.3, "width": 0.5},
    {"word": WORD, "left": math.inf, "top": 0.3, "width": 0.5},
    {"word": WORD, "left": "0.2", "top": 0.3, "width": 0.5},
    {"word": WORD, "left": True, "top": 0.3, "width": 0.5},
    {"word": WORD, "left": 0.2, "top": 0.3, "width": 0.5, "more": 1},
    {"word": "<b>", "left": 0.2, "top": 0.3, "width": 0.5},
    {"word": 12, "left": 0.2, "top": 0.3, "width": 0.5},
])  # fmt: skip
def test_what_is_no_frame_on_the_map_is_not(told: object) -> None:
    assert understood(told) is None


def test_a_frame_nearer_than_a_map_may_look_gives_no_view(atlas: Atlas) -> None:
    near = replaced(atlas, View(30.25, 120.15, 14.5))
    on = setting.ground(atlas, near, Sheet(dpi=96))
    assert view_within(on, choice(0.4, 0.4, 0.4), near.view.width) is None
    assert view_within(on, choice(0.0, 0.0, 1.0), near.view.width) is not None


def told_page() -> None:
    """The composer, and a button in place of the browser that tells of a frame."""
    import streamlit  # noqa: PLC0415  # the test tool runs this function alone

    from ui.export import composer, extent  # noqa: PLC0415

    streamlit.button("tell", key="tell", on_click=extent.choose)
    composer.page()


def telling(monkeypatch: pytest.MonkeyPatch, told: dict[str, Any], lang: str = "zh", view: View = ZOOMED) -> AppTest:
    """A session to whose page the browser has told of a frame; without a word of the page that it shows."""
    atlas = current_atlas()
    session = AppTest.from_function(told_page, default_timeout=120)
    session.query_params["lang"] = lang
    session.query_params["scene"] = permalink(replace(opening(atlas, "transport"), view=view, lang=lang), atlas)
    session.run()
    on = setting.ground(atlas, looked_at(session), session.session_state["sheet"])
    monkeypatch.setattr(extent, "told", lambda *_: {"word": on.word} | told)
    return clicked(session, "tell")


def clicked(session: AppTest, key: str) -> AppTest:
    """The session after a click, in which nothing went wrong."""
    session.button(key=key).click().run()
    assert not session.exception
    return session


def looked_at(session: AppTest) -> Scene:
    """The Scene in the address of a session."""
    scene, notices = from_permalink("".join(session.query_params["scene"]), current_atlas())
    assert notices == ()
    return scene


def test_a_frame_changes_the_view_alone(monkeypatch: pytest.MonkeyPatch, atlas: Atlas) -> None:
    session = telling(monkeypatch, {"left": 0.25, "top": 0.25, "width": 0.5})
    found = looked_at(session)
    assert found == replace(replaced(atlas, found.view), lang="zh")
    assert found.view.zoom == pytest.approx(ZOOMED.zoom + 1, abs=0.6)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("fault", "told", "view"), [
    ("stale", {"word": WORD, "left": 0.25, "top": 0.25, "width": 0.5}, ZOOMED),
    ("stale", {"left": 0.9, "top": 0.25, "width": 0.5}, ZOOMED),
    ("near", {"left": 0.4, "top": 0.4, "width": 0.2}, View(30.25, 120.15, 14.5)),
])  # fmt: skip
def test_a_frame_that_is_not_taken_changes_nothing_and_is_told(
    fault: str, told: dict[str, Any], view: View, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(extent, "component", lambda *_, **__: lambda **given: said.append(given["data"]))
    session = telling(monkeypatch, told, lang, view)
    assert looked_at(session).view == view
    # The same again is an answer of its own: the browser hears of nothing that has not changed.
    clicked(session, "tell")
    assert [one["state"] for one in said] == [say(lang, f"export.extent.{one}") for one in ("own", fault, fault)]
    assert said[1] != said[2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_given_scale_leaves_of_the_extent_is_told(
    lang: str, monkeypatch: pytest.MonkeyPatch, atlas: Atlas
) -> None:
    said: list[str] = []
    monkeypatch.setattr(extent, "component", lambda *_, **__: lambda **given: said.append(given["data"]["state"]))
    session = telling(monkeypatch, {"left": 0.25, "top": 0.25, "width": 0.5}, lang)
    sheets: list[Sheet] = []
    for scale in (200_000, 2_000_000):
        session.selectbox(key="sheet_scale").set_value(scale).run()
        sheets.append(session.session_state["sheet"])
    near, far = (setting.ground(atlas, looked_at(session), sheet) for sheet in sheets)
    wanted = needed(atlas, looked_at(session), near.projection.crs)
    assert near.share == share_of(wanted, near.extent) < 1 < far.share
    assert said[-2:] == [
        say(lang, "export.extent.less", share=f"{100 * near.share:.0f}"),
        say(lang, "export.extent.more", times=f"{far.share:.1f}"),
    ]


def test_a_frame_whose_page_cannot_be_made_can_be_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    session = telling(monkeypatch, {"left": 0.25, "top": 0.25, "width": 0.5})
    assert "undo_extent" not in [button.key for button in session.button]

    def refused(*_: object) -> None:
        raise ExportError("no_room")

    with monkeypatch.context() as patch:
        patch.setattr(setting, "preview", refused)
        session.run()
    clicked(session, "undo_extent")
    assert looked_at(session).view == ZOOMED
