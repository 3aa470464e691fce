/* Point symbols: one SVG path each, moved to its point; the outlines are in the payload, on a 16 x 16 grid. */
import * as L from "leaflet";
import { payload } from "../state/data.js";
import { sizeOf, styleOf } from "../state/date.js";
import { color, svg } from "../furniture/dom.js";
/** @import { Feature, Place, Style } from "#types" */

const GRID = 16;
const RING_GAP = 2.6, RING_WIDTH = 2, RIM = 0.085;
const HATCH = 7, HATCH_WIDTH = 1.1;
const FULL = 0.75, HALF = 0.6, SHORTEST_DASH = 2;

/**
 * Moves and scales an outline of absolute commands: every pair of numbers is a point.
 * @param {string} name
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
export function outline(name, x, y, size) {
  const scale = size / GRID;
  let horizontal = true;
  return payload.glyphs[name].replace(/[0-9.]+/g, (number) => {
    const offset = horizontal ? x : y;
    horizontal = !horizontal;
    return (offset + (Number(number) - GRID / 2) * scale).toFixed(1);
  });
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

/**
 * A symbol says by its form what a line says by its pattern: the less of the line is inked, the less of the symbol is
 * filled, and a ring around it is broken as the line is. Dots are too small for a ring.
 * @param {number[] | undefined} dash
 */
export function formOf(dash) {
  if (!dash || !dash.length) return { body: "full", ring: false };
  const inked = sum(dash.filter((_, place) => place % 2 === 0)) / sum(dash);
  return { body: inked >= FULL ? "full" : inked >= HALF ? "half" : "hollow", ring: dash[0] >= SHORTEST_DASH };
}

/**
 * The ring of a symbol: its pattern stretched a little, so that it closes.
 * @param {number[]} dash
 * @param {number} size
 */
export function ringOf(dash, size) {
  const radius = size / 2 + RING_GAP;
  const around = 2 * Math.PI * radius, period = sum(dash);
  const stretch = around / (Math.max(1, Math.round(around / period)) * period);
  return { radius, width: RING_WIDTH, dash: dash.map((length) => (length * stretch).toFixed(2)).join(" ") };
}

/** What is referred to by its id, without being seen itself. @param {SVGElement} paint */
function keep(paint) {
  const holder = svg("svg", { width: 0, height: 0, "aria-hidden": "true", style: "position: absolute" });
  holder.append(paint);
  document.body.append(holder);
}

/** The lower half in the colour, the upper one empty. @param {string} name */
function half(name) {
  const id = "atlas-half-" + name;
  if (!document.getElementById(id)) {
    const gradient = svg("linearGradient", { id, x1: 0, y1: 0, x2: 0, y2: 1 });
    gradient.append(svg("stop", { offset: 0.5, "stop-color": color("paper") }), svg("stop", { offset: 0.5, "stop-color": color(name) }));
    keep(gradient);
  }
  return "url(#" + id + ")";
}

/** What fills an area with lines of a colour: its value is not known. @param {string} name */
export function hatch(name) {
  const id = "atlas-hatch-" + name;
  if (!document.getElementById(id)) {
    const pattern = svg("pattern", { id, width: HATCH, height: HATCH, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(svg("line", { x1: HATCH / 2, x2: HATCH / 2, y1: 0, y2: HATCH, stroke: color(name), "stroke-width": HATCH_WIDTH }));
    keep(pattern);
  }
  return "url(#" + id + ")";
}

/**
 * What a symbol's body is painted with; a rim in its own colour holds together what is not all filled.
 * @param {Style} style
 * @param {number} size
 */
export function bodyOf(style, size) {
  const form = formOf(style.dash).body, paint = color(style.glyph_color);
  if (form === "full") return { fill: paint, rim: "none", width: 0 };
  return { fill: form === "half" ? half(style.glyph_color) : color("paper"), rim: paint, width: size * RIM };
}

const Glyph = /** @type {new (at: L.LatLngExpression, options: object) => L.CircleMarker} */ (L.CircleMarker.extend({
  /** @this {any} */
  _updatePath() {
    if (!this._renderer || !this._map) return;
    const d = this._empty() ? "M0 0" : outline(this.options.glyph, this._point.x, this._point.y, this.options.size);
    this._renderer._setPath(this, d);
  },
}));

/**
 * @param {Feature} feature
 * @param {Style} style
 * @param {number} size
 * @param {object} shared
 */
function ring(feature, style, size, shared) {
  const { radius, width, dash } = ringOf(style.dash, size);
  return L.circleMarker(feature.latlngs, {
    ...shared, radius, weight: width, dashArray: dash, lineCap: "butt", color: color(style.glyph_color),
    fillColor: color("halo"), fillOpacity: 0.85,
  });
}

/**
 * @param {Feature} feature
 * @param {Style} style
 * @param {number} size
 * @param {object} shared
 */
function body(feature, style, size, shared) {
  const { fill, rim, width } = bodyOf(style, size);
  const edge = width ? { color: rim, weight: width } : { color: color("halo"), weight: 2.5, opacity: 0.9 };
  return new Glyph(feature.latlngs, {
    ...shared, ...edge, glyph: style.glyph || "dot", size, radius: size / 2 + 2, fillColor: fill, fillOpacity: 1, fillRule: "evenodd",
    className: width ? "" : "atlas-glyph",
  });
}

/** How far a line or an area reaches at least to bear a badge, in px; `maps/plan/shapes.py` says the same. */
const BADGED = 70;

/** How large a feature is on the map now, from corner to corner, in px. @param {L.Map} map @param {L.LatLngBounds} bounds */
function reach(map, bounds) {
  const [from, to] = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.latLngToLayerPoint(corner));
  return from.distanceTo(to);
}

const Badge = /** @type {new (at: L.LatLngExpression, options: object) => L.CircleMarker} */ (L.CircleMarker.extend({
  /** @this {any} */
  _updatePath() {
    if (!this._renderer || !this._map) return;
    const { bounds, aside, size } = this.options, { x, y } = this._point;
    const away = this._empty() || (bounds && reach(this._map, bounds) < BADGED);
    this._renderer._setPath(this, away ? "M0 0" : outline(payload.badge.glyph, x + aside, y - aside, size));
  },
}));

/**
 * The mark of what is indicative: beside a symbol, on a line or an outline that is large enough.
 * @param {Feature} feature
 * @param {Place} place
 * @param {L.LatLngBounds | null} bounds of a line or an area
 */
export function badge(feature, place, bounds) {
  const [lng, lat] = /** @type {[number, number]} */ (feature.badge), { size, glyph_color } = payload.badge;
  return new Badge([lat, lng], {
    ...place, interactive: false, bounds, aside: bounds ? 0 : sizeOf(feature) / 2, size, radius: size / 2 + 2, fillRule: "evenodd",
    color: color("halo"), weight: 2.5, opacity: 0.9, fillColor: color(glyph_color), fillOpacity: 1, className: "atlas-glyph atlas-badge",
  });
}

/**
 * @param {Feature} feature
 * @param {Place} place
 */
export function glyph(feature, place) {
  const size = sizeOf(feature), style = styleOf(feature);
  const shared = { ...place, interactive: feature.layer.selectable, bubblingMouseEvents: false };
  const drawn = body(feature, style, size, shared);
  return formOf(style.dash).ring ? L.featureGroup([ring(feature, style, size, shared), drawn]) : drawn;
}
