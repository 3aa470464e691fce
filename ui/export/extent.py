"""The map's extent, chosen on the page: a frame that is drawn on the preview, and the way back from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from layers.atlas.atlas import Atlas, current_atlas
from layers.errors import ExportError
from maps.plan.extent import part_of, view_on
from maps.scene.codec import view_of, view_text
from maps.scene.scene import HOME, Scene, View
from maps.scene.sheet import Sheet
from maps.words.grammar import number
from text import say
from ui.export import setting
from ui.export.setting import Ground
from ui.server.assets import component
from ui.session.door import Slot, none, set_widget, told, widget

KEY, SCALE = "atlas_extent", f"{setting.PREFIX}scale"
HTML = """
<div class="control">
<button type="button" class="choose"></button><button type="button" class="undo" hidden></button>
<span role="status"></span>
</div>
<div class="area" role="application" tabindex="0" hidden><div class="rim" hidden></div></div>
"""
WORDS = ("choose", "drop", "undo", "how", "small", "working")
Refusal = Literal["stale", "near"]
"""The page is another one than was drawn on; the frame is smaller than the map can show, or beside it."""
LEAST_SHARE = 0.05
"""The least width of a frame, as a share of the map's."""
ROUNDING = 1e-6
SLIGHT = 0.1
"""Below a tenth a share is said with a decimal."""
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class Choice(BaseModel):
    """What the browser says was drawn: the word of the page, and edges and width as shares of the map's sides."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    word: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    left: Share
    top: Share
    width: Annotated[Share, Field(ge=LEAST_SHARE)]

    @model_validator(mode="after")
    def _inside(self) -> Choice:
        if max(self.left, self.top) + self.width > 1 + ROUNDING:
            raise ValueError("outside")
        return self


@dataclass(frozen=True)
class Chosen:
    """The view that a frame has given, and what was there before: the map's own view, and the scale that was asked."""

    view: View
    own: View
    own_scale: Any


CHOSEN: Slot[Chosen | None] = Slot("extent_chosen", none)
FAULT: Slot[tuple[Refusal, str] | None] = Slot("extent_fault", none)
"""Why the last frame was not taken, and the word of the page of which that is said."""
ANSWERS: Slot[int] = Slot("extent_answers", int)
"""How often the browser was answered: it hears of a run only when what it is given has changed."""


def understood(told_of: object) -> Choice | None:
    """What was drawn; nothing where the browser says what cannot have been drawn."""
    try:
        return Choice.model_validate(told_of)
    except ValidationError:
        return None


def view_within(on: Ground, choice: Choice, width_px: int) -> View | None:
    """The view of a frame on a page; none where it is nearer than a map may look, or beside what it may show."""
    chosen = part_of(on.extent, choice.left, choice.top, choice.width)
    return view_of(view_text(view_on(chosen, on.projection.crs, max(width_px, HOME.width))))


def _answer() -> None:
    FAULT.drop()
    ANSWERS.set(ANSWERS.get() + 1)


def choose() -> None:
    """Look at what was drawn, or remember why not (used as a callback)."""
    _answer()
    (shown, _), choice = setting.scene(), understood(told(KEY, "chosen"))
    try:
        on = setting.ground(current_atlas(), shown, setting.sheet())
    except ExportError:  # the page says why
        return
    if choice is None or choice.word != on.word:
        FAULT.set(("stale", on.word))
    elif view := view_within(on, choice, shown.view.width):
        before = _before(shown)
        CHOSEN.set(Chosen(view, before.own, before.own_scale) if before else Chosen(view, shown.view, widget(SCALE)))
        # The frame says the scale; one that is asked for later keeps its centre.
        set_widget(SCALE, 0)
        setting.look(view)
    else:
        FAULT.set(("near", on.word))


def _before(shown: Scene) -> Chosen | None:
    """The frame that a Scene looks at, if one was chosen."""
    kept = CHOSEN.get()
    return kept if kept and kept.view == shown.view else None


def undo() -> None:
    """Look at the map's own extent again, at the scale that was asked for before (used as a callback)."""
    _answer()
    if before := _before(setting.scene()[0]):
        CHOSEN.drop()
        setting.look(before.own)
        set_widget(SCALE, widget(SCALE) or before.own_scale)


def is_chosen(shown: Scene) -> bool:
    """Whether a Scene looks at a frame that was chosen here, so that there is something to undo."""
    return _before(shown) is not None


def _state(shown: Scene, on: Sheet, page: Ground) -> str:
    """What the page shows: at a scale that was asked for how much of the extent, or how many times as much."""
    lang = shown.lang
    if on.scale and page.share < 1:
        return say(lang, "export.extent.less", share=number(100 * page.share, lang, 1 if page.share < SLIGHT else 0))
    if on.scale:
        return say(lang, "export.extent.more", times=number(page.share, lang, 1))
    return say(lang, f"export.extent.{'chosen' if is_chosen(shown) else 'own'}")


def chooser(atlas: Atlas, shown: Scene, on: Sheet) -> None:
    """The control below the preview: draw a frame on it, or undo that."""
    page, lang = setting.ground(atlas, shown, on), shown.lang
    fault, word = FAULT.get() or (None, "")
    component(KEY, "extent.js", HTML, isolated=False)(
        key=KEY,
        data={
            "box": page.box,
            "word": page.word,
            "least": LEAST_SHARE,
            "chosen": is_chosen(shown),
            "answers": ANSWERS.get(),
            "state": say(lang, f"export.extent.{fault}") if fault and word == page.word else _state(shown, on, page),
            "words": {name: say(lang, f"export.extent.{name}") for name in WORDS},
        },
        on_chosen_change=choose,
        on_undo_change=undo,
    )
