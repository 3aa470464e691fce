/* The legend's samples: drawn from the same style that draws the features. */
"use strict";
(function (A) {
  const NAMES = "http://www.w3.org/2000/svg";
  const WIDTH = 30, HEIGHT = 16;

  function node(name, attributes) {
    const element = document.createElementNS(NAMES, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, String(value)));
    return element;
  }

  function strokes(svg, shape, style, attributes) {
    for (const spec of style.strokes) {
      svg.appendChild(node(shape, Object.assign({
        fill: "none", stroke: A.color(spec.color), "stroke-width": Math.min(spec.width, 8), "stroke-opacity": spec.opacity,
        "stroke-dasharray": spec.dash.map((length) => length * 0.7).join(" "),
      }, attributes)));
    }
  }

  function area(svg, style) {
    const box = { x: 3, y: 3, width: WIDTH - 6, height: HEIGHT - 6, rx: 2 };
    if (style.fill) {
      svg.appendChild(node("rect", Object.assign({
        fill: A.color(style.fill), "fill-opacity": Math.max(style.fill_opacity, 0.12),
      }, box)));
    }
    strokes(svg, "rect", style, box);
  }

  A.swatch = function (shape, style) {
    const svg = node("svg", { width: WIDTH, height: HEIGHT, viewBox: "0 0 " + WIDTH + " " + HEIGHT, "aria-hidden": "true" });
    if (shape === "point") {
      const d = A.outline(style.glyph || "dot", WIDTH / 2, HEIGHT / 2, Math.min(style.size || 12, 15));
      svg.appendChild(node("path", { d, fill: A.color(style.glyph_color), "fill-rule": "evenodd" }));
    } else if (shape === "line") {
      strokes(svg, "line", style, { x1: 1, x2: WIDTH - 1, y1: HEIGHT / 2, y2: HEIGHT / 2 });
    } else {
      area(svg, style);
    }
    return svg;
  };
})(window.AtlasMap);
