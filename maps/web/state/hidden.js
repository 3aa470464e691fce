/* What the legend has put away: classes of layers, statuses and grades of evidence, by the keys of `maps/scene/hidden.py`. */
import { all, payload } from "./data.js";
import { statusOf } from "./date.js";
import { post } from "./map.js";
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

/** Whether a feature is on the map as far as the legend goes. @param {Feature} feature */
export function wanted(feature) {
  if (!hidden.size || !feature.layer.panel) return true; // the ground is in no legend
  return ![classOf(feature), "status." + statusOf(feature), "evidence." + payload.evidence[feature.evidence]].some((key) => hidden.has(key));
}
