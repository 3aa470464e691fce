"""The parts of a storyboard as types: texts, and names of what the atlas holds, resolved to ids.

The names are looked up where the validation's context is what `known` gives; without it they are taken for ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from layers.atlas.atlas import Atlas
from layers.atlas.clauses import LOCATORS
from layers.errors import StoryboardError
from layers.report.names import Names, names_of
from maps.scene.codec import view_of, view_text
from maps.scene.drawing import opacity_of, unnamed_of
from maps.scene.hidden import hidden_of
from maps.scene.pages import PAGES, pages
from maps.scene.scene import (
    FILTERS,
    LONGEST_NOTE,
    LONGEST_TITLE,
    MONTH,
    MOST_NAMED,
    MOST_SELECTED,
    month_of,
    thematic_of,
)
from maps.storyboard.faults import refusal
from text import LANGUAGES

LONGEST_NOTES = 4000
MOST_NAMES = 60
_SPACES = "\u3000\u00a0"
_LINES = _SPACES + "\n\t"
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Known:
    """What a storyboard may name in an atlas: ids of pages and of layers by id and by label, feature ids by name."""

    atlas: Atlas
    pages: Mapping[str, str]
    layers: Mapping[str, str]
    names: Names

    def features(self, name: str) -> tuple[str, ...]:
        """Ids of the features that an id or a name means: the parts of one line, else one.

        Raises a refusal for a name that means nothing, nothing with a position, or several things.
        """
        if self.atlas.home(name):
            return (name,)
        placed = [ident for ident in self.names.get(name, ()) if self.atlas.home(ident)]
        if not placed:
            wrong = StoryboardError.fault("unplaced_feature" if name in self.names else "unknown_feature", detail=name)
            raise refusal(wrong)
        rows = [self.atlas.feature(ident) for ident in placed]
        if len({row.get("line") or row["id"] for row in rows}) == 1:
            return tuple(placed)
        if name in {rows[0][f"name_{lang}"] for lang in LANGUAGES}:
            return (placed[0],)
        raise refusal(StoryboardError.fault("ambiguous_feature", detail=f"{name}: {', '.join(placed)}"))


@lru_cache(maxsize=2)
def known(atlas: Atlas) -> Known:
    """What a storyboard may name in this atlas."""
    layers = {name: layer.id for layer in atlas.catalogue.layers for name in (layer.zh, layer.en, layer.id)}
    titles = {pages()[page].title(lang): page for page in PAGES for lang in LANGUAGES}
    return Known(atlas, titles | {page: page for page in PAGES}, layers, names_of(atlas, wordings=False))


def _page(value: str, info: ValidationInfo) -> str:
    pages: Mapping[str, str] = info.context.pages if info.context else {value: value}
    if value not in pages:
        raise refusal(StoryboardError.fault("unknown_page", detail=value))
    return pages[value]


def _layer(value: str, info: ValidationInfo) -> str:
    layers: Mapping[str, str] = info.context.layers if info.context else {value: value}
    if value not in layers:
        raise refusal(StoryboardError.fault("unknown_layer", detail=value))
    return layers[value]


def _selection(value: str, info: ValidationInfo) -> str:
    """Ids with a comma between, as an address has them, of one name or of several."""
    if not info.context or not value:
        return value
    names = [value] if value in info.context.names else [name.strip() for name in value.split(",")]
    at_most(names, MOST_SELECTED)
    return ",".join(dict.fromkeys(info.context.features(name)[0] for name in names))


def _place(value: str, info: ValidationInfo) -> str:
    if info.context and value not in info.context.layers:
        info.context.features(value)
    return value


def _places(values: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    """Ids of layers and features, each once; all names are known to mean something by now."""
    if not info.context:
        return values
    layers = info.context.layers
    found = ((layers[name],) if name in layers else info.context.features(name) for name in values)
    once = dict.fromkeys(ident for idents in found for ident in idents)
    return tuple(at_most(list(once), MOST_NAMES))


def _features(values: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    """Ids of features, each once: of a line in several parts all of them."""
    if not info.context:
        return values
    once = dict.fromkeys(ident for name in values for ident in info.context.features(name))
    return tuple(at_most(list(once), MOST_NAMED))


def _clause(value: str) -> str:
    if value and value not in LOCATORS:
        raise refusal(StoryboardError.fault("unknown_clause", detail=value))
    return value


def _month(value: str, info: ValidationInfo) -> str:
    reached = month_of(info.context.atlas, value) if info.context else MONTH.fullmatch(value)
    if value and not reached:
        raise refusal(StoryboardError.fault("unknown_date", detail=value))
    return value


def _indicator(value: str, info: ValidationInfo) -> str:
    if not value or not info.context:
        return value
    shown = thematic_of(info.context.atlas, value)
    if shown is None:
        raise refusal(StoryboardError.fault("unknown_indicator", detail=value))
    return str(shown)


def _key(known: Callable[[Atlas, Iterable[str]], tuple[str, ...]], fault: str) -> Callable[[str, ValidationInfo], str]:
    """A check of one key of a list, by what makes of such keys those that exist."""

    def check(value: str, info: ValidationInfo) -> str:
        if info.context and not known(info.context.atlas, [value]):
            raise refusal(StoryboardError.fault(fault, detail=value))
        return value

    return check


def _unnamed(value: str, info: ValidationInfo) -> str:
    """A layer by its id or its name, or `all`."""
    layer = str(info.context.layers.get(value, value)) if info.context else value
    if info.context and not unnamed_of(info.context.atlas, [layer]):
        raise refusal(StoryboardError.fault("unknown_unnamed", detail=value))
    return layer


def _filter(value: str) -> str:
    if value and value not in FILTERS:
        raise refusal(StoryboardError.fault("unknown_filter", detail=value))
    return value


def _view(value: str, info: ValidationInfo) -> str:
    view = view_of(value)
    if value and view is None:
        raise refusal(StoryboardError.fault("bad_view", detail=value))
    if value and info.data.get("fit"):
        raise refusal(StoryboardError.fault("view_and_fit", detail=value))
    return view_text(view) if view else ""


def _without(value: str, allowed: str) -> str:
    """A text as it is; control characters, invisible ones and ends of lines are refused unless allowed."""
    bad = next((sign for sign in value if not (sign.isprintable() or sign in allowed)), None)
    if bad is not None:
        raise refusal(StoryboardError.fault("bad_text", detail=f"U+{ord(bad):04X}"))
    return value


def _one_line(value: str) -> str:
    return _without(value, _SPACES)


def _lines(value: str) -> str:
    return _without(value, _LINES)


def at_most(value: Any, most: int) -> Any:
    """A list as it is, refused before its items are looked at where it has too many."""
    if isinstance(value, list | tuple) and len(value) > most:
        raise refusal(StoryboardError.fault("too_many", most=most))
    return value


def _listed(value: Any) -> Any:
    """A single name stands for a list of one."""
    return (value,) if isinstance(value, str) else at_most(value, MOST_NAMES)


Title = Annotated[str, Field(max_length=LONGEST_TITLE), AfterValidator(_one_line)]
Line = Annotated[str, Field(max_length=LONGEST_NOTE), AfterValidator(_lines)]
Notes = Annotated[str, Field(max_length=LONGEST_NOTES), AfterValidator(_lines)]
Page = Annotated[str, AfterValidator(_page)]
Several = Annotated[tuple[T, ...], BeforeValidator(_listed), Field(strict=False)]
Layers = Several[Annotated[str, AfterValidator(_layer)]]
Places = Annotated[Several[Annotated[str, AfterValidator(_place)]], AfterValidator(_places)]
Features = Annotated[Several[str], AfterValidator(_features)]
Selection = Annotated[str, AfterValidator(_selection)]
Hidden = Several[Annotated[str, AfterValidator(_key(hidden_of, "unknown_hidden"))]]
Opacity = Several[Annotated[str, AfterValidator(_key(opacity_of, "unknown_opacity"))]]
Unnamed = Several[Annotated[str, AfterValidator(_unnamed)]]
Clause = Annotated[str, AfterValidator(_clause)]
Month = Annotated[str, AfterValidator(_month)]
Indicator = Annotated[str, AfterValidator(_indicator)]
Filter = Annotated[str, AfterValidator(_filter)]
ViewText = Annotated[str, AfterValidator(_view)]
