"""Names along lines on the screen: upright, clear of each other and of symbols, short, and large in a briefing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from layers.atlas.atlas import current_atlas
from maps.storyboard.file import builtin
from maps.storyboard.presentation import briefing
from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage
from tests.browser.serve import Server

LETTERS = """() => [...document.querySelectorAll('.atlas-label')].map((node) => {
  const frame = AtlasMap.map.getContainer().getBoundingClientRect();
  const size = parseFloat(getComputedStyle(node).fontSize);
  if (!node.getNumberOfChars) {
    const { x, y, width, height } = node.getBoundingClientRect();
    const box = [x - frame.x, y - frame.y + height * 0.12, width, height * 0.76];
    return { id: node.dataset.feature, text: node.textContent, size, turns: [], boxes: [box] };
  }
  const to = node.getScreenCTM(), boxes = [], turns = [];
  for (let i = 0; i < node.getNumberOfChars(); i += 1) {
    const turn = node.getRotationOfChar(i), angle = (turn * Math.PI) / 180;
    const from = new DOMPoint(node.getStartPositionOfChar(i).x, node.getStartPositionOfChar(i).y).matrixTransform(to);
    const wide = node.getSubStringLength(i, 1) / 2, high = 0.36 * size, half = 0.36 * size;
    const x = from.x + wide * Math.cos(angle) + high * Math.sin(angle) - frame.x;
    const y = from.y + wide * Math.sin(angle) - high * Math.cos(angle) - frame.y;
    boxes.push([x - half, y - half, 2 * half, 2 * half]);
    turns.push(turn > 180 ? turn - 360 : turn);
  }
  return { id: node.dataset.feature, text: node.textContent, size, turns, boxes };
})"""
"""Every name, with the hearts of its letters: squares of 0.72 of their size around their middles."""
SYMBOLS = """() => [...AtlasMap.shown].flatMap((id) => AtlasMap.layers.get(id).features)
  .filter(({ shape, layer, kind }) => shape.p && AtlasMap.map.getZoom() >= layer.min_zooms[kind]
    && document.querySelector(`[data-tier="${layer.id}"]`)?.childElementCount)
  .map((feature) => AtlasMap.map.latLngToContainerPoint(feature.latlngs)).map(({ x, y }) => [x - 3, y - 3, 6, 6])"""


def meet(one: list[float], other: list[float]) -> bool:
    beside = one[0] >= other[0] + other[2] or other[0] >= one[0] + one[2]
    return not (beside or one[1] >= other[1] + other[3] or other[1] >= one[1] + one[3])


def overlapping(names: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of names of which a letter lies on a letter."""
    return [
        (one["id"], two["id"])
        for at, one in enumerate(names) for two in names[at + 1 :]
        if any(meet(a, b) for a in one["boxes"] for b in two["boxes"])
    ]  # fmt: skip


def looked(app: AtlasPage, lat: float, lng: float, zoom: float) -> list[dict[str, Any]]:
    """The names of a view, when they stand."""
    app.js(f"atlas.setView({{lat: {lat}, lng: {lng}, zoom: {zoom}}})")
    app.settled()
    found: list[dict[str, Any]] = app.js(LETTERS)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_run_along_lines_upright_and_none_over_another(app: AtlasPage, lang: str) -> None:
    atlas = current_atlas()
    app.open("transport", lang)
    for zoom in (8, 9.5):
        names = looked(app, 30.2, 119.9, zoom)
        along = [name for name in names if name["turns"]]
        assert len({name["id"] for name in along}) >= (6 if lang == "zh" or zoom > 8 else 3)
        assert sum(any(abs(turn) > 5 for turn in name["turns"]) for name in along) >= 3
        assert all(abs(turn) < 100 for name in along for turn in name["turns"])
        assert overlapping(names) == []
        symbols = app.js(SYMBOLS)
        assert not [
            name["text"] for name in along for box in name["boxes"] if any(meet(box, other) for other in symbols)
        ]
        for name in along:
            assert len(name["text"]) == len(name["turns"])
            full = str(atlas.feature(name["id"])[f"name_{lang}"])
            assert not {"Railway", "Expressway", "高速公路"} & set(name["text"].split())
            assert name["text"] == full or len(name["text"]) < len(full)
    assert any(name["text"].endswith("高铁" if lang == "zh" else " HSR") for name in along)
    names = looked(app, 30.05, 119.55, 7.5)
    lines = {name["id"] for name in names if name["id"].startswith(("rail-", "road-", "waterway-"))}
    assert len(lines) >= 5, "a long name that finds no room along its line stands level beside it"
    assert overlapping(names) == []


def test_a_long_line_is_named_again_far_off_and_the_hub_is_left_alone(app: AtlasPage) -> None:
    app.open("transport", "zh")
    names = [name for name in looked(app, 29.85, 119.3, 10.5) if name["turns"]]
    counts = [name["id"] for name in names]
    assert max(counts.count(ident) for ident in counts) > 1
    for ident in set(counts):
        middles = [name["boxes"][len(name["boxes"]) // 2] for name in names if name["id"] == ident]
        apart = [((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for i, a in enumerate(middles) for b in middles[:i]]
        assert min(apart, default=500) > 400
    looked(app, 30.26, 120.2, 7.5)
    hub = app.js("(() => { const { x, y } = AtlasMap.map.latLngToContainerPoint([30.26, 120.2]); return [x, y]; })()")
    near = [hub[0] - 18, hub[1] - 18, 36, 36]
    assert not [name for name in app.js(LETTERS) if name["turns"] and any(meet(box, near) for box in name["boxes"])]


def test_a_city_s_name_does_not_look_like_a_place_and_stops_are_named_from_zoom_10(app: AtlasPage) -> None:
    app.open("transport", "zh")
    atlas = current_atlas()
    stops = set(atlas.frames["stations"].index[atlas.frames["stations"]["kind"] == "intercity_station"])
    for zoom, cities, named in ((9, True, False), (9.5, True, False), (11, False, True)):
        seen = {name["id"] for name in looked(app, 30.2, 120.0, zoom)}
        assert any(ident.startswith("city-") for ident in seen) is cities, zoom
        assert bool(seen & stops) is named, zoom


def test_names_of_a_briefing_are_read_from_afar_and_do_not_overlap(server: Server, new_page: Opener) -> None:
    app = new_page(server, (1920, 1080)).open("transport", "en")
    board = next(board for board in builtin(current_atlas()) if board.id == "ten-projects")
    app.js(f"atlas.present({json.dumps(briefing(board, current_atlas()))})")
    for number in (0, 2):
        app.js(f"atlas.goTo({number})")
        app.settled()
        names: list[dict[str, Any]] = app.js(LETTERS)
        height = app.js("AtlasMap.map.getSize().y")
        assert len(names) >= 3
        assert min(name["size"] for name in names) >= 22 * height / 1080
        assert overlapping(names) == []


DRAWN = """() => AtlasMap.drawnOf(AtlasMap.layers.get('stations')).group.getLayers()
  .flatMap((drawn) => drawn.getLayers ? drawn.getLayers() : drawn)
  .filter((drawn) => drawn.options.glyph).map((drawn) => drawn.options.glyph)"""
"""The symbols of the stations that are drawn."""


def test_intercity_stops_are_drawn_from_zoom_10_and_one_that_is_selected_or_stands_out_always(app: AtlasPage) -> None:
    app.open("transport", "zh")
    stations = current_atlas().frames["stations"]
    stop = str(stations.index[stations["kind"] == "intercity_station"][0])
    for zoom, wanted in ((9.5, False), (10, True), (8, False)):
        looked(app, 30.2, 120.0, zoom)
        drawn = app.js(DRAWN)
        assert ("stop" in drawn) is wanted, zoom
        assert drawn.count("station_major") > 40, zoom
    app.atlas(f"select('{stop}')")
    assert app.js(DRAWN).count("stop") == 1
    app.atlas("select(null)")
    assert "stop" not in app.js(DRAWN)
    app.atlas(f"focus(['{stop}'])")
    assert app.js("AtlasMap.focusGroup.getLayers().filter((drawn) => drawn.options.glyph === 'stop').length") == 1


TROUBLED = """() => {
  const { map } = AtlasMap, frame = map.getContainer().getBoundingClientRect();
  const layers = [...AtlasMap.shown].map((id) => AtlasMap.layers.get(id)).filter(({ label }) => label?.along);
  const lines = layers.flatMap(({ features }) => features).filter(({ shape }) => shape.l).map((feature) => ({
    own: feature.line || feature.id,
    parts: feature.latlngs.map((line) => line.map((place) => map.latLngToContainerPoint(place))),
  }));
  const far = ({ x, y }, a, b) => {
    const dx = b.x - a.x, dy = b.y - a.y, share = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1);
    const at = Math.max(0, Math.min(1, share));
    return Math.hypot(a.x + at * dx - x, a.y + at * dy - y);
  };
  const through = (at, name, reach) => lines.some(({ own, parts }) => own !== name
    && parts.some((line) => line.some((b, i) => i && far(at, line[i - 1], b) < reach)));
  const letter = (node, size, i) => {
    const { x, y } = node.getStartPositionOfChar(i).matrixTransform(node.getScreenCTM());
    const turn = (node.getRotationOfChar(i) * Math.PI) / 180, cos = Math.cos(turn), sin = Math.sin(turn);
    const right = node.getSubStringLength(i, 1) / 2, up = 0.36 * size;
    return { x: x + right * cos + up * sin - frame.x, y: y + right * sin - up * cos - frame.y, turn };
  };
  return [...document.querySelectorAll(".atlas-along")].flatMap((node) => {
    const feature = AtlasMap.byId.get(node.dataset.feature), size = parseFloat(node.style.fontSize);
    if (!feature.shape.l) return [];
    const letters = [...node.textContent].map((_, i) => letter(node, size, i));
    const gaps = letters.slice(1).map(({ x, y }, i) => Math.hypot(x - letters[i].x, y - letters[i].y));
    const turns = letters.slice(1).map(({ turn }, i) => Math.abs(turn - letters[i].turn)), faults = [];
    if (Math.max(...gaps) - Math.min(...gaps) > 0.65 * size) faults.push("falls into pieces");
    if (Math.max(...turns) > 0.32) faults.push("turns round a corner");
    const struck = letters.some((at) => through(at, feature.line || feature.id, 0.3 * size));
    if (struck) faults.push("is struck through");
    return faults.map((fault) => node.textContent + " " + fault);
  });
}"""
"""What is wrong with the Chinese names along lines, each in words."""


def test_no_chinese_name_falls_into_pieces_turns_round_a_corner_or_is_struck_through(app: AtlasPage) -> None:
    app.open("transport", "zh")
    for lat, lng, zoom in ((30.2, 119.8, 7.5), (30.2, 119.8, 8), (29.9, 120.2, 9), (30.2, 120.0, 10)):
        looked(app, lat, lng, zoom)
        assert app.js(TROUBLED) == [], zoom
