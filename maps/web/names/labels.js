/* Names on the map: which, how large, and written where `placing.js` finds room; fewer when zoomed out. */
import { byId, layers } from "../state/data.js";
import { dated, nameOf, sizeOf, styleOf } from "../state/date.js";
import { briefing, presented } from "../presenting/briefing.js";
import { color, element, svg } from "../furniture/dom.js";
import { beside, crowdOf, remembered, settings } from "./along.js";
import { focused, refocused } from "../drawing/focus.js";
import { hasNames, sifted, silenced, wanted } from "../state/hidden.js";
import { map, pane } from "../state/map.js";
import { placed, shortened } from "./placing.js";
import { besideLine, besidePoint, runsOf, standings } from "./plane.js";
import { drawn, shown, switched } from "../state/shown.js";
import { lang, spoken } from "../state/words.js";
/** @import { Box, Feature, Label, Layer } from "#types" */
/** @import { At, Candidate, Extent, Standing } from "./placing.js" */
/** @import { Crowding, Letter, Struck } from "./along.js" */

/** A name in the queue; one that is `needed` must be read, `level` where there was no room along its line. @typedef {{ feature: Feature, label: Label, needed: boolean, level?: boolean }} Item */
/** @typedef {Candidate & Item} Named */
/** What runs near the line of a feature. @typedef {(feature: Feature) => { crowding: Crowding, struck: Struck }} Crowds */

// A briefing is read from afar: the smallest name is 22 px on a map of 1000 px, which is a screen of 1080 less what a window keeps.
const AFAR = 22, LARGER = 1.75, FULL = 1000, LEAST_SHARE = 0.55;
const WHOLE = 6.5, SMALLER = 0.8; // up to that zoom, at which a telephone begins, names are smaller by that
const SPACED = 0.02; // between letters, by their size: as in map.css
const BASE = 0.36; // how far below the middle of letters they stand, by their size
const LINES = 3, BELTS = 4; // so many others near are a tangle
const HAN = /\p{Script=Han}/u;
const COVERS = ".atlas-panel, .atlas-buttons, .atlas-foot .scale, .atlas-foot .credits, .atlas-timebar, .briefing-caption, .briefing-legend, .atlas-popup:not(.away)";

const measure = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/** What has been measured, by label: in one size, by text. @type {WeakMap<Label, { size: number, widths: Map<string, number> }>} */
const measured = new WeakMap();
let family = "";

/** In px; smaller where the whole Delta is seen, whose cities are smaller than their names. @param {Label} label */
function scaled(label) {
  const own = map.getZoom() <= WHOLE ? label.size * SMALLER : label.size;
  if (!briefing) return own;
  const { x, y } = map.getSize();
  return Math.max(AFAR, own * LARGER) * Math.max(LEAST_SHARE, Math.min(x, y) / FULL);
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

/** Of a name that stands level. @param {string} text @param {Label} label */
const size = (text, label) => ({ w: widthOf(text, label) + SPACED * text.length * scaled(label) + 2, h: scaled(label) * 1.25 });

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

/** What a briefing speaks of, each with its turn. @returns {Map<string, number>} */
const spokenOf = () => new Map([...(briefing && focused) || []].map((id, index) => [id, index]));

/** Whether a feature's name runs along it. @param {Item} item */
const runs = ({ feature, label }) => Boolean(label.along && (feature.shape.l || feature.course));

/** Whether a line's name is of the kind that is twice as long as the Chinese one, and seldom finds room along its line. @param {Item} item */
const isLong = ({ feature }) => Boolean(feature.shape.l && !feature.ref && !HAN.test(lettering(feature)));

/** How a name is written: larger and in no grey where its feature stands out. @param {Feature} feature */
const lookOf = ({ id, layer }) => /** @type {Label} */ (focused?.has(id) ? layer.stressed : layer.label);

/**
 * What is to be named, in turn: the city that all is about, what a briefing speaks of, the other cities, what of the former found no room along its line, the rest by rank.
 * @returns {Item[]}
 */
function items() {
  const turns = spokenOf(), named = (focused ? inFocus(focused) : inTurn()).filter(({ layer }) => layer.label && hasNames(layer.id));
  const needed = (/** @type {Feature} */ { id, layer, kind }) => turns.has(id) || Boolean(layer.kinds[kind]?.named);
  const list = named.map((feature) => ({ feature, label: lookOf(feature), needed: needed(feature) }));
  const again = list.filter((item) => item.label.along && (item.needed || isLong(item))).map((item) => ({ ...item, level: true }));
  const turn = (/** @type {Item} */ { feature, label, level }) => {
    const own = label.rank === 1 && feature.rank === 0 ? -1 : turns.get(feature.id) ?? turns.size;
    return level ? turns.size + 1 + own : own < turns.size || label.rank === 1 ? own : 2 * turns.size + 1;
  };
  return [...list, ...again].sort((a, b) => turn(a) - turn(b) || a.label.rank - b.label.rank || (a.feature.rank || 0) - (b.feature.rank || 0));
}

const ASIDE = /\s*[(\uff08][^()\uff08\uff09]*[)\uff09]$/;

/** The name of a feature as it is written along a line: short, if it has not had another one. @param {Feature} feature */
const shortOf = (feature) => (nameOf(feature) === feature[lang] && feature.short?.[lang]) || nameOf(feature);

/** What is written of a feature: of a motorway its number. In a briefing the map says what a name has in brackets; the parts of a line bear one name. @param {Feature} feature */
const lettering = (feature) => shortened(feature.ref || (briefing ? shortOf(feature).replace(ASIDE, "") : shortOf(feature)));

/** @param {Feature} feature */
const kindOf = (feature) => (feature.shape.l ? "line" : feature.shape.a ? "area" : "point");

/** What a feature's names and what runs beside it are told apart by: a line in several parts is one. @param {Feature} feature */
const lineOf = (feature) => feature.line || feature.id;

/** The width of a name that stands level, as points. @param {At} at @param {number} width @returns {At[]} */
const level = ({ x, y }, width) => Array.from({ length: 13 }, (_, i) => ({ x: x + (i / 12 - 0.5) * width, y }));

/** Which lines run where, of the layers whose names run along them, and which belts: a river in a belt is no tangle. @returns {Crowds} */
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

/** How a name runs along its feature; not at all where others cross it. @param {Item} item @param {At} at @param {number} width @param {Crowds} crowding */
function alongOf(item, at, width, crowding) {
  const { feature, label, level: stands } = item;
  if (!label.along || stands) return undefined;
  const { crowding: near, struck } = crowding(feature);
  if (runs(item)) return remembered(settings(runsOf(feature), lettersOf(item), near, feature.shape.l ? struck : undefined));
  return near(level(at, width), 0, 12) === Infinity ? () => [] : undefined;
}

/** Where a name that does not run along its feature may stand. @param {Item} item @param {At} at @param {Extent} extent @param {Crowds} crowding */
function groundOf({ feature, level: stands, needed }, at, extent, crowding) {
  if (feature.shape.a) return standings(feature, extent);
  if (feature.shape.p) return besidePoint(at, extent);
  if (!stands || !feature.shape.l) return undefined;
  const { crowding: near } = crowding(feature);
  return besideLine(feature, at, extent, (middle) => near(level(middle, extent.w), 0, 12), needed);
}

/** @param {Item} item @param {Crowds} crowding @returns {Named} */
function candidate(item, crowding) {
  const { feature, label } = item, at = map.latLngToContainerPoint([feature.at[1], feature.at[0]]), extent = size(lettering(feature), label);
  return {
    ...item, name: lettering(feature), kind: kindOf(feature), first: label.rank === 1, reach: sizeOf(feature) / 2 + 3, at, extent,
    must: label.rank === 1 || item.needed, ground: groundOf(item, at, extent, crowding),
    along: alongOf(item, at, extent.w, crowding),
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

/** The drawing of the names along lines, and in it the lines that lead to other names. @type {SVGSVGElement} */
let drawing;
/** @type {SVGGElement} */
let leaders;

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

/** The lines that lead to names beside their areas. @param {(Standing & { candidate: Named })[]} found @param {At} origin */
function lead(found, origin) {
  const drawn = found.flatMap(({ leader, candidate }) => (leader ? [{ ...leader, id: candidate.feature.id }] : []));
  leaders.replaceChildren(...drawn.flatMap(({ from, to, id }) => {
    const d = "M" + (from.x - origin.x) + " " + (from.y - origin.y) + "L" + (to.x - origin.x) + " " + (to.y - origin.y);
    return ["atlas-leader-halo", "atlas-leader"].map((name) => svg("path", { class: name, d, "data-feature": id }));
  }));
}

/** Names that stand already are moved, not written anew. @param {(Standing & { candidate: Named })[]} found */
function write(found) {
  const origin = map.layerPointToContainerPoint([0, 0]);
  lead(found, origin);
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
  leaders = svg("g", { class: "atlas-leaders" });
  drawing.append(leaders);
  pane("atlas-labels").append(drawing);
  map.on("moveend zoomend", relabel);
  for (const change of [sifted, silenced, switched, refocused, dated, spoken, presented]) change.hear(relabel);
}
