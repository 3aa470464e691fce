"""Every scene of the built-in storyboards on a screen of 1080p: what it speaks of stands out, is seen, and is named."""

from __future__ import annotations

from typing import Any

import pytest

from layers.atlas.atlas import current_atlas
from maps.storyboard.file import builtin
from maps.storyboard.storyboard import Step, Storyboard, scene_of
from tests.browser.conftest import Opener
from tests.browser.drive import until
from tests.browser.serve import Server

SCREEN = (1920, 1080)
ANNOTATIONS = 3
"""As many of the features that a scene speaks of are named on the map, whatever else there is room for."""
ALMOST_PX = 2
BOARDS = [pytest.param(board, lang, id=f"{board.id}-{lang}") for board in builtin(current_atlas())
          for lang in ("zh", "en") if lang == "zh" or board.id == "one-hour"]  # fmt: skip
SHOWN = """async ([index, spoken, named]) => {
  const rest = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  atlas.goTo(index);
  await rest();
  await rest();
  const { map, byId } = AtlasMap;
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const extent = (id) => {
    const all = (AtlasMap.layers.get(id)?.features || [byId.get(id)]).map((feature) => AtlasMap.bounds(feature));
    const corners = all.flatMap((bounds) => [bounds.getNorthWest(), bounds.getSouthEast()]);
    const at = corners.map((corner) => map.latLngToContainerPoint(corner));
    const [xs, ys] = [at.map(({ x }) => x), at.map(({ y }) => y)];
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  };
  const label = (id) => {
    const node = document.querySelector(`.atlas-label[data-feature="${id}"]`);
    return node && node.checkVisibility({ visibilityProperty: true }) ? box(node) : null;
  };
  return {
    index: atlas.briefing().index, focus: atlas.state().focus || [],
    covers: [".briefing-caption", ".briefing-legend"].map((name) => box(document.querySelector(name))),
    extents: Object.fromEntries(spoken.map((id) => [id, extent(id)])),
    labels: Object.fromEntries(named.map((id) => [id, label(id)])),
  };
}"""
Box = list[float]


def spoken_of(step: Step) -> tuple[str, ...]:
    """What a scene speaks of: the features that it names, else those of its clause."""
    return scene_of(step, current_atlas(), "zh").focus(current_atlas())


def annotated(step: Step) -> list[str]:
    """The first features that a scene names, of a line in parts the first part."""
    atlas = current_atlas()
    first: dict[str, str] = {}
    for ident in step.named:
        first.setdefault(str(atlas.feature(ident).get("line") or ident), ident)
    return list(first.values())[:ANNOTATIONS]


def apart(one: Box, other: Box) -> bool:
    """Whether two boxes do not overlap."""
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def within(box: Box, width: float, height: float) -> bool:
    """Whether a box lies in a window."""
    return (
        box[0] >= -ALMOST_PX and box[1] >= -ALMOST_PX and box[2] <= width + ALMOST_PX and box[3] <= height + ALMOST_PX
    )


def faults(step: Step, shown: dict[str, Any]) -> list[str]:
    """What of the features that a scene names is not shown, hidden, or without a name."""
    found = [f"{ident} does not stand out" for ident in step.named if ident not in shown["focus"]]
    for ident, box in shown["extents"].items():
        hidden = not all(apart(box, cover) for cover in shown["covers"])
        found += [f"{ident} lies under the card or the legend"] if hidden else []
        found += [] if within(box, *SCREEN) else [f"{ident} is not seen whole: {box}"]
    for ident, label in shown["labels"].items():
        seen = label and within(label, *SCREEN) and all(apart(label, cover) for cover in shown["covers"])
        found += [] if seen else [f"{ident} is not named"]
    return found


@pytest.mark.parametrize(("board", "lang"), BOARDS)
def test_every_scene_shows_and_names_what_it_speaks_of(
    server: Server, new_page: Opener, board: Storyboard, lang: str
) -> None:
    page = new_page(server, SCREEN, reduced_motion="reduce").page
    page.goto(f"{server.origin}/briefing?present=1&board={board.id}&lang={lang}")
    stage = page.locator("#atlas-stage iframe")
    stage.wait_for()
    frame = stage.element_handle().content_frame()
    assert frame is not None
    until(page, lambda: frame.evaluate("!!(window.atlas && atlas.ready && atlas.briefing())"), "the briefing")
    found = {}
    for index, step in enumerate(board.scenes):
        shown = frame.evaluate(SHOWN, [index, [*step.named, *step.fit], annotated(step)])
        assert shown["index"] == index
        found[f"{index + 1} {step.said('title', lang)}"] = faults(step, shown)
    assert {scene: wrong for scene, wrong in found.items() if wrong} == {}


def test_nearly_every_scene_says_which_features_it_speaks_of() -> None:
    silent = [step.title_en for board in builtin(current_atlas()) for step in board.scenes if not spoken_of(step)]
    assert silent == ["Why a circle", "Spreading the City Brain"], "of these the whole map speaks"
