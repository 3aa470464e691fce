"""From a map to a file and back: the composer in the browser; the interactive file against the Plan of its figure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pyproj import Transformer

from layers.atlas.atlas import Atlas, current_atlas
from layers.catalogue.legend import legend
from layers.catalogue.style import Style
from maps.datasets.dataset import ATTRIBUTION
from maps.export.renderers import MEDIA_TYPES, today
from maps.lettering.boxes import Rect
from maps.origin.provenance import Provenance
from maps.origin.snapshot import read
from maps.paper.drawing import GLOW_OPACITY, GLOW_PX
from maps.paper.samples import DASH_SHARE, LEAST_PX, WIDEST_PX, fill_of
from maps.plan.extent import in_degrees, seen
from maps.plan.layout import MM_PER_PX
from maps.plan.legend import EVIDENCE_ROWS, ROWS, STATUS_ROWS, Row
from maps.plan.placing import Placed
from maps.plan.plan import Plan, plan
from maps.plan.shapes import Drawn
from maps.plan.symbols import sample
from maps.plan.visible import layers_of
from maps.scene.permalink import from_permalink, permalink
from maps.scene.scene import HOME, Scene, layers_shown
from maps.scene.sheet import Sheet
from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage, near, until
from tests.browser.serve import Server
from tests.maps import inks
from tests.maps.export.test_renderers import VALID
from tests.maps.inks import Fill, Line
from tests.maps.test_equivalence import (
    LEAST_PLACES,
    MISSED,
    SCENES,
    SHEET,
    area_fill,
    clear_places,
    every_scene,
    ground,
    is_point,
    made_of,
    marks,
    missed,
    off,
    pens,
    plains,
    plan_of,
    slopes,
    symbol_looks,
)
from text import say

SLOW_MS = 120_000
BARS_PX = 52 + 22
"""What stands above and below the map of an interactive file."""
LEAST_SHARE = 0.8
"""The share of names that screen and paper have in common, at least, on maps of one size and view."""

# The interactive file, opened from a folder without any network.

Open = Callable[..., Page]
Look = Callable[[str], "Screen"]

FILLS = """() => {
  window.fillsOf = (style) => {
    const gradient = /^url\\("#(.+)"\\)$/.exec(style.fill);
    const stops = gradient ? [...document.getElementById(gradient[1]).children] : [];
    const colors = gradient ? stops.map((stop) => getComputedStyle(stop).stopColor) : [style.fill];
    return style.fill === 'none' ? [] : colors.map((color) => [color, Number(style.fillOpacity)]);
  };
  window.lineOf = (style) => (style.stroke === 'none' ? null
    : [style.stroke, style.strokeWidth, style.strokeDasharray, Number(style.strokeOpacity)]);
}"""
"""What an element is filled with (both colours of a half-filled symbol) and outlined with, as the browser has it."""
ARRIVED = """() => [...AtlasMap.shown].map((ident) => AtlasMap.layers.get(ident))
  .filter((layer) => AtlasMap.map.getZoom() >= layer.min_zoom && !(AtlasMap.date && layer.context))
  .every((layer) => layer.features.length && document.querySelector(`[data-tier="${layer.id}"]`)?.childElementCount)
  && [...document.querySelectorAll('[data-tier=relief] image')].every((image) => image.getAttribute('href'))"""
"""Whether all layers are drawn that are on and to be seen: some come when they are first seen."""
LOOKS = """() => {
  const upwards = (node) => (node ? [node, ...upwards(node.parentElement)] : []);
  const isShown = (node) => upwards(node).every((each) => getComputedStyle(each).display !== 'none');
  const dim = (look, shade) => look && [...look.slice(0, -1), look[look.length - 1] * shade];
  const drawn = (group) => group.getLayers().flatMap((path) => (path.getLayers ? path.getLayers() : [path]));
  const paths = (group) => drawn(group)
    .filter((path) => path._path && isShown(path._path) && !path._path.classList.contains('atlas-badge'));
  const looks = (group, shade) => paths(group).map((path) => {
    const style = getComputedStyle(path._path);
    const bounds = path.getBounds ? path.getBounds() : path.getLatLng().toBounds(0);
    const fills = fillsOf(style).map((fill) => dim(fill, shade));
    return { at: bounds.toBBoxString(), line: dim(lineOf(style), shade), fills };
  });
  const places = Object.fromEntries([...AtlasMap.byId.values()].map((f) => [f.id, AtlasMap.bounds(f).toBBoxString()]));
  const groups = {};
  for (const ident of AtlasMap.shown) {
    const layer = AtlasMap.layers.get(ident);
    if (!document.querySelector(`[data-tier="${ident}"]`)?.childElementCount) continue;
    const { group, place } = AtlasMap.drawnOf(layer);
    groups[ident] = looks(group, Number(getComputedStyle(place.tier).opacity));
  }
  if (AtlasMap.thematic) groups[AtlasMap.thematic.layer].push(...looks(AtlasMap.thematicGroup, 1));
  groups[''] = looks(AtlasMap.focusGroup, 1);
  groups.selected = looks(AtlasMap.selection, 1);
  return { groups, places };
}"""
LEGEND = """() => Object.fromEntries([...document.querySelectorAll('.atlas-panel :is(.row, .key)')].map((row) => [
  row.querySelector('input')?.dataset.layer ?? 'indicator',
  [...row.querySelectorAll('.legend li')].map((line) => ({
    text: line.querySelector('span:not(.count)').textContent,
    marks: [...line.querySelectorAll('svg > *')].map((mark) => {
      const style = getComputedStyle(mark);
      return { line: lineOf(style), fills: fillsOf(style) };
    }),
  })),
]).filter(([, entries]) => entries.length))"""
NAMES = """() => [...document.querySelectorAll('.atlas-label')].map((node) => {
  const style = getComputedStyle(node);
  return [node.dataset.feature, node.textContent, parseFloat(style.fontSize), Number(style.fontWeight), style.color];
})"""
CANDIDATES = """(zoom) => {
  const named = (feature) => [feature.id, feature.ref || feature.short?.[AtlasMap.lang] || AtlasMap.nameOf(feature)];
  const layers = [...AtlasMap.shown].map((ident) => AtlasMap.layers.get(ident));
  const wanted = layers.filter(({ label }) => label && zoom >= label.min_zoom && zoom < label.max_zoom)
    .flatMap((layer) => layer.features.filter((feature) => feature.rank !== null));
  const cities = AtlasMap.shown.has('cities') ? AtlasMap.layers.get('cities').features : [];
  const focused = AtlasMap.focused && [...[...AtlasMap.focused].map((id) => AtlasMap.byId.get(id)), ...cities];
  return (focused || wanted).map(named);
}"""
LOOK_AT = """([lat, lng, zoom]) => {
  AtlasMap.map.options.zoomSnap = 0;
  AtlasMap.map.setView([lat, lng], zoom, { animate: false });
}"""


@pytest.fixture
def open_file(new_page: Opener, tmp_path: Path) -> Open:
    """Open an interactive file from a folder; there is no network, and the file is all that may be asked for."""

    def opened(case: str, size: tuple[int, int] = (1366, 768)) -> Page:
        path = tmp_path / f"{case}.html"
        path.write_bytes(made_of(case, "html"))
        page = new_page(Server(tmp_path.as_uri(), 0, path), size, offline=True).page
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        until(page, lambda: page.evaluate("Boolean(window.atlas && window.atlas.ready)"), "map ready")
        until(page, lambda: page.locator(".atlas-label").count() > 0, "names")
        until(page, lambda: page.evaluate(ARRIVED), "all layers")
        # The tinted relief is an address of the page's own memory, which nobody else can be asked for.
        assert [url for url in asked if not url.startswith("blob:null/")] == [path.as_uri()]
        page.evaluate(FILLS)
        return page

    return opened


@dataclass(frozen=True)
class Screen:
    """What an interactive file shows as it is opened."""

    state: Mapping[str, Any]
    looks: Mapping[str, Any]
    legend: Mapping[str, Any]
    may: set[tuple[str, str]]
    names: Sequence[Any]
    bounds: str


@pytest.fixture(scope="module")
def known() -> dict[str, Screen]:
    """Screens by the name of their Scene: opened once for all tests that only look at them."""
    return {}


@pytest.fixture
def screen(open_file: Open, known: dict[str, Screen]) -> Look:
    """Look at the interactive file of a Scene."""

    def looked(case: str) -> Screen:
        if case not in known:
            page, zoom = open_file(case), max(plan_of(case).zoom, 6)
            known[case] = Screen(
                page.evaluate("window.atlas.state()"), page.evaluate(LOOKS), page.evaluate(LEGEND),
                {tuple(pair) for pair in page.evaluate(CANDIDATES, zoom)}, page.evaluate(NAMES),
                page.evaluate("AtlasMap.map.getBounds().toBBoxString()"),
            )  # fmt: skip
        return known[case]

    return looked


def hex_of(color: str) -> str:
    """`rgb(1, 2, 3)` as `#010203`."""
    red, green, blue = (int(number) for number in re.findall(r"\d+", color)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


def as_line(told: list[Any]) -> Line:
    color, width, dash, opacity = told
    numbers = tuple(float(number) for number in inks.NUMBER.findall(dash))
    return inks.line(hex_of(color), float(width.removesuffix("px")), numbers, opacity)


def seen_looks(told: Mapping[str, Any]) -> Iterable[Line | Fill]:
    """The pen and the fills of a path that can be seen."""
    if told["line"] and told["line"][3] > 0 and told["line"][1] != "0px":
        yield as_line(told["line"])
    for color, opacity in told["fills"]:
        if opacity > 0:
            yield inks.fill(hex_of(color), opacity)


def wanted_looks(item: Drawn, made: Plan) -> list[Line | Fill]:
    """How a feature of a Plan is drawn, its soft inner edge aside."""
    if is_point(item):
        return [look for _, look in symbol_looks(item, made)]
    filled = area_fill(item, made)
    return [*pens(item, made), *([filled] if filled else [])]


def is_ring(look: Line | Fill, item: Drawn) -> bool:
    """Whether a pen is one of the rings of a soft inner edge on the screen."""
    return item.style.glow and len(look) == 4 and look[3] == round(0.09 * item.opacity, 3)


def groups_of(made: Plan) -> dict[str, list[Drawn]]:
    """The features of a Plan by layer, and under "" those that stand out."""
    focus = bool(made.scene.focus(current_atlas()))
    found: dict[str, list[Drawn]] = defaultdict(list)
    for items in made.layers[:-1] if focus else made.layers:
        for item in items:
            found[item.layer].append(item)
    found[""] = list(made.layers[-1]) if focus else []
    return found


@every_scene
def test_the_screen_shows_the_plan_s_layers_and_all_their_features(screen: Look, case: str) -> None:
    made, atlas = plan_of(case), current_atlas()
    state = screen(case).state
    on = {ident for ident, layer in state["layers"].items() if layer["visible"]}
    assert {ident for ident in on if atlas.catalogue.layer(ident).panel} == set(SCENES[case].layers)
    drawn = {item.layer for items in groups_of(made).values() for item in items if item.opacity < 1}
    assert drawn <= on
    for ident in on:
        seen_now = ident in layers_shown(atlas, SCENES[case], state["view"]["zoom"])
        late = atlas.catalogue.layer(ident).context and not seen_now
        assert state["layers"][ident]["features"] == (0 if late else len(atlas.frames[ident]))
        assert {item.id for item in groups_of(made)[ident]} <= set(atlas.frames[ident].index)
    assert (state["lang"], state["selected"], state["date"]) == (
        SCENES[case].lang, SCENES[case].selected, SCENES[case].date,
    )  # fmt: skip
    assert set(state["focus"] or ()) == set(SCENES[case].focus(atlas))


@every_scene
def test_every_feature_has_on_the_screen_the_pens_and_fills_of_the_plan(screen: Look, case: str) -> None:
    made, told, count = plan_of(case), screen(case).looks, 0
    for name, items in groups_of(made).items():
        drawn: dict[str, Counter[Line | Fill]] = defaultdict(Counter)
        for path in told["groups"][name]:
            drawn[path["at"]].update(seen_looks(path))
        wanted: dict[str, list[Drawn]] = defaultdict(list)
        for item in items:
            wanted[told["places"][item.id]].append(item)
        for place, shared in wanted.items():
            rings = [look for look in drawn[place].elements() if any(is_ring(look, item) for item in shared)]
            looks = [look for item in shared for look in wanted_looks(item, made)]
            seen, ids = drawn[place] - Counter(rings), {item.id for item in shared}
            # As large as the sea is the land around the page, of which a page may have nothing.
            off = [ident for ident, where in told["places"].items() if where == place and ident not in ids]
            assert seen >= Counter(looks) if off else seen == Counter(looks), (name, ids)
            count += len(shared)
    assert count == len(made.drawn)


@pytest.mark.parametrize("case", ["overview", "dark"])
def test_the_soft_inner_edge_is_as_wide_and_as_strong_on_the_screen(screen: Look, case: str) -> None:
    made, told = plan_of(case), screen(case).looks
    (item,) = [item for item in made.drawn if item.style.glow and item.layer == "circle"]
    looks = [look for path in told["groups"][item.layer] for look in seen_looks(path)]
    rings = [look for look in looks if is_ring(look, item)]
    assert {ring[0] for ring in rings} == {made.colors[item.style.strokes[0].color]}
    assert max(float(ring[1]) for ring in rings) == GLOW_PX
    assert sum(float(ring[-1]) for ring in rings) == pytest.approx(GLOW_OPACITY)


@every_scene
def test_what_is_selected_is_outlined_alike(screen: Look, case: str) -> None:
    told = screen(case).looks["groups"]["selected"]
    assert Counter(look for path in told for look in seen_looks(path)) == Counter(
        pen for item in plan_of(case).selected for pen in marks(item, plan_of(case))
    )


def symbol_sample(style: Style, made: Plan) -> Iterable[Line | Fill]:
    """How a symbol is drawn in a legend."""
    for mark in sample(style, current_atlas().catalogue.glyphs[style.glyph]):
        if mark.stroke:
            yield inks.line(made.colors[mark.stroke.color], mark.stroke.width, mark.stroke.dash, mark.stroke.opacity)
        else:
            yield inks.fill(made.colors[mark.fill], mark.opacity)


def swatch(row: Row, made: Plan) -> Counter[Line | Fill]:
    """A sample as the panel draws it, from the style of a row on paper."""
    style = row.style or Style()
    if row.shape == "point":
        return Counter(symbol_sample(style, made))
    found: Counter[Line | Fill] = Counter(
        inks.line(
            made.colors[pen.color],
            min(max(pen.width, LEAST_PX), WIDEST_PX),
            tuple(DASH_SHARE * part for part in pen.dash),
            pen.opacity,
        )
        for pen in style.strokes
    )
    color, opacity = fill_of(style)
    if row.shape == "polygon" and color:
        found[inks.fill(made.colors[color], opacity)] += 1
    if row.shape == "polygon":  # the panel's samples of areas lie on land, as the areas do
        found[inks.fill(made.colors["land"], 1.0)] += 1
    return found


def whole_styles(atlas: Atlas, layer: str, *, quiet: bool, dated: bool) -> dict[str, Style]:
    """The styles of a layer's entries, of all its features; beside a thematic map without what would lie over it."""
    entries = legend(atlas.catalogue.layer(layer), atlas.frames[layer].itertuples(), dated=dated)
    return {
        entry.ident or entry.kind: replace(entry.style, fill="", glow=False, held="")
        if quiet and entry.shape == "polygon"
        else entry.style
        for entry in entries
    }


@every_scene
def test_the_legends_have_the_same_entries_and_samples(screen: Look, case: str, atlas: Atlas) -> None:
    """The panel lists all classes of a layer, a page those that its frame shows; nothing else may differ."""
    made, told = plan_of(case), screen(case).legend
    rows = [
        item.row for item in made.legend.rows if item.row.style and item.row.layer not in (EVIDENCE_ROWS, STATUS_ROWS)
    ]
    for layer in {row.layer for row in rows} & {*SCENES[case].layers, ROWS}:
        panel = {entry["text"]: entry["marks"] for entry in told[layer]}
        paper = {text: row for row in rows if row.layer == layer for text in said_of(row)}
        assert paper.keys() <= panel.keys()
        assert case not in ("overview", "dated") or paper.keys() == panel.keys() - beyond(case, layer, atlas)
        whole = (
            {}
            if layer == ROWS
            else whole_styles(atlas, layer, quiet=bool(SCENES[case].indicator), dated=bool(SCENES[case].date))
        )
        for text, row in paper.items():
            # A sample is as sure as the surest of its class: on a page of what the frame shows, in the panel of all.
            as_whole = replace(row, style=whole.get(row.kind, row.style))
            assert Counter(look for mark in panel[text] for look in seen_looks(mark)) == swatch(as_whole, made), text


def said_of(row: Row) -> list[str]:
    """The classes that a row names: those that look the same are one row on paper, and apart where a row is pressed."""
    names = re.split("、|, ", without_count(row)) if row.also else [without_count(row)]
    assert len(names) == len(row.kinds)
    return names


def without_count(row: Row) -> str:
    """What a row says, without how many: of statuses after two spaces, of classes of a thematic map in brackets."""
    return re.sub(r"\s\(\d+\)$" if row.layer == ROWS else r"\s\s\d+$", "", row.text)


def beyond(case: str, layer: str, atlas: Atlas) -> set[str]:
    """The names of a layer's classes whose features all lie outside the frame."""
    made, scene = plan_of(case), SCENES[case]
    whole = atlas.catalogue.layer(layer)
    inside = {item.id for item in made.drawn if item.layer == layer}
    kinds = set(atlas.frames[layer].loc[sorted(inside), "kind"])
    return {getattr(cls, scene.lang) for cls in whole.classes if cls.kind not in kinds}


@every_scene
def test_names_on_paper_are_among_those_the_screen_may_write_in_the_same_type(screen: Look, case: str) -> None:
    made, shown = plan_of(case), screen(case)
    assert {(label.id, *label.lines) for label in made.labels} <= shown.may
    on_screen = {(ident, name): (size, weight, hex_of(color)) for ident, name, size, weight, color in shown.names}
    on_paper = {(label.id, *label.lines): (label.size, label.weight, made.colors[label.color]) for label in made.labels}
    both = on_screen.keys() & on_paper.keys()
    assert len(both) > 4
    assert {key: on_screen[key] for key in both} == {key: on_paper[key] for key in both}


# At one size and view: names, layers, legends and colours are the same on screen and paper.

COVERED_PX, BESIDE_PX = 26, 4.0
"""How far around what covers the map its shadow may reach; by how much a line may run beside that on paper."""
PLACES = """([places, reach]) => {
  const covers = ['atlas-panel', 'atlas-buttons', 'atlas-foot', 'atlas-timebar', 'atlas-said', 'atlas-popup'];
  const covered = covers.flatMap((name) => [...document.getElementsByClassName(name)]);
  const boxes = covered.map((node) => node.getBoundingClientRect());
  const frame = AtlasMap.map.getContainer().getBoundingClientRect();
  const over = (x, y, box, by) => x > box.left - by && x < box.right + by && y > box.top - by && y < box.bottom + by;
  const drawing = document.querySelector('[data-tier]').getScreenCTM();
  return places.map(([lng, lat]) => {
    const at = AtlasMap.map.project([lat, lng]).subtract(AtlasMap.map.getPixelOrigin());
    const { x, y } = new DOMPoint(at.x, at.y).matrixTransform(drawing);
    const free = over(x, y, frame, -1) && !boxes.some((box) => over(x, y, box, reach));
    return free ? [Math.floor(x), Math.floor(y)] : null;
  });
}"""
"""The pixels of the window in which places (longitude, latitude) are drawn; null for those that something covers."""
TIERS = """() => [...document.querySelectorAll('[data-tier]')].filter((tier) => tier.childElementCount)
  .map((tier) => tier.dataset.tier).filter((tier) => AtlasMap.layers.has(tier))"""
"""The layers of which something stands in the drawing."""
NAMELESS = ".atlas-label { visibility: hidden }"
SWITCH_OFF = "(layer) => atlas.setVisible(AtlasMap.visible().filter((other) => other !== layer))"


@pytest.fixture
def twin(open_file: Open) -> Open:
    """Open the interactive file of a Scene as large as the map of its figure, where the figure looks."""

    def opened(case: str) -> Page:
        made = plan_of(case)
        frame = made.layout.frame
        page = open_file(case, (round(frame.w / MM_PER_PX), round(frame.h / MM_PER_PX) + BARS_PX))
        if page.locator(".atlas-panel:not(.folded)").count():
            page.locator(".atlas-panel header button").click()
        west, south, east, north = made.extent
        middle = ((west + east) / 2, (south + north) / 2)
        lng, lat, *_ = in_degrees((*middle, *middle), made.projection.crs)
        page.evaluate(LOOK_AT, [lat, lng, made.zoom])
        until(page, lambda: page.evaluate(ARRIVED), "all layers")
        return page

    return opened


CARDS = """() => [...document.querySelectorAll('.atlas-popup')].map((node) => {
  const frame = AtlasMap.map.getContainer().getBoundingClientRect();
  const { x, y, width, height } = node.getBoundingClientRect();
  return [x - frame.x, y - frame.y, width, height];
})"""
"""Where the card of what is selected lies on the map: paper has none, and no name is written under it."""


def covered(label: Placed, cards: list[tuple[float, float, float, float]]) -> bool:
    """Whether a part of a name on paper would lie under a card."""
    return any(not box.apart(Rect(*card)) for box in label.boxes for card in cards)


@every_scene
def test_screen_and_paper_write_the_same_names_at_one_size_and_view(twin: Open, case: str) -> None:
    page = twin(case)

    def share() -> float:
        cards, on_screen = page.evaluate(CARDS), {name for _, name, *_ in page.evaluate(NAMES)}
        # Latin names along lines are also set smaller and in two lines on paper, where nobody can zoom (decision 34).
        alike = [label for label in plan_of(case).labels if not (label.setting and SCENES[case].lang == "en")]
        written = {"".join(label.lines) for label in plan_of(case).labels} & on_screen
        on_paper = written | {"".join(label.lines) for label in alike if not covered(label, cards)}
        return len(on_screen & on_paper) / len(on_screen | on_paper)

    assert until(page, lambda: share() >= LEAST_SHARE, f"share of names in {case}: {share():.2f}")
    written = {ident: [name] for ident, name, *_ in page.evaluate(NAMES)}
    both = {label.id: list(label.lines) for label in plan_of(case).labels if label.id in written}
    assert both == {ident: written[ident] for ident in both}


def degrees_of(made: Plan, places: np.ndarray) -> np.ndarray:
    """Longitude and latitude of places in px of the frame."""
    step, (west, _, _, north) = made.metres_per_mm * MM_PER_PX, made.extent
    to_globe = Transformer.from_crs(made.projection.crs, 4326, always_xy=True)
    return np.column_stack(to_globe.transform(west + places[:, 0] * step, north - places[:, 1] * step))


def colors_seen(page: Page, made: Plan) -> tuple[np.ndarray, np.ndarray]:
    """Places of the frame, in px of it, where the screen shows nothing but areas, and the colours that it has there."""
    places = clear_places(made, BESIDE_PX)
    told = page.evaluate(PLACES, [degrees_of(made, places).tolist(), COVERED_PX])
    page.mouse.move(0, 0)
    image = np.asarray(Image.open(BytesIO(page.screenshot(style=NAMELESS))).convert("RGB"), dtype=int)
    columns, lines = np.array([at for at in told if at]).T
    return places[[at is not None for at in told]], image[lines, columns]


@every_scene
def test_screen_and_paper_have_the_same_layers_and_colours_at_one_size_and_view(twin: Open, case: str) -> None:
    made, page = plan_of(case), twin(case)
    assert set(page.evaluate(TIERS)) == {layer.id for layer in layers_of(current_atlas(), SCENES[case], made.zoom)}
    places, found = colors_seen(page, made)
    plain, steep = plains(made, places), slopes(made, places)
    assert min(plain.sum(), steep.sum()) > LEAST_PLACES
    assert off(found[plain], ground(made, places[plain])) == 0.0
    assert missed(found[steep], made, places[steep]) < MISSED


def test_a_difference_between_the_colours_of_screen_and_paper_would_be_found(twin: Open) -> None:
    made, page = plan_of("overview"), twin("overview")
    page.evaluate(SWITCH_OFF, "relief")
    places, found = colors_seen(page, made)
    steep = slopes(made, places)
    assert missed(found[steep], made, places[steep]) > 0.9
    page.evaluate(SWITCH_OFF, "cities")
    places, found = colors_seen(page, made)
    plain = plains(made, places)
    assert off(found[plain], ground(made, places[plain])) > 0.1


def test_at_a_date_neither_screen_nor_paper_shows_context(twin: Open, atlas: Atlas) -> None:
    page, context = twin("selected"), {layer.id for layer in atlas.catalogue.layers if layer.context}
    assert context <= set(page.evaluate(TIERS))
    page.evaluate("atlas.setDate('2022-05')")
    made = plan(atlas, replace(SCENES["selected"], date="2022-05").checked(atlas), SHEET)
    on_paper = {item.layer for item in made.drawn}
    assert context.isdisjoint(on_paper)
    due = {layer.id for layer in layers_of(atlas, made.scene, made.zoom)}
    until(page, lambda: set(page.evaluate(TIERS)) == due, "the layers of the date")
    assert context.isdisjoint(page.evaluate(TIERS))
    assert on_paper <= set(page.evaluate(TIERS))


def test_at_one_view_of_the_overview_the_legends_are_the_same(twin: Open) -> None:
    made, told = plan_of("overview"), twin("overview").evaluate(LEGEND)
    on_paper = {(item.row.layer, text) for item in made.legend.rows if item.row.style for text in said_of(item.row)}
    in_panel = {(layer, entry["text"]) for layer, entries in told.items() for entry in entries}
    assert {row for row in on_paper if row[0] != EVIDENCE_ROWS} == in_panel


@every_scene
def test_the_screen_shows_what_the_scene_s_view_does(screen: Look, case: str, atlas: Atlas) -> None:
    """Here and on paper; what surrounds it depends on the shape of window and page."""
    west, south, east, north = (float(number) for number in screen(case).bounds.split(","))
    view = SCENES[case].view
    about = [
        atlas.feature(ident)["geometry"].bounds for ident in SCENES[case].focus(atlas) or atlas.frames["circle"].index
    ]
    for extent in about if view == HOME else [_middle(seen(view))]:
        assert west <= extent[0] <= extent[2] <= east
        assert south <= extent[1] <= extent[3] <= north


def _middle(extent: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The middle ninth of an extent: an interactive file keeps the zoom of a view, on a window of any size."""
    west, south, east, north = extent
    x, y = (east - west) / 3, (north - south) / 3
    return west + x, south + y, east - x, north - y


def test_an_interactive_file_works_without_any_network(open_file: Open) -> None:
    page = open_file("overview")
    expect(page.locator(".atlas-said strong")).to_have_text(plan_of("overview").words.title)
    expect(page.locator(".atlas-said em")).to_have_text(say("zh", "review.internal"))
    expect(page.locator(".atlas-said-foot")).to_contain_text(current_atlas().digest)
    page.locator('.atlas-panel input[data-layer="rail"]').click()
    assert "rail" not in page.evaluate("AtlasMap.visible()")
    page.evaluate("AtlasMap.select('gateway-xiaoshan-airport', true)")
    expect(page.locator(".atlas-popup")).to_contain_text("杭州萧山国际机场")
    before = page.evaluate("window.atlas.state().view.zoom")
    page.locator(".atlas-buttons button").first.click()
    until(page, lambda: page.evaluate("window.atlas.state().view.zoom") > before, "zoom")


def test_an_interactive_file_switches_language_and_theme(open_file: Open) -> None:
    page = open_file("overview")
    switches = page.locator(".atlas-said .switches button")
    page.locator(".atlas-said").get_by_text("English", exact=True).click()
    expect(page.locator(".atlas-panel")).to_contain_text("Extent of the circle")
    expect(page.locator(".atlas-label", has_text="Hangzhou").first).to_be_visible()
    page.locator(".atlas-said").get_by_text("中文", exact=True).click()
    expect(page.locator(".atlas-label", has_text="杭州市").first).to_be_visible()
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--c-paper').trim()"
    light = page.evaluate(paper)
    switches.last.click()
    assert page.evaluate(paper) == current_atlas().catalogue.palette["dark"]["paper"] != light
    switches.last.click()
    assert page.evaluate(paper) == light


def test_what_an_interactive_file_says_of_itself_follows_its_language_and_its_choice(open_file: Open) -> None:
    page, atlas = open_file("overview"), current_atlas()
    title, time = page.locator(".atlas-said strong"), page.locator(".atlas-said span").first
    scene = SCENES["overview"]
    for lang in ("zh", "en", "zh"):
        page.evaluate("lang => window.atlas.setLanguage(lang)", lang)
        said = plan(atlas, replace(scene, lang=lang), SHEET).words
        expect(title).to_have_text(said.title)
        expect(time).to_have_text(said.time)
        assert page.title() == said.title
        expect(page.locator(".atlas-said em")).to_have_text(say(lang, "review.internal"))
    page.evaluate("window.atlas.setDate('2022-05')")
    expect(time).to_have_text("2022年5月的状况")
    page.locator("#atlas-choose-indicator").select_option("density")
    expect(time).to_contain_text(page.locator("#atlas-choose-indicator option:checked").inner_text())
    expect(time).to_contain_text("2022年5月的状况")
    assert page.title().startswith(say("zh", "paper.place"))
    assert page.locator("#atlas-choose-indicator option:checked").inner_text() in page.title()


# The composer.

SHOWN = "/transport?v=1&lang=en&theme=light&layers=cities,circle,rail,stations&view=30.25,120.15,9.5&date=2022-05"
CHOSEN = f"{SHOWN}&selected=gateway-xiaoshan-airport"


def to_composer(app: AtlasPage) -> None:
    """Click the map's own button."""
    app.map_frame.locator(".atlas-buttons button").last.click()
    app.page.wait_for_url(re.compile(r"/export\?"))
    stage(app)


def stage(app: AtlasPage) -> None:
    """Wait for the picture of the page."""
    app.page.locator(".st-key-atlas_stage img").wait_for(timeout=SLOW_MS)
    app.idle()


def asked_for(app: AtlasPage, atlas: Atlas) -> Scene:
    """The Scene in the composer's address."""
    (address,) = parse_qs(urlsplit(app.page.url).query)["scene"]
    scene, notices = from_permalink(address, atlas)
    assert notices == ()
    return scene


def preview(app: AtlasPage) -> Provenance:
    """What the picture on the stage says of itself."""

    def fetched() -> bytes:
        """Nothing where the server has a newer picture already and has forgotten this one."""
        address = app.page.locator(".st-key-atlas_stage img").get_attribute("src") or ""
        answer = app.page.request.get(app.origin + address.removeprefix(app.origin))
        return answer.body() if answer.ok else b""

    return read("preview.png", app.until(fetched, "the picture on the stage"))


def tab(app: AtlasPage, name: str, lang: str) -> None:
    app.side.get_by_role("tab", name=say(lang, f"export.{name}"), exact=True).click()


def taken(app: AtlasPage, key: str) -> tuple[str, bytes]:
    """Click a download button: the file's name and bytes."""
    button = app.page.locator(f".st-key-{key} button").first
    expect(button).to_be_enabled(timeout=SLOW_MS)
    with app.page.expect_download(timeout=SLOW_MS) as waiting:
        button.click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_the_map_s_button_carries_view_layers_selection_and_date(app: AtlasPage, atlas: Atlas) -> None:
    app.open(path=CHOSEN)
    app.until(lambda: app.state()["date"] == "2022-05")
    app.settled()
    view = app.js("AtlasMap.view()")
    to_composer(app)
    scene, wanted = asked_for(app, atlas), from_permalink(CHOSEN, atlas)[0]
    assert (scene.page, scene.layers, scene.selected, scene.date) == (
        wanted.page, wanted.layers, wanted.selected, wanted.date,
    )  # fmt: skip
    carried = asdict(scene.view)
    assert near(carried, view, 0.002)
    assert near(carried, asdict(wanted.view))
    assert (carried["width"], carried["height"]) == (view["width"], view["height"])
    assert preview(app).permalink == permalink(scene, atlas)


def test_two_clicks_lead_from_a_map_to_a_file_of_each_format(app: AtlasPage, atlas: Atlas) -> None:
    app.open("places")
    to_composer(app)
    asked = permalink(asked_for(app, atlas), atlas)
    assert asked == preview(app).permalink
    for file_format in MEDIA_TYPES:
        name, data = taken(app, f"order_format_{file_format}")
        assert name == f"hangzhou-circle-places-zh-{today()}.{file_format}"
        assert file_format == "png" or VALID[file_format](data)
        origin = read(name, data)
        assert origin.permalink == asked
        assert origin.sheet == Sheet(made=today().isoformat())


def test_data_are_downloaded_with_their_attribution(app: AtlasPage) -> None:
    app.open("places", "en")
    to_composer(app)
    tab(app, "data", "en")
    name, data = taken(app, "order_data")
    assert name == "hangzhou-circle-places-wgs84-geojson.zip"
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {ATTRIBUTION, "places_wgs84.geojson"} <= set(archive.namelist())


@pytest.mark.parametrize(
    "address", ["/nowhere?v=1", "/zones?v=1&layers=x&selected=%3Cimg%20src=x%20onerror=alert(1)%3E"]
)
def test_a_hostile_address_of_the_composer_is_harmless(app: AtlasPage, atlas: Atlas, address: str) -> None:
    app.open(path=f"/export?lang=en&scene={address.replace('&', '%26').replace('?', '%3F')}")
    stage(app)
    expect(app.side.locator(".atlas-notice").first).to_be_visible()
    assert from_permalink(preview(app).permalink, atlas)[1] == ()
