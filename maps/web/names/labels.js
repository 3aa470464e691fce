/* Names on the map: which, how large, and written where `placing.js` finds room; fewer when zoomed out. */
import * as L from "leaflet";
import { byId, layers } from "../state/data.js";
import { dated, nameOf, sizeOf, styleOf } from "../state/date.js";
import { briefing, presented } from "../presenting/briefing.js";
import { color, element, svg } from "../furniture/dom.js";
import { decode } from "../drawing/shapes.js";
import { beside, crowdOf, inSight, remembered, settings } from "./along.js";
import { focused, refocused } from "../drawing/focus.js";
import { hasNames, sifted, silenced, wanted } from "../state/hidden.js";
import { map, pane } from "../state/map.js";
import { placed, shortened } from "./placing.js";
import { drawn, shown, switched } from "../state/shown.js";
import { lang, spoken } from "../state/words.js";
/** @import { Box, Feature, Label, Layer } from "#types" */
/** @import { At, Candidate, Standing } from "./placing.js" */
/** @import { Crowding, Letter } from "./along.js" */

/** @typedef {{ feature: Feature, label: Label }} Item */
/** @typedef {Candidate & Item} Named */

// A briefing is read from afar: the smallest name is 22 px on a map of 1000 px, which is a screen of 1080 less what a window keeps.
const AFAR = 22, LARGER = 1.75, FULL = 1000, LEAST_SHARE = 0.55;
const BASE = 0.36; // how far below the middle of letters they stand, by their size
const LINES = 3, BELTS = 4; // so many others near are a tangle
const HAN = /\p{Script=Han}/u;
const COVERS = ".atlas-panel, .atlas-buttons, .atlas-foot .scale, .atlas-foot .credits, .atlas-timebar, .briefing-caption, .briefing-legend, .atlas-popup";

const measure = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/** What has been measured, by label: in one size, by text. @type {WeakMap<Label, { size: number, widths: Map<string, number> }>} */
const measured = new WeakMap();
let family = "";

/** @param {Label} label */
function scaled(label) {
  if (!briefing) return label.size;
  return Math.max(AFAR, label.size * LARGER) * Math.max(LEAST_SHARE, map.getSize().y / FULL);
}

/**
 * @param {string} text
 * @param {Label} label
 */
function widthOf(text, label) {
  const now = scaled(label);
  let known = measured.get(label);
  if (known?.size !== now) measured.set(label, known = { size: now, widths: new Map() });
  let width = known.widths.get(text);
  if (width === undefined) {
    measure.font = label.weight + " " + now + "px " + family;
    width = measure.measureText(text).width;
    known.widths.set(text, width);
  }
  return width;
}

/** @param {string} text @param {Label} label */
const size = (text, label) => ({ w: widthOf(text, label) + 2, h: scaled(label) * 1.25 });

/** In focus only the chosen features are named, a line in several parts once, and the cities for orientation. @param {Set<string>} ids */
function inFocus(ids) {
  const declared = layers.get("cities")?.label;
  const cities = shown.has("cities") && declared && map.getZoom() < declared.max_zoom ? /** @type {Layer} */ (layers.get("cities")).features.map((feature) => feature.id) : [];
  return [...new Set([...ids, ...cities])].map((id) => /** @type {Feature} */ (byId.get(id))).filter(({ rank }) => rank !== null);
}

/** What may be named at this zoom of what is drawn. */
function inTurn() {
  const zoom = map.getZoom();
  return drawn().filter(({ label }) => label && zoom >= label.min_zoom && zoom < label.max_zoom)
    .flatMap((layer) => layer.features.filter((feature) => feature.rank !== null && wanted(feature)));
}

/** What a briefing speaks of is named first, in the order in which it is named. @returns {(item: Item) => number} */
function turns() {
  const order = new Map([...(briefing && focused) || []].map((id, index) => [id, index]));
  return ({ feature }) => order.get(feature.id) ?? order.size;
}

/** @returns {Item[]} */
function items() {
  /** @type {Item[]} */
  const list = [];
  for (const feature of focused ? inFocus(focused) : inTurn()) {
    if (feature.layer.label && hasNames(feature.layer.id)) list.push({ feature, label: feature.layer.label });
  }
  const turn = turns();
  return list.sort((a, b) => turn(a) - turn(b) || a.label.rank - b.label.rank || (a.feature.rank || 0) - (b.feature.rank || 0));
}

const ASIDE = /\s*[(\uff08][^()\uff08\uff09]*[)\uff09]$/;

/** The name of a feature as it is written along a line: short, if it has not had another one. @param {Feature} feature */
const shortOf = (feature) => (nameOf(feature) === feature[lang] && feature.short?.[lang]) || nameOf(feature);

/** What is written of a feature: of a motorway its number. The parts of a line that a briefing speaks of bear one name. @param {Feature} feature */
const lettering = (feature) => shortened(feature.ref || (briefing && focused?.has(feature.id) ? shortOf(feature).replace(ASIDE, "") : shortOf(feature)));

/** @param {Feature} feature */
const kindOf = (feature) => (feature.shape.l ? "line" : feature.shape.a ? "area" : "point");

/** The lines along which names run, as x and y by turns in Web Mercator's px at zoom 0. @type {WeakMap<Feature, Float64Array[]>} */
const projected = new WeakMap();

/** @param {Feature} feature */
function linesOf(feature) {
  let lines = projected.get(feature);
  if (!lines) {
    const shapes = /** @type {[number, number][][]} */ (feature.course ? decode(feature.course) : feature.shape.l ? feature.latlngs : []);
    const project = (/** @type {[number, number]} */ place) => { const { x, y } = L.CRS.EPSG3857.latLngToPoint(L.latLng(place), 0); return [x, y]; };
    lines = shapes.map((line) => Float64Array.from(line.flatMap(project)));
    projected.set(feature, lines);
  }
  return lines;
}

/** Lines in sight, as long as the map stands where it stands. @type {Map<Feature, At[][]>} */
const inView = new Map();
let stand = "";

/** The parts of a feature's lines in sight. @param {Feature} feature @returns {At[][]} */
function runsOf(feature) {
  const origin = /** @type {L.Point} */ (map.getPixelBounds().min), scale = 2 ** map.getZoom(), limits = map.getSize();
  const now = [origin.x, origin.y, scale, limits.x, limits.y].join();
  if (now !== stand) inView.clear();
  stand = now;
  const runs = inView.get(feature)
    || linesOf(feature).flatMap((line) => inSight(line.map((one, i) => one * scale - (i % 2 ? origin.y : origin.x)), limits));
  inView.set(feature, runs);
  return runs;
}

/** What a feature's names and what runs beside it are told apart by: a line in several parts is one. @param {Feature} feature */
const lineOf = (feature) => feature.line || feature.id;

/** The width of a name that stands level, as points. @param {At} at @param {number} width @returns {At[]} */
const level = ({ x, y }, width) => Array.from({ length: 13 }, (_, i) => ({ x: x + (i / 12 - 0.5) * width, y }));

/** Which lines run where, of the layers whose names run along them, and which belts: a river in a belt is no tangle. */
function crowds() {
  const along = drawn().filter((layer) => layer.label?.along).flatMap((layer) => layer.features);
  const crowd = (/** @type {number} */ tangle, /** @type {Feature[]} */ features) => crowdOf(features.map((feature) => [lineOf(feature), runsOf(feature)]), tangle);
  const lines = crowd(LINES, along.filter(({ shape }) => shape.l)), belts = crowd(BELTS, along.filter(({ course }) => course));
  return (/** @type {Feature} */ feature) => (feature.shape.l ? lines : belts)(lineOf(feature));
}

/** How a name is set along its line, beside it; along the course of an area, on it. @param {Item} item */
function lettersOf({ feature, label }) {
  const letters = [...lettering(feature)], width = Math.max(0, ...styleOf(feature).strokes.map((stroke) => stroke.width));
  return {
    letters, widths: letters.map((letter) => widthOf(letter, label)), size: scaled(label), chinese: HAN.test(letters.join("")),
    offs: feature.course ? [0] : beside(width, scaled(label)),
  };
}

/** Measured and projected only when its turn has come. @param {Item} item @param {(feature: Feature) => Crowding} crowding @returns {Named} */
function candidate({ feature, label }, crowding) {
  const at = map.latLngToContainerPoint([feature.at[1], feature.at[0]]), extent = size(lettering(feature), label);
  const runsAlong = label.along && (feature.shape.l || feature.course);
  const tangled = label.along && !runsAlong && crowding(feature)(level(at, extent.w), 0, 12) === Infinity;
  return {
    feature, label, name: lettering(feature), kind: kindOf(feature), due: Boolean(briefing && focused?.has(feature.id)), first: label.rank === 1, reach: sizeOf(feature) / 2 + 3, at, extent,
    along: tangled ? () => [] : runsAlong ? remembered(settings(runsOf(feature), lettersOf({ feature, label }), crowding(feature))) : undefined,
  };
}

/** No name is written under the panel, the buttons or the scale bar. @returns {Box[]} */
function furniture() {
  return [...document.querySelectorAll(COVERS)].map((node) => node.getBoundingClientRect())
    .map(({ x, y, width, height }) => ({ x, y, w: width, h: height }));
}

/** Point symbols keep their place free of other names; those that are dimmed do not. @returns {Box[]} */
function symbols() {
  const clear = (/** @type {Feature} */ feature) => feature.shape.p && wanted(feature) && (!focused || focused.has(feature.id));
  return drawn().flatMap((layer) => layer.features).filter(clear).map((feature) => {
    const at = map.latLngToContainerPoint(feature.latlngs);
    const r = sizeOf(feature) / 2 - 1;
    return { x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r };
  });
}

/** The names that stand, by feature, text and size. @type {Map<string, HTMLElement | SVGTextElement>} */
const standing = new Map();

/** The drawing of the names along lines. @type {SVGSVGElement} */
let drawing;

/** @param {Item} item @param {boolean} along */
function written({ feature, label }, along) {
  const text = lettering(feature);
  const node = along ? svg("text", { class: "atlas-label atlas-along" }) : element("div", "atlas-label", text);
  node.textContent = text;
  node.dataset.feature = feature.id;
  Object.assign(node.style, { fontSize: scaled(label) + "px", fontWeight: String(label.weight), color: color(label.color) });
  (along ? drawing : pane("atlas-labels")).append(node);
  return node;
}

/** @param {HTMLElement | SVGTextElement} node @param {Box} box @param {At} origin */
function putBox(node, box, origin) {
  const place = "translate(" + Math.round(box.x - origin.x) + "px," + Math.round(box.y - origin.y) + "px)";
  if (node.dataset.place !== place) node.style.transform = node.dataset.place = place;
}

/** Where letters begin, and how they are turned: around the start of their base line. @param {Named} item @param {Letter[]} letters @param {At} origin */
function begun({ name, label }, letters, origin) {
  const down = BASE * scaled(label);
  return [...name].flatMap((sign, at) => {
    const { x, y, turn } = letters[at], left = -widthOf(sign, label) / 2, cos = Math.cos(turn), sin = Math.sin(turn);
    const begin = { x: x + left * cos - down * sin - origin.x, y: y + left * sin + down * cos - origin.y, rotate: (turn * 180) / Math.PI };
    return Array.from({ length: sign.length }, () => begin); // a sign of two code units counts twice
  });
}

/** @param {HTMLElement | SVGTextElement} node @param {Named} item @param {Letter[]} letters @param {At} origin */
function putLetters(node, item, letters, origin) {
  const places = begun(item, letters, origin), keys = /** @type {const} */ (["x", "y", "rotate"]);
  const lists = keys.map((key) => places.map((place) => place[key].toFixed(1)).join(" ")), place = lists.join();
  if (node.dataset.place !== place) keys.forEach((key, at) => node.setAttribute(key, lists[at]));
  node.dataset.place = place;
}

/** Names that stand already are moved, not written anew. @param {(Standing & { candidate: Named })[]} found */
function write(found) {
  const origin = map.layerPointToContainerPoint([0, 0]);
  const left = new Map(standing);
  standing.clear();
  for (const { candidate: item, box, setting } of found) {
    const name = [item.feature.layer.id, item.feature.id, item.name, scaled(item.label), Boolean(setting)].join("|");
    const key = [0, 1, 2, 3].map((time) => name + "|" + time).find((one) => !standing.has(one)) || name;
    const node = left.get(key) || written(item, Boolean(setting));
    if (setting) putLetters(node, item, setting.letters, origin);
    else putBox(node, box, origin);
    standing.set(key, node);
    left.delete(key);
  }
  for (const node of left.values()) node.remove();
}

function draw() {
  family = family || getComputedStyle(document.body).fontFamily;
  const crowding = crowds();
  write(placed(items().map((item) => candidate(item, crowding)), furniture(), symbols(), map.getSize()));
}

let waiting = 0;

/** Place the names anew with the next frame. */
export function relabel() {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(draw);
}

/** Place the names anew at once: paper does not wait for a frame. */
export function placeNames() {
  cancelAnimationFrame(waiting);
  draw();
}

/** Names are away while the map flies. @param {boolean} wanted */
export function hideNames(wanted) { pane("atlas-labels").style.visibility = wanted ? "hidden" : ""; }

export function setUpLabels() {
  map.createPane("atlas-labels").style.zIndex = "645";
  drawing = svg("svg", { class: "atlas-along-names", width: 1, height: 1 });
  pane("atlas-labels").append(drawing);
  map.on("moveend zoomend", relabel);
  for (const change of [sifted, silenced, switched, refocused, dated, spoken, presented]) change.hear(relabel);
}
