/* Names on the map: which, how large, and written where `placing.js` finds room; fewer when zoomed out. */
import { byId, layers } from "../state/data.js";
import { dated, nameOf, sizeOf } from "../state/date.js";
import { briefing, presented } from "../presenting/briefing.js";
import { color, element } from "../furniture/dom.js";
import { focused, refocused } from "../drawing/focus.js";
import { sifted, wanted } from "../state/hidden.js";
import { map, pane } from "../state/map.js";
import { placed, shortened } from "./placing.js";
import { drawn, shown, switched } from "../state/shown.js";
import { spoken } from "../state/words.js";
/** @import { Box, Feature, Label, Layer } from "#types" */
/** @import { Candidate } from "./placing.js" */

/** @typedef {{ feature: Feature, label: Label }} Item */
/** @typedef {Candidate & Item} Named */

const LARGER = 1.3; // a briefing is read from afar
const COVERS = ".atlas-panel, .atlas-buttons, .atlas-foot .scale, .atlas-foot .credits, .atlas-timebar, .briefing-caption, .briefing-legend";

const measure = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/** @type {Map<string, number>} */
const widths = new Map();
let family = "";

/** @param {Label} label */
const scaled = (label) => label.size * (briefing ? LARGER : 1);

/**
 * @param {string} text
 * @param {Label} label
 */
function size(text, label) {
  const font = label.weight + " " + scaled(label) + "px " + family;
  const key = font + "|" + text;
  let width = widths.get(key);
  if (width === undefined) {
    measure.font = font;
    width = measure.measureText(text).width;
    widths.set(key, width);
  }
  return { w: width + 2, h: scaled(label) * 1.25 };
}

/** In focus only the chosen features are named, and the cities for orientation. @param {Set<string>} ids */
function inFocus(ids) {
  const cities = shown.has("cities") ? /** @type {Layer} */ (layers.get("cities")).features.map((feature) => feature.id) : [];
  return [...new Set([...ids, ...cities])].map((id) => /** @type {Feature} */ (byId.get(id)));
}

function inSight() {
  const zoom = map.getZoom();
  return drawn().filter((layer) => layer.label && zoom >= layer.label.min_zoom)
    .flatMap((layer) => layer.features.filter((feature) => feature.rank !== null && wanted(feature)));
}

/** @returns {Item[]} */
function items() {
  /** @type {Item[]} */
  const list = [];
  for (const feature of focused ? inFocus(focused) : inSight()) {
    if (feature.layer.label) list.push({ feature, label: feature.layer.label });
  }
  return list.sort((a, b) => a.label.rank - b.label.rank || (a.feature.rank || 0) - (b.feature.rank || 0));
}

/** What is written of a feature: of a motorway its number. @param {Feature} feature */
const lettering = (feature) => shortened(feature.ref || nameOf(feature));

/** @param {Feature} feature */
const kindOf = (feature) => (feature.shape.l ? "line" : feature.shape.a ? "area" : "point");

/** Measured and projected only when its turn has come. @param {Item} item @returns {Named} */
function candidate({ feature, label }) {
  return {
    feature, label, name: lettering(feature), kind: kindOf(feature), first: label.rank === 1, reach: sizeOf(feature) / 2 + 3,
    at: map.latLngToContainerPoint([feature.at[1], feature.at[0]]), extent: size(lettering(feature), label),
  };
}

/** No name is written under the panel, the buttons or the scale bar. @returns {Box[]} */
function furniture() {
  return [...document.querySelectorAll(COVERS)].map((node) => node.getBoundingClientRect())
    .map(({ x, y, width, height }) => ({ x, y, w: width, h: height }));
}

/** Point symbols keep their place free of other names. @returns {Box[]} */
function symbols() {
  return drawn().flatMap((layer) => layer.features).filter((feature) => feature.shape.p && wanted(feature)).map((feature) => {
    const at = map.latLngToContainerPoint(feature.latlngs);
    const r = sizeOf(feature) / 2 - 1;
    return { x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r };
  });
}

/** The names that stand, by feature, text and size. @type {Map<string, HTMLElement>} */
const standing = new Map();

/** @param {Item} item */
function written({ feature, label }) {
  const node = element("div", "atlas-label", lettering(feature));
  node.dataset.feature = feature.id;
  Object.assign(node.style, { fontSize: scaled(label) + "px", fontWeight: String(label.weight), color: color(label.color) });
  pane("atlas-labels").append(node);
  return node;
}

/** Names that stand already are moved, not written anew. @param {{ candidate: Named, box: Box }[]} found */
function write(found) {
  const origin = map.layerPointToContainerPoint([0, 0]);
  const left = new Map(standing);
  standing.clear();
  for (const { candidate: item, box } of found) {
    const key = [item.feature.layer.id, item.feature.id, item.name, scaled(item.label)].join("|");
    const node = left.get(key) || written(item);
    const place = "translate(" + Math.round(box.x - origin.x) + "px," + Math.round(box.y - origin.y) + "px)";
    if (node.dataset.place !== place) node.style.transform = node.dataset.place = place;
    standing.set(key, node);
    left.delete(key);
  }
  for (const node of left.values()) node.remove();
}

function draw() {
  family = family || getComputedStyle(document.body).fontFamily;
  write(placed(items().map(candidate), furniture(), symbols(), map.getSize()));
}

let waiting = 0;

/** Place the names anew with the next frame. */
export function relabel() {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(draw);
}

/** Names are away while the map flies. @param {boolean} wanted */
export function hideNames(wanted) { pane("atlas-labels").style.visibility = wanted ? "hidden" : ""; }

export function setUpLabels() {
  map.createPane("atlas-labels").style.zIndex = "645";
  map.on("moveend zoomend", relabel);
  for (const change of [sifted, switched, refocused, dated, spoken, presented]) change.hear(relabel);
}
