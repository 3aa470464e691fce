"""What the search finds besides features and clauses: layers, thematic maps, pages and storyboards, by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Literal, get_args

from layers.atlas.atlas import Atlas, current_atlas
from layers.catalogue.catalogue import Layer
from layers.search.search import INSIDE, Hit, Index, build, search
from layers.search.spellings import LANGUAGES, Entry, keys_of
from maps.scene.pages import grouped, pages
from maps.scene.scene import seen, thematic_of
from maps.words.grammar import number_of
from text import say
from ui.briefing import boards
from ui.session.door import session

LIMIT = 8
Kind = Literal["layer", "theme", "page", "board"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Names = Mapping[str, str]


def _entry(kind: Kind, ident: str, names: Names, aliases: tuple[str, ...] = (), weight: float = 1.0) -> Entry:
    return Entry(ident, (), kind, names, keys_of(tuple(names.values()), aliases, ""), weight)


def _layers(atlas: Atlas) -> Mapping[str, Layer]:
    """What can be switched on, by id: of the panel's layers those that could be read."""
    return {layer.id: layer for layer in atlas.catalogue.layers if layer.panel and layer.id in atlas.frames}


def _declared(atlas: Atlas) -> Iterator[Entry]:
    for layer in _layers(atlas).values():
        names = {lang: str(getattr(layer, lang)) for lang in LANGUAGES}
        classes = tuple(getattr(item, lang) for item in layer.classes for lang in LANGUAGES)
        yield _entry("layer", layer.id, names, (*layer.aliases, *classes), weight=0.5 if layer.context else 1.0)
    for item in atlas.catalogue.thematic.indicators:
        if thematic_of(atlas, item.id):
            yield _entry("theme", item.id, {"zh": item.zh, "en": item.en})
    for page in pages().values():
        yield _entry("page", page.id, {lang: page.title(lang) for lang in LANGUAGES}, page.aliases)


@lru_cache(maxsize=2)
def _index(atlas: Atlas) -> Index:
    """What the atlas declares, built once."""
    return build(tuple(_declared(atlas)))


@lru_cache(maxsize=8)
def _shelf(titled: tuple[tuple[str, str, str], ...]) -> Index:
    """Storyboards by id and titles; the reader's own are among them, and change."""
    return build([_entry("board", ident, {"zh": zh, "en": en}) for ident, zh, en in titled])


def destinations(query: str, lang: str) -> list[Hit]:
    """What a query may mean, best first; no typing error in it is forgiven. A hit's `kind` is one of `KINDS`."""
    atlas = current_atlas()
    own = boards.all_boards(atlas).values()
    titled = tuple((board.id, board.said("title", "zh"), board.said("title", "en")) for board in own)
    indices = _index(atlas), _shelf(titled)
    hits = [hit for index in indices for hit in search(index, query, lang, LIMIT, forgiving=False)]
    return sorted((hit for hit in hits if hit.score >= INSIDE), key=lambda hit: (-hit.score, bool(hit.matched)))[:LIMIT]


def about(hit: Hit, lang: str) -> str:
    """What is said beside its name: a layer's group, the years of a theme, a page's place, how long a storyboard is."""
    catalogue = current_atlas().catalogue
    if hit.kind == "layer":
        group = catalogue.layer(hit.id).group
        return next(str(getattr(item, lang)) for item in catalogue.groups if item.id == group)
    if hit.kind == "theme":
        return next(" · ".join(item.years) for item in catalogue.thematic.indicators if item.id == hit.id)
    if hit.kind == "page":
        group, members = next((group, found) for group, found in grouped(pages()).items() if pages()[hit.id] in found)
        return say(lang, f"header.group.{group}") if len(members) > 1 else ""
    return number_of(len(boards.all_boards(current_atlas())[hit.id].scenes), "scenes", lang)


def _amid(atlas: Atlas, layer: Layer) -> str:
    """The view, as an address has it, of where most of a layer lies, at the zoom that it is drawn from."""
    points = atlas.frames[layer.id].representative_point()
    return f"{points.y.median():.4f},{points.x.median():.4f},{layer.min_zoom:g}"


def _show_layer(ident: str) -> bool:
    """Switch a layer on, none of its classes put away, and have it seen: whole, of context something."""
    atlas, now = current_atlas(), session()
    layer, before = _layers(atlas).get(ident), now.scene()
    if layer:
        around, wanted = layer.context or layer.geometry == "image", seen(before, ident, atlas)
        now.show(wanted, fit=() if around else (ident,))
        if layer.min_zoom:
            now.command(closer=_amid(atlas, layer), near=ident)
        if wanted == before:
            _say_shown(str(getattr(layer, now.lang)), stress=ident)
    return layer is not None


def _say_shown(name: str, **wishes: str) -> None:
    """What was picked is there already: it is said, and where it is switched is shown."""
    now = session()
    now.command(notice=say(now.lang, "search.shown", name=name), **wishes)


def _show_theme(ident: str) -> bool:
    """Colour the map by an indicator; places and classes stay those of the thematic map that is shown."""
    atlas, now = current_atlas(), session()
    scene, shown = now.scene(), thematic_of(atlas, ident)
    if shown:
        before = scene.thematic(atlas)
        there = replace(before, indicator=shown.indicator, year=shown.year) if before else shown
        now.show(replace(scene, indicator=str(there)).checked(atlas))
        if there == before:
            _say_shown(str(getattr(shown.indicator, now.lang)), stress="")
    return shown is not None


def _go(ident: str) -> bool:
    known, now = ident in pages(), session()
    if known and ident != now.place:
        now.go(ident)
    elif known:
        _say_shown(pages()[ident].title(now.lang))
    return known


def _open_board(ident: str) -> bool:
    atlas, now = current_atlas(), session()
    board = boards.all_boards(atlas).get(ident)
    if board:
        stands = now.place == "briefing" and boards.chosen(atlas).id == ident
        boards.choose(ident)
        if stands:
            _say_shown(board.said("title", now.lang))
        elif now.place != "briefing":
            now.go("briefing")
    return board is not None


GO: Mapping[str, Callable[[str], bool]] = {
    "layer": _show_layer, "theme": _show_theme, "page": _go, "board": _open_board,
}  # fmt: skip
"""What a pick does (used in callbacks), and whether there is such a thing."""
