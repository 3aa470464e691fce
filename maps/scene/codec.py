"""A Scene as texts by name, and back: the one form in which addresses, files, messages and storyboards say it.

    page=transport lang=zh theme=light layers=cities,rail view=30.05,119.55,8.5,960x600 selected=…,… date=2019-07
    indicator=density.2020.cities.quantiles hidden=rail.maglev,status.planned opacity=rail.60,roads.30
    unnamed=stations clause=2.6.1 filter=differs
    named=rail-huhang,rail-hangqu title=… note=…

What is not said is as the page opens. What a text says is hostile until `decode` has checked it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from layers.atlas.atlas import Atlas
from maps.scene.hidden import by_row
from maps.scene.pages import PAGES, TIMED
from maps.scene.scene import HOME, Scene, View, opening, thematic_of

LISTED = ("named", "hidden", "opacity", "unnamed")
"""What is said as a list, comma between, besides layers and selection."""
PLAIN = ("lang", "theme", "date", "indicator", "clause", "filter", "title", "note")
"""What is said as it stands."""
DRAWN = ("lang", "theme", "layers", "view", "selected", "date", "indicator", "hidden", "opacity", "unnamed")
"""What the map document is told: it knows no pages and no clauses, but which features stand out."""
_NUMBER = r"-?\d{1,3}(?:\.\d{1,6})?"
_VIEW = re.compile(rf"({_NUMBER}),({_NUMBER}),({_NUMBER})(?:,(\d{{1,5}})x(\d{{1,5}}))?", re.ASCII)


@dataclass(frozen=True)
class Notice:
    """A part that was not understood, cut short. The rest of it was `kept`, or it fell back to its default; `near` is
    what was probably meant, where that can be told.
    """

    field: str
    value: str = ""
    kept: bool = False
    near: str = ""


def _number(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")


def _place(view: View) -> str:
    return ",".join(_number(value) for value in (view.lat, view.lng, view.zoom))


def view_text(view: View) -> str:
    """A view as text: latitude, longitude, zoom, and the size of the map where it is not the usual one."""
    usual = (view.width, view.height) == (HOME.width, HOME.height)
    return _place(view) if usual else f"{_place(view)},{view.width}x{view.height}"


def view_of(text: str) -> View | None:
    """The view that a text says; None when it says none that the map can show."""
    match = _VIEW.fullmatch(text)
    if match is None:
        return None
    lat, lng, zoom, width, height = match.groups()
    size = (int(width), int(height)) if width else (HOME.width, HOME.height)
    view = View(float(lat), float(lng), float(zoom), *size)
    return view if view.checked() == view else None


def encode(scene: Scene) -> dict[str, str]:
    """Everything that a Scene says, as texts; `layers` always, of the others what it has."""
    said = {"page": scene.page, "layers": ",".join(scene.layers)}
    said |= {"view": view_text(scene.view)} if scene.view != HOME else {}
    said |= {"selected": ",".join(scene.selection)} if scene.selection else {}
    said |= {name: ",".join(items) for name in LISTED if (items := getattr(scene, name))}
    return said | {name: value for name in PLAIN if (value := getattr(scene, name))}


def decode(said: Mapping[str, str], atlas: Atlas) -> tuple[Scene, tuple[Notice, ...]]:
    """The checked Scene that texts say, and a notice for each that was not understood. Never raises."""
    asked = said.get("page", "")
    page = asked if asked in PAGES else PAGES[0]
    notices = [] if asked in ("", *PAGES) else [Notice("page", asked)]
    asked_layers = _items(said, "layers")
    layers = atlas.known(asked_layers)
    view = view_of(said["view"]) if "view" in said else HOME
    given: dict[str, Any] = {name: said[name] for name in PLAIN if said.get(name)}
    selected, *besides = _items(said, "selected") or (None,)
    if shown := thematic_of(atlas, given.get("indicator")):
        given["indicator"] = str(shown)  # what a short text leaves out is understood
    lists: dict[str, Any] = {name: _items(said, name) for name in LISTED}
    lists["hidden"] = by_row(atlas, lists["hidden"])
    usual = "layers" not in said or (asked_layers and not layers)
    scene = Scene(
        page, opening(atlas, page).layers if usual else layers, view or HOME, selected, besides=tuple(besides), **lists
    )
    scene = replace(scene, **given).checked(atlas)
    notices += _lost("layers", asked_layers, layers)
    notices += [] if view else [Notice("view", said["view"])]
    notices += _lost("selected", _items(said, "selected"), scene.selection)
    notices += chain.from_iterable(_lost(name, lists[name], getattr(scene, name)) for name in LISTED)
    notices += [Notice(name, value) for name, value in given.items() if getattr(scene, name) != value]
    return scene, tuple(replace(notice, value=notice.value[:40]) for notice in notices)


def _items(said: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(filter(None, said.get(name, "").split(",")))


def _lost(name: str, asked: Sequence[str], found: Sequence[str]) -> list[Notice]:
    """A notice of what of a list was not understood, where there is any."""
    lost = dict.fromkeys(item for item in asked if item not in found)
    return [Notice(name, ",".join(lost), kept=bool(set(asked) - set(lost)))] if lost else []


def fragment(scene: Scene, atlas: Atlas) -> dict[str, str]:
    """What the map document opens with, the keys behind the # of its address (docs/bridge.md): of what `encode` says
    that which is drawn, `focus` for what stands out, `fit` for what of it is seen whole, and `time` where there is a
    time control.
    """
    said = encode(scene)
    found = {name: said[name] for name in DRAWN if name in said}
    if scene.view != HOME:
        found["view"] = f"{_place(scene.view)},{scene.view.width}x{scene.view.height}"
    focus = scene.focus(atlas)
    timed = scene.date or scene.page in TIMED
    if focus and scene.view == HOME:
        found["fit"] = ",".join(scene.framed(atlas))
    return found | ({"time": "1"} if timed else {}) | ({"focus": ",".join(focus)} if focus else {})
