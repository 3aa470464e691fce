/* Point symbols: one SVG path each, moved to its point; the outlines are in the payload, on a 16 x 16 grid. */
"use strict";
(function (A) {
  const GRID = 16;
  const RING_GAP = 2.2, RING_WIDTH = 1.5, RIM = 0.085;
  const FULL = 0.75, HALF = 0.6, SHORTEST_DASH = 2;
  const NAMES = "http://www.w3.org/2000/svg";

  /* Moves and scales an outline of absolute commands: every pair of numbers is a point. */
  A.outline = function (name, x, y, size) {
    const scale = size / GRID;
    let horizontal = true;
    return A.data.glyphs[name].replace(/[0-9.]+/g, (number) => {
      const offset = horizontal ? x : y;
      horizontal = !horizontal;
      return (offset + (Number(number) - GRID / 2) * scale).toFixed(1);
    });
  };

  const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

  /* A symbol says by its form what a line says by its pattern: the less of the line is inked, the less of the symbol is
     filled, and a ring around it is broken as the line is. Dots are too small for a ring. */
  A.formOf = function (dash) {
    if (!dash || !dash.length) return { body: "full", ring: false };
    const inked = sum(dash.filter((length, place) => place % 2 === 0)) / sum(dash);
    return { body: inked >= FULL ? "full" : inked >= HALF ? "half" : "hollow", ring: dash[0] >= SHORTEST_DASH };
  };

  /* The ring of a symbol: its pattern stretched a little, so that it closes. */
  A.ring = function (dash, size) {
    const radius = size / 2 + RING_GAP;
    const around = 2 * Math.PI * radius, period = sum(dash);
    const stretch = around / (Math.max(1, Math.round(around / period)) * period);
    return { radius, width: RING_WIDTH, dash: dash.map((length) => (length * stretch).toFixed(2)).join(" ") };
  };

  function svg(name, attributes) {
    const node = document.createElementNS(NAMES, name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, String(value)));
    return node;
  }

  /* The lower half in the colour, the upper one empty. */
  function half(color) {
    const id = "atlas-half-" + color;
    if (!document.getElementById(id)) {
      const gradient = svg("linearGradient", { id, x1: 0, y1: 0, x2: 0, y2: 1 });
      gradient.append(svg("stop", { offset: 0.5, "stop-color": A.color("paper") }), svg("stop", { offset: 0.5, "stop-color": A.color(color) }));
      const holder = svg("svg", { width: 0, height: 0, "aria-hidden": "true", style: "position: absolute" });
      holder.append(gradient);
      document.body.append(holder);
    }
    return "url(#" + id + ")";
  }

  /* What a symbol's body is painted with; a rim in its own colour holds together what is not all filled. */
  A.bodyOf = function (style, size) {
    const form = A.formOf(style.dash).body, color = A.color(style.glyph_color);
    if (form === "full") return { fill: color, rim: "none", width: 0 };
    return { fill: form === "half" ? half(style.glyph_color) : A.color("paper"), rim: color, width: size * RIM };
  };

  const Glyph = L.CircleMarker.extend({
    _updatePath() {
      if (!this._renderer || !this._map) return;
      const d = this._empty() ? "M0 0" : A.outline(this.options.glyph, this._point.x, this._point.y, this.options.size);
      this._renderer._setPath(this, d);
    },
  });

  function ring(feature, size, shared) {
    const { radius, width, dash } = A.ring(feature.style.dash, size);
    return L.circleMarker(feature.latlngs, Object.assign({}, shared, {
      radius, weight: width, dashArray: dash, lineCap: "butt", color: A.color(feature.style.glyph_color),
      fillColor: A.color("halo"), fillOpacity: 0.85,
    }));
  }

  function body(feature, size, shared) {
    const { fill, rim, width } = A.bodyOf(feature.style, size);
    const edge = width ? { color: rim, weight: width } : { color: A.color("halo"), weight: 2.5, opacity: 0.9 };
    return new Glyph(feature.latlngs, Object.assign({}, shared, edge, {
      glyph: feature.style.glyph || "dot", size, radius: size / 2 + 2, fillColor: fill, fillOpacity: 1, fillRule: "evenodd",
      className: (width ? "" : "atlas-glyph") + (feature.evidence === 2 ? " atlas-indicative" : ""),
    }));
  }

  A.glyph = function (feature, place) {
    const size = feature.style.size || 12;
    const shared = Object.assign({}, place, { interactive: feature.layer.selectable, bubblingMouseEvents: false });
    const drawn = body(feature, size, shared);
    return A.formOf(feature.style.dash).ring ? L.featureGroup([ring(feature, size, shared), drawn]) : drawn;
  };
})(window.AtlasMap);
