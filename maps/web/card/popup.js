/* The card and the highlight of the selected feature, and the question which of several is meant. Every value is set as
   text, never as HTML. */
import * as L from "leaflet";
import { path } from "../drawing/coats.js";
import { heldFill, struck } from "../drawing/draw.js";
import { byId } from "../state/data.js";
import { dated, nameOf, sizeOf, styleOf } from "../state/date.js";
import { call, hush, isOpen, setUpCallout, within } from "./callout.js";
import { card } from "./card.js";
import { color, element } from "../furniture/dom.js";
import { notice } from "../furniture/notice.js";
import { choices, meant } from "./stack.js";
import { themed } from "../state/indicator.js";
import { ABOVE_LAYERS, placeAt } from "../drawing/tiers.js";
import { hosted, map } from "../state/map.js";
import { besides, chosen, select, selected } from "../state/selection.js";
import { frameOf, meets } from "../view/meets.js";
import { lang, spoken, text } from "../state/words.js";
/** @import { Feature, Place } from "#types" */

/** The highlight. */
export const selection = L.layerGroup();

const voice = element("div", "atlas-spoken");

/** @type {Place} */
let place;
/** The place that was clicked, and what lies there, while it is asked which is meant. @type {{ stack: Feature[], at: L.LatLng } | null} */
let question = null;
/** Where the selected feature was clicked. @type {{ id: string, at: L.LatLng } | null} */
let clicked = null;

/** @param {Feature} feature @returns {L.Path[]} */
function highlight(feature) {
  place = place || placeAt("atlas-selection", ABOVE_LAYERS + 1);
  const shared = { ...place, fill: false };
  if (feature.shape.p) {
    const radius = sizeOf(feature) / 2 + 6;
    return [L.circleMarker(feature.latlngs, { ...shared, interactive: false, radius, color: color("select"), weight: 3 })];
  }
  const filled = feature.shape.a && styleOf(feature).held ? [path(feature, { ...place, stroke: false, fill: true, ...heldFill(feature) })] : [];
  return [
    ...filled,
    path(feature, { ...shared, color: color("halo"), weight: 6, opacity: 0.85 }),
    path(feature, { ...shared, color: color("select"), weight: 2.6 }),
  ];
}

/** @param {Feature[]} features */
function mark(features) {
  selection.clearLayers();
  for (const shape of features.flatMap(highlight)) selection.addLayer(shape);
}

/** What is selected besides, and what is selected. */
const marked = () => [...besides, selected || ""].flatMap((id) => byId.get(id) || []);

/** @param {Feature} feature */
function spot(feature) {
  return clicked?.id === feature.id && !feature.shape.p ? clicked.at : L.latLng(feature.at[1], feature.at[0]);
}

const close = () => select(null, true);

/** @param {Feature} feature */
function open(feature) {
  const at = spot(feature), there = (/** @type {L.LatLngBounds} */ part) => part.contains(at) || meets(feature, frameOf(part));
  call(card(feature), at, { name: nameOf(feature), close: text("close"), closed: close }, there);
  // Within a page its host says what changed; a document by itself says what is selected.
  if (!hosted) voice.textContent = nameOf(feature) + ", " + feature.layer.kinds[feature.kind][lang];
}

/** Of several no card is opened: it would lie over the others. @param {{ feature: Feature | null, others: Feature[], opened: boolean }} choice */
function follow({ feature, others, opened }) {
  question = null;
  mark(feature ? [...others, feature] : []);
  if (feature && opened && !others.length) open(feature); else hush();
}

/** What is said now, said anew. */
function repeat() {
  const feature = selected && byId.get(selected);
  if (question) ask(question);
  else if (feature && isOpen()) open(feature);
}

/** @param {Feature} feature @param {L.LatLng} at */
function take(feature, at) {
  clicked = { id: feature.id, at };
  select(feature.id, true);
}

/** @param {{ stack: Feature[], at: L.LatLng }} asked */
function ask(asked) {
  const { stack, at } = asked;
  question = asked;
  const content = choices(stack, { chosen: (feature) => take(feature, at), shown: (feature) => mark(feature ? [feature] : marked()) });
  call(content, at, { name: content.firstChild?.textContent || "", close: text("close"), closed: close });
  return content;
}

/** @param {{ stack: Feature[], at: L.LatLng, byKey: boolean }} blow */
function answer({ stack, at, byKey }) {
  const one = meant(stack);
  if (one) {
    take(one, at);
    return;
  }
  if (selected) select(null, true);
  const content = ask({ stack, at });
  if (!hosted) voice.textContent = content.firstChild?.textContent || "";
  if (byKey) content.querySelector("button")?.focus();
}

/** Escape ends the selection wherever the focus is; from within the card the focus goes back to the map. @param {KeyboardEvent} event */
function closeByKey(event) {
  if (event.key !== "Escape" || !isOpen() && !selected) return;
  const inside = document.activeElement && within(document.activeElement);
  close();
  if (inside) map.getContainer().focus();
}

export function setUpPopup() {
  selection.addTo(map);
  setUpCallout();
  voice.setAttribute("role", "status");
  document.body.append(voice);
  document.addEventListener("keydown", closeByKey);
  map.on("click", () => {
    if (question) notice(text("nothing_here"));
    if (selected || isOpen()) close();
  });
  struck.hear(answer);
  chosen.hear(follow);
  for (const change of [spoken, dated, themed]) change.hear(repeat);
}
