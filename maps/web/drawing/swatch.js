/* The legend's samples: drawn from the same style that draws the features. */
import { color, element, svg } from "../furniture/dom.js";
import { bodyOf, formOf, hatch, outline, ringOf } from "./glyphs.js";
/** @import { LegendItem, Style } from "#types" */
/** @import { Entry } from "../state/date.js" */

const WIDTH = 30, HEIGHT = 16, RINGED = { height: 20, size: 12 };

/**
 * @param {SVGSVGElement} sample
 * @param {"line" | "rect"} shape
 * @param {Pick<Style, "strokes">} style
 * @param {Record<string, number>} attributes
 */
function strokes(sample, shape, style, attributes) {
  for (const spec of style.strokes) {
    sample.append(svg(shape, {
      fill: "none", stroke: color(spec.color), "stroke-width": Math.min(spec.width, 8), "stroke-opacity": spec.opacity,
      "stroke-dasharray": spec.dash.map((length) => length * 0.7).join(" "), ...attributes,
    }));
  }
}

/**
 * @param {SVGSVGElement} sample
 * @param {Style} style
 */
function area(sample, style) {
  const box = { x: 3, y: 3, width: WIDTH - 6, height: HEIGHT - 6, rx: 2 };
  if (style.fill) {
    sample.append(svg("rect", { fill: color(style.fill), "fill-opacity": Math.max(style.fill_opacity, 0.12), ...box }));
  }
  if (style.hatch) sample.append(svg("rect", { fill: hatch(style.hatch), ...box }));
  strokes(sample, "rect", style, box);
}

/**
 * @param {SVGSVGElement} sample
 * @param {Style} style
 * @param {{ x: number, y: number }} middle
 */
function ring(sample, style, middle) {
  const { radius, width, dash } = ringOf(style.dash, RINGED.size);
  sample.append(svg("circle", {
    cx: middle.x, cy: middle.y, r: radius, fill: "none", stroke: color(style.glyph_color), "stroke-width": width,
    "stroke-dasharray": dash,
  }));
}

/**
 * @param {SVGSVGElement} sample
 * @param {Style} style
 * @param {boolean} ringed
 */
function point(sample, style, ringed) {
  const middle = { x: WIDTH / 2, y: (ringed ? RINGED.height : HEIGHT) / 2 };
  const size = ringed ? RINGED.size : Math.min(style.size || 12, 15);
  const { fill, rim, width } = bodyOf(style, size);
  if (ringed) ring(sample, style, middle);
  const d = outline(style.glyph || "dot", middle.x, middle.y, size);
  sample.append(svg("path", { d, fill, "fill-rule": "evenodd", stroke: rim, "stroke-width": width }));
}

/**
 * @param {LegendItem["shape"]} shape
 * @param {Style} style
 */
export function swatch(shape, style) {
  const ringed = shape === "point" && formOf(style.dash).ring;
  const height = ringed ? RINGED.height : HEIGHT;
  const sample = svg("svg", { width: WIDTH, height, viewBox: "0 0 " + WIDTH + " " + height, "aria-hidden": "true" });
  if (shape === "point") point(sample, style, ringed);
  else if (shape === "line") strokes(sample, "line", style, { x1: 1, x2: WIDTH - 1, y1: HEIGHT / 2, y2: HEIGHT / 2 });
  else area(sample, style);
  return sample;
}

/** A row of a legend: the sample, what it stands for, and how many there are where that is said. @param {Entry} entry */
export function legendRow({ shape, style, name, count }) {
  const row = element("li");
  row.append(swatch(shape, style), element("span", "", name));
  if (count !== undefined) row.append(element("span", "count", String(count)));
  return row;
}
