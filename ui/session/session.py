"""What one reader's session remembers: the Scene of each page, and what the map is still to be told.

Plain Python, without Streamlit, which keeps it between reruns (`ui.session.door`). Every value from outside, from the
map or an address, is checked here against what exists.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from layers.atlas.atlas import Atlas, current_atlas
from maps.scene.codec import Notice, decode, fragment
from maps.scene.drawing import opacity_of, unnamed_of
from maps.scene.hidden import hidden_of
from maps.scene.pages import PAGES, START, TIMED
from maps.scene.permalink import from_parameters, from_permalink
from maps.scene.scene import FILTERS, HOME, THEMES, Scene, View, month_of, opening, revealed, selecting, thematic_of
from text import DEFAULT, LANGUAGES

KEPT = 8
"""How many commands are remembered: of quick runs the browser may see only the last one's answer."""
TOLD = ("time", "layers", "date", "indicator", "hidden", "opacity", "unnamed", "selected")
"""What a command says where it changes; an empty text takes something back."""
REPORT, CHECKS = "report", "checks"
Command = dict[str, Any]

Keys = Callable[[Atlas, Iterable[str]], tuple[str, ...]]
"""Those of some keys that exist."""


def _remember(kept: dict[str, tuple[str, ...]], known: Keys, page: object, keys: object) -> None:
    """Keep those of a page's keys that exist; what is no page, or no list, is ignored."""
    if page in PAGES and isinstance(keys, Sequence) and not isinstance(keys, str):
        kept[str(page)] = known(current_atlas(), [str(key) for key in keys])


@dataclass
class Session:
    """The Scene of every page as the reader left it; selection and month are the same on all of them.

    `place` is the page one is on, `page` the one whose map is seen: on a tool, that of the page one comes from.
    """

    lang: str = DEFAULT
    theme: str = THEMES[0]
    place: str = START
    began: str = ""
    """The page that the session began with."""
    page: str | None = None
    selected: str | None = None
    besides: tuple[str, ...] = ()
    """What is selected besides the feature whose details are read."""
    date: str | None = None
    dated: frozenset[str] = frozenset()
    """The pages without a time control of their own that a scene or an address has given one."""
    named: tuple[str, ...] = ()
    """What the scene on the mounted map names, and so stands out; on a map's own page nothing does."""
    filter: str | None = "differs"
    """Which results the checks page lists, none for all."""
    layers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    clauses: dict[str, str | None] = field(default_factory=dict)
    indicators: dict[str, str | None] = field(default_factory=dict)
    """What the thematic map of each page shows."""
    hidden: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What the legend of each page has put away."""
    opacity: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Which layers of each page are not drawn whole."""
    unnamed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Whose names each page does not write."""
    looking: View = HOME
    """Where the map is to look when it opens the next page; `HOME` for where that page looks."""
    about: tuple[str, ...] = ()
    """What stands out on the report's page where no clause is chosen: what a document names."""
    commands: tuple[Command, ...] = ()
    wish: tuple[str, Mapping[str, str]] | None = None
    notices: tuple[Notice, ...] = ()
    """What of an address was not understood, said on the page `noticed` until it is left or the reader closes it."""
    noticed: str = START
    has_read: bool = False
    entries: int = 0
    """How often a page was entered from another one."""

    @property
    def mapped(self) -> str:
        """The page whose map is mounted."""
        return self.page or START

    @property
    def shows_map(self) -> bool:
        """Whether the page one is on shows the map (and is not a tool that works with it)."""
        return self.place in PAGES

    def scene(self, page: str = "") -> Scene:
        """The Scene that a page shows now, that of the mounted map unless another is asked for."""
        page, atlas = page or self.mapped, current_atlas()
        return Scene(
            page, self.layers.get(page, opening(atlas, page).layers), selected=self.selected, besides=self.besides,
            lang=self.lang, theme=self.theme, date=self.date if page in {*TIMED, *self.dated} else None,
            clause=self.clauses.get(page), filter=self.filter if page == CHECKS else None,
            indicator=self.indicators.get(page), named=self.named if page == self.mapped else (),
            hidden=self.hidden.get(page, ()), opacity=self.opacity.get(page, ()), unnamed=self.unnamed.get(page, ()),
        ).checked(atlas)  # fmt: skip

    def keep(self, scene: Scene) -> None:
        """Remember a Scene without a word to the map; its language and theme are the reader's."""
        self.layers[scene.page] = scene.layers
        self.clauses[scene.page] = scene.clause
        self.indicators[scene.page] = scene.indicator
        self.hidden[scene.page] = scene.hidden
        self.opacity[scene.page] = scene.opacity
        self.unnamed[scene.page] = scene.unnamed
        self.selected, self.besides, self.looking = scene.selected, scene.besides, scene.view
        self.named = scene.named
        self.dated = self.dated | {scene.page} if scene.date else self.dated - {scene.page}
        if scene.date or scene.page in TIMED:
            self.date = scene.date
        if scene.page == CHECKS:
            self.filter = scene.filter

    def fragment(self, scene: Scene | None = None) -> dict[str, str]:
        """What the map is to show of a Scene, of the mounted page's unless another is given (`maps.scene.codec`)."""
        shown = scene or self.scene()
        found = fragment(shown, current_atlas())
        named = self.about if shown.page == REPORT and not shown.clause else ()
        return found | ({"focus": ",".join(named)} if named else {})

    def show(self, scene: Scene, *, fit: Sequence[str] = ()) -> None:
        """Show a Scene on the mounted map: what is different is told, all of it when the page is another one.

        `fit` names layers and features to be seen whole where the Scene has no view of its own.
        """
        before = {} if scene.page != self.page else self.fragment()
        self.page = scene.page
        self.keep(scene)
        self.looking = HOME
        now = self.fragment(scene)
        told = {name: now.get(name, "") for name in TOLD if not before or now.get(name, "") != before.get(name, "")}
        looks = {"view": now["view"]} if "view" in now else {"fit": ",".join(fit)} if fit else {}
        self.command(**told, focus=now.get("focus", ""), **looks)

    def reveal(self, ident: object) -> bool:
        """Select a feature, its layer switched on, and bring it into view, and say whether it did.

        None selects nothing any more; an unknown id changes nothing.
        """
        atlas = current_atlas()
        if ident is None:
            self.command(selected="")
            self.selected, self.besides = None, ()
        elif isinstance(ident, str) and atlas.home(ident):
            self.show(revealed(self.scene(), ident, atlas), fit=[ident])
            return True
        return False

    def select(self, idents: Sequence[str]) -> None:
        """Select several features; where there is a new one, all of them are brought into view."""
        if not idents:
            self.reveal(None)
            return
        atlas, before = current_atlas(), self.scene()
        seen = reduce(lambda scene, ident: revealed(scene, ident, atlas), filter(atlas.home, idents), before)
        seen = replace(seen, selected=before.selected, besides=before.besides)
        scene = selecting(seen, idents).checked(atlas)
        self.show(scene, fit=scene.selection if set(scene.selection) - set(before.selection) else ())

    def read_details(self, ident: object) -> None:
        """Read the details of another one of the selected features; which are selected stays."""
        scene = self.scene()
        if isinstance(ident, str) and ident in scene.selection:
            others = tuple(other for other in scene.selection if other != ident)
            self.show(replace(scene, selected=ident, besides=others))

    def set_selected(self, idents: object) -> None:
        """Remember the features that were selected on the map (ids, comma between), none for unknown ones."""
        said = {"selected": idents} if isinstance(idents, str) else {}
        scene, _ = decode(said, current_atlas())
        self.selected, self.besides = scene.selected, scene.besides

    def set_layers(self, page: object, layers: object) -> None:
        """Remember which layers a page shows; what is no page, or no list of known ids, is ignored.

        A thematic map ends with the layer that it colours.
        """
        if page in PAGES and isinstance(layers, Sequence) and not isinstance(layers, str):
            atlas = current_atlas()
            self.layers[str(page)] = atlas.known([str(item) for item in layers])
            shown = thematic_of(atlas, self.indicators.get(str(page)))
            if shown and shown.layer not in self.layers[str(page)]:
                self.indicators[str(page)] = None

    def set_indicator(self, page: object, indicator: object) -> None:
        """Remember what the thematic map of a page shows; what is not declared means none."""
        if page in PAGES:
            shown = thematic_of(current_atlas(), indicator if isinstance(indicator, str) else None)
            self.indicators[str(page)] = str(shown) if shown else None

    def set_hidden(self, page: object, hidden: object) -> None:
        """Remember what the legend of a page has put away; what does not exist is left out."""
        _remember(self.hidden, hidden_of, page, hidden)

    def set_opacity(self, page: object, opacity: object) -> None:
        """Remember how opaque the layers of a page are; what cannot be is left out."""
        _remember(self.opacity, opacity_of, page, opacity)

    def set_unnamed(self, page: object, unnamed: object) -> None:
        """Remember whose names a page does not write; what does not exist is left out."""
        _remember(self.unnamed, unnamed_of, page, unnamed)

    def set_filter(self, result: object) -> None:
        """Remember which results the checks page lists; what is no result means all."""
        self.filter = result if isinstance(result, str) and result in FILTERS else None

    def set_date(self, date: object) -> None:
        """Remember the month that the map shows; what is no month means no date."""
        self.date = month_of(current_atlas(), date) if isinstance(date, str) else None

    def bring_back_date(self, page: object, date: object) -> None:
        """Remember the month that a step back shows on a page; a page without time leaves that of the others alone."""
        if page in TIMED or isinstance(date, str):
            self.set_date(date)
        if isinstance(page, str) and page in PAGES:
            self.dated = self.dated | {page} if date else self.dated - {page}

    def read(self, page: str, said: Mapping[str, str]) -> None:
        """Take what the address of a page says, once; what was not understood is remembered."""
        if self.has_read or page not in PAGES:
            return
        self.has_read = True
        if said := {name: value for name, value in said.items() if name != "lang" or value not in LANGUAGES}:
            lost = [Notice("page", value[:40]) for name, value in said.items() if name == "page"]
            scene, notices = from_parameters(page, said, current_atlas())
            self.keep(scene)
            self.notice(page, *notices, *lost)

    def follow(self, address: str) -> None:
        """Go to the page of a permalink and show there what it says."""
        scene, notices = from_permalink(address, current_atlas())
        self.keep(scene)
        self.notice(scene.page, *notices)
        self.page = ""  # as if one came from another page, so that the map is told everything
        self.go(scene.page)

    def notice(self, page: str, *notices: Notice) -> None:
        """Say on a page what was not understood, in place of what was said before."""
        self.noticed, self.notices = page, notices

    def arrive(self, place: str) -> None:
        """Be on a page: what was said on another one is over."""
        came = place != self.place
        self.place, self.began = place, self.began or place
        if came and self.shows_map and self.named:
            self.named = ()
            self.command(focus=self.fragment().get("focus", ""))
        if place != self.noticed:
            self.notice(place)

    def enter(self, page: str) -> None:
        """Open a page; when the map showed another one, it is told everything."""
        if self.page is None:
            self.page = page
        elif self.page != page:
            self.entries += 1
            self.show(self.scene(page) if self.page else replace(self.scene(page), view=self.looking))

    def command(self, **wishes: Any) -> None:
        """Queue wishes for the map; the host carries out each command once, by its number."""
        number = self.commands[-1]["number"] + 1 if self.commands else 1
        self.commands = (*self.commands[1 - KEPT :], {**wishes, "number": number})

    def go(self, page: str, **query: str) -> None:
        """Wish for another page (in a callback, where a switch is not possible yet); the frame carries it out."""
        self.wish = (page, query)

    def going(self) -> tuple[str, Mapping[str, str]] | None:
        """The page that was wished for, once."""
        wish, self.wish = self.wish, None
        return wish


def view_told(told: object) -> View:
    """The view that the map told (lat, lng, zoom, width, height); the one every map opens with for nonsense."""
    named = told if isinstance(told, Mapping) else {}
    numbers = [named.get(name, math.nan) for name in ("lat", "lng", "zoom", "width", "height")]
    if not all(isinstance(number, int | float) and math.isfinite(number) for number in numbers):
        return HOME
    lat, lng, zoom, width, height = numbers
    return View(float(lat), float(lng), float(zoom), int(width), int(height)).checked()
