/* What of the layers is not seen, or not whole: what the legend has put away (classes, statuses, grades of evidence, by the keys of
   `maps/scene/hidden.py`), how opaque layers are, and whose names are not written (`maps/scene/drawing.py`). */
import { all, payload } from "./data.js";
import { statusOf } from "./date.js";
import { map, post } from "./map.js";
import { besides, selected } from "./selection.js";
import { signal } from "./signal.js";
/** @import { Feature } from "#types" */
/** @import { Signal } from "./signal.js" */

/** @type {ReadonlySet<string>} */
export let hidden = new Set();

/** @type {Signal<void>} */
export const sifted = signal();

const known = new Set([
  ...all.flatMap((layer) => layer.legend.map((item) => layer.id + "." + item.key)),
  ...payload.statuses.map((item) => "status." + item.id), ...payload.evidence.map((grade) => "evidence." + grade),
]);

/** Unknown keys are left out. @param {Iterable<string>} keys */
export function setHidden(keys) {
  const wanted = new Set([...keys].filter((key) => known.has(key)));
  if (wanted.size === hidden.size && [...wanted].every((key) => hidden.has(key))) return;
  hidden = wanted;
  sifted.tell();
}

/** In the order of the legend, so that the same choice is the same address. */
export const hiddenKeys = () => [...known].filter((key) => hidden.has(key));

/** The reader's own choice. @param {string} key */
export function toggleHidden(key) {
  const wanted = new Set(hidden);
  if (!wanted.delete(key)) wanted.add(key);
  setHidden(wanted);
  post({ atlas: "hidden", hidden: hiddenKeys() });
}

/** What a feature's row in the legend of its layer is called. @param {Feature} feature */
const classOf = ({ layer, look, kind, id }) => layer.id + "." + (look === undefined ? layer.kinds[kind].id : id);

/** Whether the zoom of its class has come, or it is selected. @param {Feature} feature */
export function near({ id, kind, layer }) {
  return map.getZoom() >= layer.min_zooms[kind] || id === selected || besides.includes(id);
}

/** Whether a feature is on the map as far as the zoom and the legend go. @param {Feature} feature */
export function wanted(feature) {
  if (!near(feature)) return false;
  if (!hidden.size || !feature.layer.panel) return true; // the ground is in no legend
  return ![classOf(feature), "status." + statusOf(feature), "evidence." + payload.evidence[feature.evidence]].some((key) => hidden.has(key));
}

/** In place of a layer: no name at all. */
export const ALL = "all";

/** How opaque layers are that are not whole, in per cent. @type {ReadonlyMap<string, number>} */
let opacities = new Map();

/** Layers without names. @type {ReadonlySet<string>} */
let nameless = new Set();

/** @type {Signal<void>} */
export const paled = signal();

/** @type {Signal<void>} */
export const silenced = signal();

const adjustable = new Set(all.filter((layer) => layer.panel).map((layer) => layer.id));
const named = [ALL, ...all.filter((layer) => layer.panel && layer.label).map((layer) => layer.id)];
const [LEAST, MOST] = payload.opacity_percent;

/** How opaque a layer is, between 0 and 1. @param {string | undefined} layer */
export const opacityOf = (layer) => (opacities.get(layer || "") ?? 100) / 100;

/** In the order of the catalogue, so that the same choice is the same address. */
export const opacityKeys = () => [...adjustable].filter((id) => opacities.has(id)).map((id) => id + "." + opacities.get(id));

/** Keys such as `rail.60`; what is none is left out, of a layer the first counts. @param {Iterable<string>} keys */
export function setOpacity(keys) {
  /** @type {Map<string, number>} */
  const wanted = new Map();
  for (const key of keys) {
    const [, layer, share] = /^([a-z][a-z0-9_]*)\.([1-9][0-9])$/.exec(key) || [];
    if (adjustable.has(layer) && !wanted.has(layer) && Number(share) >= LEAST && Number(share) <= MOST) wanted.set(layer, Number(share));
  }
  const before = opacityKeys().join();
  opacities = wanted;
  if (opacityKeys().join() !== before) paled.tell();
}

/** A layer as opaque as that (per cent), at once. @param {string} layer @param {number} percent */
export function pale(layer, percent) {
  setOpacity([layer + "." + percent, ...opacityKeys().filter((key) => !key.startsWith(layer + "."))]);
}

/** The reader has let go of the handle. */
export const tellOpacity = () => post({ atlas: "opacity", opacity: opacityKeys() });

export const unnamedKeys = () => named.filter((key) => nameless.has(key));

/** Whether names are written, as far as a layer's own switch goes; or that of all names. @param {string} key */
export const isNamed = (key) => !nameless.has(key);

/** Whether the names of a layer may be written. @param {string} layer */
export const hasNames = (layer) => isNamed(layer) && isNamed(ALL);

/** Unknown keys are left out. @param {Iterable<string>} keys */
export function setUnnamed(keys) {
  const asked = new Set(keys), wanted = new Set(named.filter((key) => asked.has(key)));
  const before = unnamedKeys().join();
  nameless = wanted;
  if (unnamedKeys().join() !== before) silenced.tell();
}

/** The reader's own choice. @param {string} key a layer, or all names */
export function toggleNames(key) {
  const wanted = new Set(nameless);
  if (!wanted.delete(key)) wanted.add(key);
  setUnnamed(wanted);
  post({ atlas: "unnamed", unnamed: unnamedKeys() });
}
