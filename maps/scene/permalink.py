"""Permalinks: a Scene as a short address and back. Every value of an address is hostile until it is checked.

    /transport?v=1&lang=zh&theme=light&layers=cities,rail&view=30.05,119.55,8.5,960x600&date=2019-07

What a page opens with anyway is left out, so a page as it opens has a short address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from layers.atlas.atlas import Atlas
from maps.scene.pages import PAGES
from maps.scene.scene import HOME, Scene, View, opening

VERSION = "1"
LONGEST = 10_000
"""Characters of an address: the longest title and note find room, a sign of them as up to twelve (`%F0%9F%97%BA`)."""
FIELDS = ("selected", "date", "clause", "filter", "title", "note")
_NUMBER = r"-?\d{1,3}(?:\.\d{1,6})?"
_VIEW = re.compile(rf"({_NUMBER}),({_NUMBER}),({_NUMBER})(?:,(\d{{1,5}})x(\d{{1,5}}))?", re.ASCII)


@dataclass(frozen=True)
class Notice:
    """A part of an address that was not understood and fell back to its default; its value is cut short."""

    field: str
    value: str = ""


def _number(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")


def view_text(view: View) -> str:
    """A view as text: latitude, longitude, zoom, and the size of the map where it is not the usual one."""
    text = ",".join(_number(value) for value in (view.lat, view.lng, view.zoom))
    usual = (view.width, view.height) == (HOME.width, HOME.height)
    return text if usual else f"{text},{view.width}x{view.height}"


def view_of(text: str) -> View | None:
    """The view that a text says; None when it says none that the map can show."""
    match = _VIEW.fullmatch(text)
    if match is None:
        return None
    lat, lng, zoom, width, height = match.groups()
    size = (int(width), int(height)) if width else (HOME.width, HOME.height)
    view = View(float(lat), float(lng), float(zoom), *size)
    return view if view.checked() == view else None


def parameters(scene: Scene, atlas: Atlas) -> dict[str, str]:
    """A Scene's address as parameters, without the page, which is the address's path."""
    found = {"v": VERSION, "lang": scene.lang, "theme": scene.theme}
    if scene.layers != opening(atlas, scene.page).layers:
        found["layers"] = ",".join(scene.layers)
    if scene.view != HOME:
        found["view"] = view_text(scene.view)
    return found | {name: value for name in FIELDS if (value := getattr(scene, name))}


def permalink(scene: Scene, atlas: Atlas) -> str:
    """The address of a Scene: path and query, to stand behind the server's own address."""
    path = "" if scene.page == PAGES[0] else scene.page
    return f"/{path}?{urlencode(parameters(scene, atlas), safe=',')}"


def fragment(scene: Scene, atlas: Atlas) -> dict[str, str]:
    """What the map document opens with, as `docs/bridge.md` says it: the same keys as behind the # of its address."""
    found = {"lang": scene.lang, "theme": scene.theme, "layers": ",".join(scene.layers)}
    focus = scene.focus(atlas)
    if scene.view != HOME:
        view = scene.view
        found["view"] = f"{view.lat},{view.lng},{view.zoom},{view.width}x{view.height}"
    found |= {name: value for name in ("selected", "date") if (value := getattr(scene, name))}
    found |= {"time": "1"} if scene.date else {}
    return found | ({"focus": ",".join(focus)} if focus else {})


def _split(text: str) -> tuple[str, dict[str, str]]:
    """Page and parameters of an address, a path with a query, or a bare query; `ValueError` for none of them."""
    parts = urlsplit(text.strip())
    query = parts.query if parts.query or "=" not in parts.path else parts.path
    named = dict(reversed(parse_qsl(query, keep_blank_values=True, max_num_fields=40)))
    path = "" if query is parts.path else parts.path.rstrip("/").rpartition("/")[2]
    return path or named.pop("page", ""), named


def _layers(atlas: Atlas, page: str, named: dict[str, str]) -> tuple[tuple[str, ...], bool]:
    """The layers asked for and whether all exist; those the page opens with where none does."""
    if "layers" not in named:
        return opening(atlas, page).layers, True
    asked = [item for item in named["layers"].split(",") if item]
    found = atlas.known(asked)
    return found if found or not asked else opening(atlas, page).layers, set(asked) <= set(found)


def from_parameters(page: str, named: dict[str, str], atlas: Atlas) -> tuple[Scene, tuple[Notice, ...]]:
    """The Scene of a page and its parameters, and a notice for each that was not understood. Never raises."""
    notices = [] if page in ("", *PAGES) else [Notice("page", page)]
    page = page if page in PAGES else PAGES[0]
    layers, known = _layers(atlas, page, named)
    view = view_of(named["view"]) if "view" in named else HOME
    given: dict[str, Any] = {name: named[name] for name in (*FIELDS, "lang", "theme") if named.get(name)}
    asked = replace(Scene(page, layers, view or HOME), **given)
    scene = asked.checked(atlas)
    notices += [] if known else [Notice("layers", named["layers"])]
    notices += [] if view else [Notice("view", named["view"])]
    notices += [Notice(name, value) for name, value in given.items() if getattr(scene, name) != value]
    notices += [Notice("v", named["v"])] if named.get("v", VERSION) != VERSION else []
    return scene, tuple(replace(notice, value=notice.value[:40]) for notice in notices)


def from_permalink(text: str, atlas: Atlas) -> tuple[Scene, tuple[Notice, ...]]:
    """The Scene of an address, and a notice for each part that fell back to its default. Never raises."""
    try:
        page, named = _split(text[:LONGEST])
    except ValueError:
        return opening(atlas, PAGES[0]), (Notice("address", text[:40]),)
    return from_parameters(page, named, atlas)
