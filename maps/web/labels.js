/* Names on the map: placed greedily by rank, none over another, fewer when zoomed out. */
"use strict";
(function (A) {
  const GAP = 3;
  const LONGEST = 64;
  const measure = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  /* A briefing is read from afar. */
  const scaled = (label) => label.size * (A.deck ? 1.3 : 1);

  function size(text, label) {
    const font = label.weight + " " + scaled(label) + "px " + getComputedStyle(document.body).fontFamily;
    const key = font + "|" + text;
    if (!widths.has(key)) {
      measure.font = font;
      widths.set(key, measure.measureText(text).width);
    }
    return { w: widths.get(key) + 2, h: scaled(label) * 1.25 };
  }

  function order(list) {
    return list.sort((a, b) => a.label.rank - b.label.rank || a.feature.rank - b.feature.rank);
  }

  /* In focus only the chosen features are named, and the cities for orientation. */
  function focused() {
    const cities = A.shown.has("cities") ? A.layers.get("cities").features.map((feature) => feature.id) : [];
    return [...new Set([...A.focused, ...cities])].map((id) => A.byId.get(id))
      .filter((feature) => feature.layer.label).map((feature) => ({ feature, label: feature.layer.label }));
  }

  function candidates() {
    if (A.focused) return order(focused());
    const zoom = A.map.getZoom();
    const list = [];
    for (const ident of A.shown) {
      const layer = A.layers.get(ident);
      if (!layer.label || zoom < layer.label.min_zoom) continue;
      for (const feature of layer.features) {
        if (feature.rank !== null) list.push({ feature, label: layer.label });
      }
    }
    return order(list);
  }

  /* Places to try: around a point; on the anchor of a line; on, above, below and beside the anchor of an area. */
  function boxes(feature, at, extent) {
    const { w, h } = extent;
    const middle = [at.x - w / 2, at.y - h / 2];
    if (feature.shape.l) return [middle];
    if (feature.shape.a) {
      const steps = [[0, 0], [0, -h], [0, h], [-w / 2, 0], [w / 2, 0], [0, -2 * h], [0, 2 * h]];
      return steps.map(([dx, dy]) => [middle[0] + dx, middle[1] + dy]);
    }
    const r = (feature.style.size || 12) / 2 + 3;
    return [[at.x + r, at.y - h / 2], [at.x - r - w, at.y - h / 2], [at.x - w / 2, at.y - r - h], [at.x - w / 2, at.y + r]];
  }

  function free(box, taken) {
    return !taken.some((other) => box.x < other.x + other.w + GAP && other.x < box.x + box.w + GAP
      && box.y < other.y + other.h + 1 && other.y < box.y + box.h + 1);
  }

  function inside(box, limits) {
    return box.x > 2 && box.y > 2 && box.x + box.w < limits.x - 2 && box.y + box.h < limits.y - 2;
  }

  function nameOf(feature) {
    const name = feature[A.lang];
    return name.length > LONGEST ? name.slice(0, LONGEST - 1) + "\u2026" : name;
  }

  /* The first rank, the cities, may stand over a station: without them the map cannot be read. */
  function find(item, taken, points, limits) {
    const at = A.map.latLngToContainerPoint([item.feature.at[1], item.feature.at[0]]);
    const extent = size(nameOf(item.feature), item.label);
    for (const [x, y] of boxes(item.feature, at, extent)) {
      const box = { x, y, w: extent.w, h: extent.h };
      if (inside(box, limits) && free(box, taken) && (item.label.rank === 1 || free(box, points))) return box;
    }
    return null;
  }

  /* No name is written under the panel, the buttons or the scale bar. */
  function furniture() {
    const pieces = document.querySelectorAll(".atlas-panel, .atlas-buttons, .atlas-foot .scale, .atlas-foot .credits, .atlas-timebar, .deck-caption, .deck-legend");
    return [...pieces].map((node) => node.getBoundingClientRect()).map(({ x, y, width, height }) => ({ x, y, w: width, h: height }));
  }

  /* Point symbols keep their place free of other names. */
  function symbols() {
    const taken = [];
    for (const ident of A.shown) {
      for (const feature of A.layers.get(ident).features) {
        if (!feature.shape.p) continue;
        const at = A.map.latLngToContainerPoint(feature.latlngs);
        const r = (feature.style.size || 12) / 2 - 1;
        taken.push({ x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r });
      }
    }
    return taken;
  }

  function element(item, box, origin) {
    const div = document.createElement("div");
    div.className = "atlas-label";
    div.textContent = nameOf(item.feature);
    div.dataset.feature = item.feature.id;
    div.style.cssText = "font-size:" + scaled(item.label) + "px;font-weight:" + item.label.weight;
    div.style.color = A.color(item.label.color);
    div.style.transform = "translate(" + Math.round(box.x - origin.x) + "px," + Math.round(box.y - origin.y) + "px)";
    return div;
  }

  function draw() {
    const pane = A.map.getPane("atlas-labels");
    const origin = A.map.layerPointToContainerPoint([0, 0]);
    const limits = A.map.getSize();
    const points = symbols();
    const taken = furniture();
    const names = new Set();
    const labels = [];
    for (const item of candidates()) {
      const name = item.feature[A.lang];
      const box = names.has(name) ? null : find(item, taken, points, limits);
      if (!box) continue;
      names.add(name);
      taken.push(box);
      labels.push(element(item, box, origin));
    }
    pane.replaceChildren(...labels);
  }

  let waiting = 0;
  A.relabel = function () {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(draw);
  };
})(window.AtlasMap);
