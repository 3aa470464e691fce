"""axe-core in a page and in the map within it, what it leaves to a person to judge, and what is Streamlit's own.

The script's text is evaluated and not loaded, since the map document's policy forbids foreign scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from playwright.sync_api import Frame, Page

from tests.browser.drive import AtlasPage, until

Rules = dict[str, str | list[str]]

SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
EVERY_RULE: Rules = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
COLOURS: Rules = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules that another theme can break: all others ask for words, roles and their order."""
TALL = (1366, 2400)
"""A window in which the side panel need not scroll: axe passes over what is scrolled away."""
STEADY, ATTEMPTS = 4, 5


@dataclass(frozen=True)
class Own:
    """What axe finds in Streamlit's shell: the rule, where, on which page and tab it is seen, and why it stays."""

    rule: str
    selector: str
    page: str
    tab: int
    why: str


SHELL = (
    Own(
        "button-name", '[data-testid="stFileUploaderDropzone"] button', "report", 1,
        "Streamlit's uploader speaks English only. Its word is replaced by CSS content, which browsers take for the "
        "button's name and axe does not read.",
    ),
)  # fmt: skip
"""The list of docs/accessibility.md."""

THERE = "() => 'axe' in window"
SIDE = ".st-key-atlas_side"
OVER_THE_MAP = ".atlas-label, .atlas-foot .scale, .atlas-foot .credits"
"""Texts that lie on the map itself: their contrast is measured on the picture."""

RUN = """async ([rules, shell, onMap, within]) => {
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const parse = (color) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = color;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const lay = (color, opacity, ground) => {
    const share = (color[3] / 255) * opacity;
    return ground.map((below, i) => color[i] * share + below * (1 - share));
  };
  const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const light = (color) => color.reduce((sum, c, i) => sum + linear(c / 255) * [0.2126, 0.7152, 0.0722][i], 0);
  const upwards = (node) => (node ? [...upwards(node.parentElement || node.getRootNode().host), node] : []);
  const contrast = (element) => {
    let ground = [255, 255, 255], opacity = 1;
    for (const node of upwards(element)) {
      const style = getComputedStyle(node);
      if (style.backgroundImage !== 'none') return 0;
      opacity *= Number(style.opacity);
      ground = lay(parse(style.backgroundColor), opacity, ground);
    }
    const [ink, paper] = [light(lay(parse(getComputedStyle(element).color), opacity, ground)), light(ground)];
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  };
  const own = (rule, element) => shell.some(([id, selector]) => id === rule && element.closest(selector));
  const judged = (rule, element) => rule === 'color-contrast' && (element.closest(onMap) || contrast(element) >= 4.5);
  const found = await axe.run(within ? document.querySelector(within) : document, {
    runOnly: rules, resultTypes: ['violations', 'incomplete'], iframes: false, elementRef: true,
  });
  const nodes = [...found.violations, ...found.incomplete].flatMap((rule) => rule.nodes);
  if (nodes.some(({ element }) => !element.isConnected)) return null;
  const told = (rules, passes) => rules.flatMap((rule) => rule.nodes
    .filter(({ element }) => !own(rule.id, element) && !passes(rule.id, element))
    .map(({ element, target }) => rule.id + ' ' + target.flat().slice(-1) + ' ' + element.outerHTML.slice(0, 160)));
  return [...told(found.violations, () => false), ...told(found.incomplete, judged)];
}"""
"""Violations, and of what axe cannot decide everything but contrast that is enough by the colours the styles say;
nothing at all where an element was drawn anew meanwhile: one that is no longer in the document has no colours."""

CALM = """() => {
  const moving = document.getAnimations().filter((one) => one.playState === 'running')
    .filter((one) => one.effect.getComputedTiming().iterations !== Infinity);
  const busy = document.querySelectorAll('[data-test-script-state="running"], [data-stale="true"]');
  return [moving.length + busy.length, document.querySelectorAll('*').length, document.body.innerText.length];
}"""
"""What moves, is being drawn anew or fades as out of date; and how much there is."""


def faults(
    frame: Frame, shell: tuple[Own, ...] = SHELL, within: str | None = None, rules: Rules = EVERY_RULE
) -> list[str]:
    """What breaks WCAG 2.1 A or AA in a document or a part of it, one line each, without Streamlit's own."""
    if not frame.evaluate(THERE):
        frame.evaluate(SCRIPT)
    listed = [[item.rule, item.selector] for item in shell]
    for _ in range(ATTEMPTS):
        found = frame.evaluate(RUN, [rules, listed, OVER_THE_MAP, within])
        if found is not None:
            return [str(line) for line in found]
    raise AssertionError("the document is drawn anew again and again")


def without_motion(app: AtlasPage) -> AtlasPage:
    """The page until its next load, where Streamlit's tabs and fields need no third of a second to come to rest."""
    app.page.add_style_tag(content="*, ::before, ::after { transition: none !important; animation: none !important }")
    return app


def calm(page: Page) -> None:
    """Wait until a page is drawn and nothing in it fades or moves any more."""
    seen: list[list[int]] = []

    def steady() -> bool:
        seen.append(page.evaluate(CALM))
        last = seen[-STEADY:]
        return len(last) == STEADY and last[0][0] == 0 and all(item == last[0] for item in last)

    until(page, steady, "the page is calm")


def faults_of_page(app: AtlasPage, rules: Rules = EVERY_RULE) -> list[str]:
    """What breaks the rules in the page, each of its tabs opened, and in the map."""
    tabs = app.side.locator('[data-testid="stTab"]').all()
    found = faults(app.frame(), rules=rules)
    for number in range(max(1, len(tabs))):
        if tabs:
            tabs[number].click()
        calm(app.page)
        # Another tab changes the side panel and nothing else.
        within = SIDE if number else None
        found += [f"tab {number}: {line}" for line in faults(app.page.main_frame, within=within, rules=rules)]
    return found
