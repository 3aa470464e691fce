/* Which layers are on. */
import { all, arrival, arrived, byId, layers } from "./data.js";
import { date, dated, setDate } from "./date.js";
import { thematic, themed } from "./indicator.js";
import { drawnOf } from "../drawing/draw.js";
import { missed } from "../drawing/relief.js";
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

/** What stands on the map, in the order in which it came there: of what is on, what the zoom and the network let stand. @type {Set<Layer>} */
const standing = new Set();

/** What is drawn, in the order in which it came there. */
export const drawn = () => [...standing];

/** What could not be loaded; it is tried again when it is switched on again. @type {Set<Layer>} */
const failed = new Set();

/**
 * What keeps a layer that is on from the map: context has no date, and some layers ask for a nearer zoom.
 * @param {Layer} layer
 * @returns {"" | "nearer" | "undated"}
 */
function hindrance(layer) {
  if (date && layer.context) return "undated";
  return map.getZoom() < layer.min_zoom ? "nearer" : "";
}

/** @typedef {"" | "coming" | "failed" | "nearer" | "undated"} Absence */

/** Why a layer that is on does not stand on the map; nothing where it does. @param {Layer} layer @returns {Absence} */
export function absence(layer) {
  if (standing.has(layer)) return failed.has(layer) ? "failed" : "";
  return hindrance(layer) || (failed.has(layer) ? "failed" : "coming");
}

/** The ids that the panel has switched on, in its order. */
export const visible = () => all.filter((layer) => layer.panel && on.has(layer.id)).map((layer) => layer.id);

/**
 * @param {Layer} layer
 * @param {boolean} wanted
 */
function put(layer, wanted) {
  if (wanted) on.add(layer.id); else on.delete(layer.id);
  failed.delete(layer);
  settle(layer);
}

/** @param {Layer} layer */
function fetchLayer(layer) {
  arrival(layer).then(() => { if (settle(layer)) switched.tell(); }, (fault) => {
    console.debug(String(fault));
    failed.add(layer);
    switched.tell();
  });
}

/** Draws a layer or takes it away, as its switch and the zoom say. @param {Layer} layer @returns {boolean} whether something changed */
function settle(layer) {
  const wanted = on.has(layer.id) && !hindrance(layer);
  if (wanted && !arrived(layer)) {
    if (!failed.has(layer)) fetchLayer(layer);
    return false;
  }
  if (wanted === standing.has(layer)) return false;
  const { group } = drawnOf(layer);
  if (wanted) group.addTo(map); else group.remove();
  if (wanted) standing.add(layer); else standing.delete(layer);
  return true;
}

/**
 * Does what is about features, and does it again when the layers that are on have come, where one of the features was not here
 * yet; not where something else of its kind has been done since.
 * @param {string[]} ids of features or layers
 * @param {() => void} act
 * @param {() => number} stamp how often something of its kind has been done
 */
export function about(ids, act, stamp) {
  act();
  const done = stamp(), unknown = ids.filter((id) => !byId.has(id) && !layers.has(id));
  const late = all.filter((layer) => on.has(layer.id) && !arrived(layer));
  if (!late.length || !unknown.length) return;
  Promise.allSettled(late.map(arrival)).then(() => {
    if (done === stamp() && unknown.some((id) => byId.has(id))) act();
  });
}

/** Layers come and go with the zoom; context is that of today, and goes where there is a date. */
export function followZoom() {
  const follow = () => {
    const moving = all.filter((layer) => (layer.min_zoom || layer.context) && on.has(layer.id));
    if (moving.map(settle).some(Boolean)) switched.tell();
  };
  map.on("zoomend", follow);
  dated.hear(follow);
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

/** The reader's own switch: an edition that does not hold at the date ends the date, which would take it away again. @param {string} id */
export function toggle(id) {
  const wanted = new Set(on), layer = layers.get(id);
  if (!wanted.delete(id)) wanted.add(id);
  if (date && layer && wanted.has(id) && !holds(layer, date)) {
    setDate(null);
    post({ atlas: "date", date });
  }
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

missed.hear((layer) => {
  failed.add(layer);
  switched.tell();
});
dated.hear(followDate);
themed.hear(() => { if (!thematic) followDate(); });
