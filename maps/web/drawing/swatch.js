/* The legend's samples: drawn from the same style that draws the features. */
import { color, element, svg } from "../furniture/dom.js";
import { payload } from "../state/data.js";
import { opacityOf } from "../state/hidden.js";
import { bodyOf, formOf, hatch, outline, ringOf } from "./glyphs.js";
/** @import { LegendItem, Style } from "#types" */
/** @import { Entry } from "../state/date.js" */

/** A sample is seen also where the map's own line or fill is faint. */
const GLOW_FILL = 0.2, LEAST_FILL = 0.12, LEAST_WIDTH = 1.5;
const WIDTH = 30, HEIGHT = 16, RINGED = { height: 21, size: 13, width: 25 };

/**
 * @param {SVGSVGElement} sample
 * @param {"line" | "polyline" | "rect"} shape
 * @param {Pick<Style, "strokes">} style
 * @param {Record<string, number | string>} attributes
 */
function strokes(sample, shape, style, attributes) {
  for (const spec of style.strokes) {
    sample.append(svg(shape, {
      fill: "none", stroke: color(spec.color), "stroke-width": Math.min(Math.max(spec.width, LEAST_WIDTH), 8), "stroke-opacity": spec.opacity,
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
  sample.append(svg("rect", { fill: color("land"), ...box }));
  const soft = style.glow && !style.fill && style.strokes.length ? style.strokes[0].color : "";
  if (style.fill || soft) {
    sample.append(svg("rect", { fill: color(style.fill || soft), "fill-opacity": soft ? GLOW_FILL : Math.max(style.fill_opacity, LEAST_FILL), ...box }));
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
 * @param {{ ringed: boolean, x?: number, height?: number }} place
 */
function point(sample, style, { ringed, x = WIDTH / 2, height = ringed ? RINGED.height : HEIGHT }) {
  const middle = { x, y: height / 2 };
  const size = ringed ? RINGED.size : Math.min(style.size || 12, 15);
  const { fill, rim, width } = bodyOf(style, size);
  if (ringed) ring(sample, style, middle);
  const d = outline(style.glyph || "dot", middle.x, middle.y, size);
  sample.append(svg("path", { d, fill, "fill-rule": "evenodd", stroke: rim, "stroke-width": width }));
}

/**
 * A straight line, or one on the course that is given in shares of the sample, upwards.
 * @param {SVGSVGElement} sample
 * @param {Style} style
 * @param {number[][] | undefined} course
 */
function line(sample, style, course) {
  if (!course) return strokes(sample, "line", style, { x1: 1, x2: WIDTH - 1, y1: HEIGHT / 2, y2: HEIGHT / 2 });
  const points = course.map(([x, y]) => [1 + x * (WIDTH - 2), (0.5 - y) * HEIGHT].map((value) => value.toFixed(2)).join(",")).join(" ");
  strokes(sample, "polyline", style, { points, "stroke-linejoin": "round" });
}

/** @param {number} width @param {number} height */
const blank = (width, height) => svg("svg", { width, height, viewBox: "0 0 " + width + " " + height, "aria-hidden": "true" });

/** What explains a status: how it is drawn on a line, and on a symbol behind it. @param {Style} style */
function both(style) {
  const { height, width } = RINGED, sample = blank(WIDTH + width, height), { ring: ringed } = formOf(style.dash);
  strokes(sample, "line", style, { x1: 1, x2: WIDTH - 1, y1: height / 2, y2: height / 2 });
  point(sample, style, { ringed, x: WIDTH + width - height / 2, height });
  return sample;
}

/**
 * @param {LegendItem["shape"]} shape
 * @param {Style} style
 * @param {number[][]} [course]
 */
export function swatch(shape, style, course) {
  if (shape === "line" && style.glyph) return both(style);
  const ringed = shape === "point" && formOf(style.dash).ring;
  const height = ringed ? RINGED.height : HEIGHT;
  const sample = blank(WIDTH, height);
  if (shape === "point") point(sample, style, { ringed });
  else if (shape === "line") line(sample, style, course);
  else area(sample, style);
  return sample;
}

/**
 * Write into a row of a legend what it says; a whole name describes the row itself, so that it is read to who comes to it by keys, too.
 * @param {HTMLElement} row
 * @param {Entry} entry
 */
function write(row, { shape, style, name, count, badge, course, layer, note, whole }) {
  const sample = swatch(shape, style, course), parts = [sample, element("span", "", name)];
  if (whole && whole !== name) row.title = whole;
  if (opacityOf(layer) < 1) sample.style.opacity = String(opacityOf(layer));
  if (badge) point(sample, payload.badge, { ringed: false });
  if (note) parts.push(element("span", "note", note));
  if (count !== undefined) parts.push(element("span", "count", String(count)));
  row.append(...parts);
}

/** A row of a legend: the sample, what it stands for, and how many there are where that is said. @param {Entry} entry */
export function legendRow(entry) {
  const row = element("li");
  write(row, entry);
  return row;
}

/**
 * A row that puts away what it stands for, and brings it back: pressed is what is on the map.
 * @param {Entry} entry
 * @param {boolean} shown
 * @param {(key: string) => void} turn
 */
export function legendSwitch(entry, shown, turn) {
  const row = element("li"), node = element("button", shown ? "" : "away"), { key } = entry;
  if (!key) return legendRow(entry);
  write(node, entry);
  node.type = "button";
  node.dataset.key = key;
  node.setAttribute("aria-pressed", String(shown));
  node.addEventListener("click", () => turn(key));
  row.append(node);
  return row;
}
