"""A storyboard: a briefing as a list of Scenes with what is said of them (docs/storyboards.md).

A `Step` holds what its table in the file says; `scene_of` makes the Scene of it. Everything here is immutable: changes
give a new step, tuple of steps or storyboard.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from layers.atlas.atlas import Atlas
from layers.errors import StoryboardError
from layers.report.outline import features_of, home_layers, title
from maps.scene.codec import decode, encode, view_text
from maps.scene.pages import PAGES, pages
from maps.scene.scene import Scene, opening
from maps.storyboard.faults import faults_of, refusal, shown
from maps.storyboard.fit import fitted
from maps.storyboard.parts import (
    Clause,
    Features,
    Filter,
    Hidden,
    Indicator,
    Layers,
    Line,
    Month,
    Notes,
    Opacity,
    Page,
    Places,
    Selection,
    Title,
    Unnamed,
    ViewText,
    at_most,
    known,
)
from text import LANGUAGES

VERSION = 1
MOST_SCENES = 60
DURATIONS_S = (5, 3600)
USUAL_S = 60
SHOWN = (
    "clause", "focus", "page", "layers", "fit", "named", "view", "selected", "date", "indicator", "hidden", "opacity",
    "unnamed", "filter",
)  # fmt: skip
"""The fields of a step that say what its map shows."""
KEYED = ("hidden", "opacity", "unnamed")
"""Those that are lists of keys, as an address has them."""
T = TypeVar("T", bound="Told")


class Told(BaseModel):
    """What has a title in Chinese, in English, or in both; an unknown key is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)

    title_zh: Title = ""
    title_en: Title = Field(default="", validate_default=True)

    @field_validator("title_en")
    @classmethod
    def _has_a_title(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("title_zh") == "":
            raise refusal(StoryboardError.fault("no_title"))
        return value

    def said(self, field: str, lang: str) -> str:
        """A text (`title`, and of a step `line` and `notes`) in a language; the other one's where it has none."""
        texts = {each: str(getattr(self, f"{field}_{each}")) for each in LANGUAGES}
        return texts[lang] or next((text for text in texts.values() if text), "")


class Step(Told):
    """One scene of a storyboard: what is said, for how many seconds, and what is shown.

    `layers` None: those the page opens with and those of what the scene is about. `fit` names layers and features that
    the view shows whole; with neither `fit` nor `view` (as in an address) it is the view that the clause opens with.
    The features that are `named` stand out, and their names are the first to be written. Where none is, those of the
    clause do, unless `focus` is false: then the clause is only cited.
    """

    line_zh: Line = ""
    line_en: Line = ""
    notes_zh: Notes = ""
    notes_en: Notes = ""
    duration_s: Annotated[int, Field(ge=DURATIONS_S[0], le=DURATIONS_S[1])] = USUAL_S
    clause: Clause = ""
    focus: bool = True
    page: Page = PAGES[0]
    layers: Layers | None = None
    fit: Places = ()
    named: Features = ()
    view: ViewText = ""
    selected: Selection = ""
    date: Month = ""
    indicator: Indicator = ""
    hidden: Hidden = ()
    opacity: Opacity = ()
    unnamed: Unnamed = ()
    filter: Filter = ""


class Storyboard(Told):
    """A briefing; `id` names its file."""

    version: int
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    scenes: Annotated[tuple[Step, ...], Field(strict=False)]

    @field_validator("version")
    @classmethod
    def _is_known(cls, value: int) -> int:
        if value != VERSION:
            raise refusal(StoryboardError.fault("unknown_version", detail=shown(value)))
        return value

    @field_validator("scenes", mode="before")
    @classmethod
    def _are_some(cls, value: Any) -> Any:
        if isinstance(value, list | tuple) and not value:
            raise refusal(StoryboardError.fault("no_scenes"))
        return at_most(value, MOST_SCENES)

    @property
    def duration_s(self) -> int:
        """How long it takes, in seconds."""
        return sum(step.duration_s for step in self.scenes)


def checked(kind: type[T], values: Any, atlas: Atlas | None) -> T:
    """A step or a storyboard of plain values, its names resolved to ids; without an atlas names are not looked up.

    Raises `StoryboardError` with every fault.
    """
    try:
        return kind.model_validate(values, context=known(atlas) if atlas else None)
    except ValidationError as error:
        raise StoryboardError(faults=faults_of(error)) from error


def edited(told: T, atlas: Atlas, **changes: Any) -> T:
    """A step or a storyboard with some values changed; raises `StoryboardError` with every fault."""
    return checked(type(told), dict(told) | changes, atlas)


def capture(scene: Scene, atlas: Atlas, **told: Any) -> Step:
    """A step that shows what a Scene shows, with its title and note, or what `told` says of it.

    A Scene without a title is called after its clause or its page, in both languages. Raises `StoryboardError`.
    """
    own = {f"title_{scene.lang}": scene.title} if scene.title else _titles(scene)
    said = {name: text for name, text in encode(scene).items() if name in Step.model_fields}
    shown = said | {name: getattr(scene, name) for name in ("layers", "named", *KEYED)}
    return checked(Step, own | {f"line_{scene.lang}": scene.note} | shown | told, atlas)


def _titles(scene: Scene) -> dict[str, str]:
    names = {lang: title(scene.clause, lang) if scene.clause else pages()[scene.page].title(lang) for lang in LANGUAGES}
    return {f"title_{lang}": name for lang, name in names.items()}


def _layers(step: Step, atlas: Atlas, clause: str) -> tuple[str, ...]:
    if step.layers is not None:
        return step.layers
    about = (
        *(features_of(atlas, clause) if clause else ()), *step.named, *step.fit, *step.selected.split(","),
    )  # fmt: skip
    return (*opening(atlas, step.page).layers, *atlas.known(step.fit), *home_layers(atlas, about))


def scene_of(step: Step, atlas: Atlas, lang: str, theme: str = "light") -> Scene:
    """The Scene of a step in the presenter's language and theme; its note is the step's line."""
    clause = step.clause if step.focus else ""
    seen = fitted(atlas, step.fit)
    said = {
        "page": step.page, "layers": ",".join(_layers(step, atlas, clause)), "lang": lang, "theme": theme,
        "view": step.view or (view_text(seen) if seen else ""), "selected": step.selected, "date": step.date,
        "indicator": step.indicator, "clause": clause, "filter": step.filter, "title": step.said("title", lang),
        "note": step.said("line", lang), **{name: ",".join(getattr(step, name)) for name in ("named", *KEYED)},
    }  # fmt: skip
    return decode({name: text for name, text in said.items() if text or name == "layers"}, atlas)[0]


def shown_as(step: Step, other: Step) -> Step:
    """A step with its words and its time that shows what another one shows."""
    return step.model_copy(update={name: getattr(other, name) for name in SHOWN})


def inserted(steps: tuple[Step, ...], place: int, step: Step) -> tuple[Step, ...]:
    """The steps with one more before a place, counted from 0; a place behind the last is the end."""
    return (*steps[: max(place, 0)], step, *steps[max(place, 0) :])


def removed(steps: tuple[Step, ...], place: int) -> tuple[Step, ...]:
    """The steps without the one at a place; a place that does not exist removes nothing."""
    return tuple(step for index, step in enumerate(steps) if index != place)


def replaced(steps: tuple[Step, ...], place: int, step: Step) -> tuple[Step, ...]:
    """The steps with another one at a place; a place that does not exist changes nothing."""
    return tuple(step if index == place else old for index, old in enumerate(steps))


def moved(steps: tuple[Step, ...], place: int, to: int) -> tuple[Step, ...]:
    """The steps with the one at a place moved to another; beyond an end means that end, an unknown place nothing."""
    if not 0 <= place < len(steps):
        return steps
    return inserted(removed(steps, place), to, steps[place])
