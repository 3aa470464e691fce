/* The legend's samples: drawn from the same style that draws the features. */
"use strict";
(function (A) {
  const NAMES = "http://www.w3.org/2000/svg";
  const WIDTH = 30, HEIGHT = 16, RINGED = { height: 20, size: 12 };

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

  function ring(svg, style, middle) {
    const { radius, width, dash } = A.ring(style.dash, RINGED.size);
    svg.appendChild(node("circle", {
      cx: middle.x, cy: middle.y, r: radius, fill: "none", stroke: A.color(style.glyph_color), "stroke-width": width,
      "stroke-dasharray": dash,
    }));
  }

  function point(svg, style, ringed) {
    const middle = { x: WIDTH / 2, y: (ringed ? RINGED.height : HEIGHT) / 2 };
    const size = ringed ? RINGED.size : Math.min(style.size || 12, 15);
    const { fill, rim, width } = A.bodyOf(style, size);
    if (ringed) ring(svg, style, middle);
    const d = A.outline(style.glyph || "dot", middle.x, middle.y, size);
    svg.appendChild(node("path", { d, fill, "fill-rule": "evenodd", stroke: rim, "stroke-width": width }));
  }

  A.swatch = function (shape, style) {
    const ringed = shape === "point" && A.formOf(style.dash).ring;
    const height = ringed ? RINGED.height : HEIGHT;
    const svg = node("svg", { width: WIDTH, height, viewBox: "0 0 " + WIDTH + " " + height, "aria-hidden": "true" });
    if (shape === "point") {
      point(svg, style, ringed);
    } else if (shape === "line") {
      strokes(svg, "line", style, { x1: 1, x2: WIDTH - 1, y1: HEIGHT / 2, y2: HEIGHT / 2 });
    } else {
      area(svg, style);
    }
    return svg;
  };
})(window.AtlasMap);
