/* Which layers are on. */
import { all, layers } from "./data.js";
import { date, dated } from "./date.js";
import { thematic } from "./indicator.js";
import { drawnOf } from "../drawing/draw.js";
import { map, post } from "./map.js";
import { permitted } from "./permitted.js";
import { signal } from "./signal.js";
import { holds } from "../drawing/time.js";
/** @import { Layer } from "#types" */
/** @import { Signal } from "./signal.js" */

/** Layers that the document has a place for. @type {Set<string>} */
const slots = new Set();
/** @type {Set<string>} */
const on = new Set();

/** Ids of the layers that are drawn, the ground below those of the panel among them. @type {ReadonlySet<string>} */
export const shown = on;

/** @type {Signal<void>} */
export const switched = signal();

/** The reader has switched a layer, and the host knows. @type {Signal<void>} */
export const toggled = signal();

/** Give a layer its place in the document. @param {string} id */
export function slot(id) { slots.add(id); }

/** What is drawn, in the order in which it was switched on. @returns {Layer[]} */
export const drawn = () => [...on].map((id) => /** @type {Layer} */ (layers.get(id)));

/** The ids that the panel has switched on, in its order. */
export const visible = () => all.filter((layer) => layer.panel && on.has(layer.id)).map((layer) => layer.id);

/**
 * @param {Layer} layer
 * @param {boolean} wanted
 */
function put(layer, wanted) {
  const { group } = drawnOf(layer);
  if (wanted) group.addTo(map); else group.remove();
  if (wanted) on.add(layer.id); else on.delete(layer.id);
}

/**
 * Of layers that exclude each other, the latest stays.
 * @param {string[]} ids
 * @param {string} [latest]
 */
export function show(ids, latest) {
  const wanted = permitted(ids, layers, latest);
  for (const layer of all) {
    const turned = slots.has(layer.id) && !layer.broken && (!layer.panel || wanted.has(layer.id));
    if (turned !== on.has(layer.id)) put(layer, turned);
  }
  switched.tell();
}

/** The reader's own switch. @param {string} id */
export function toggle(id) {
  const wanted = new Set(on);
  if (!wanted.delete(id)) wanted.add(id);
  show([...wanted], id);
  post({ atlas: "visible", layers: visible() });
  toggled.tell();
}

/** At a date, of layers that hold for a period only (the two county editions) the one of the date takes the other's place;
 * not of what a thematic map colours. */
export function followDate() {
  if (!date) return;
  const month = date;
  const past = all.filter((layer) => layer.exclusive && on.has(layer.id) && !holds(layer, month) && layer.id !== thematic?.layer);
  if (!past.length) return;
  const keys = new Set(past.map((layer) => layer.exclusive));
  const others = all.filter((layer) => keys.has(layer.exclusive) && holds(layer, month)).map((layer) => layer.id);
  const stay = visible().filter((id) => !past.some((layer) => layer.id === id));
  show([...stay, ...others]);
  post({ atlas: "visible", layers: visible() });
}

dated.hear(followDate);
