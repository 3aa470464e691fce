/* The payload, and what is looked up in it: layers by id, features by id. Features of a part come when they are asked for; nothing else changes. */
import { decode } from "../drawing/shapes.js";
import { read } from "./parts.js";
/** @import { Feature, Layer, Payload, Shape } from "#types" */

/** Data that the document carries. @param {string} name @returns {any} */
const carried = (name) => JSON.parse(document.getElementById("atlas-" + name)?.textContent || "");

/**
 * @template T
 * @param {() => T} make
 * @returns {() => T} made when it is first asked for
 */
function once(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}

/** @type {Payload} */
export const payload = carried("data");

/** In the order of the catalogue. */
export const all = /** @type {Layer[]} */ (/** @type {unknown} */ (payload.layers));

/** @type {Map<string, Layer>} */
export const layers = new Map(all.map((layer) => [layer.id, layer]));

/** A feature that several layers show is found as the one that is drawn first: it has the shape. @type {Map<string, Feature>} */
export const byId = new Map();

/**
 * @param {Layer} layer
 * @param {() => (Shape | null)[]} shapes of its features, in their order
 */
function complete(layer, shapes) {
  layer.features.forEach((feature, place) => {
    const first = byId.get(feature.id);
    if (!first) byId.set(feature.id, feature);
    feature.layer = layer;
    Object.defineProperties(feature, {
      shape: { get: () => shapes()[place] || first?.shape },
      latlngs: { get: once(() => decode(feature.shape)) },
    });
  });
}

/** The layers whose features have not come yet. @type {Set<Layer>} */
const awaited = new Set(all.filter((layer) => layer.part));

/** Whether a layer's features are here. @param {Layer} layer */
export const arrived = (layer) => !awaited.has(layer);

/** What is on its way. @type {Map<Layer, Promise<void>>} */
const coming = new Map();

/** @param {Layer} layer */
async function bring(layer) {
  const { features, shapes } = await read(/** @type {string} */ (layer.part));
  layer.features = features;
  complete(layer, () => shapes);
  awaited.delete(layer);
}

/** The features of a layer that comes apart; asked for once, and again where that failed. @param {Layer} layer */
export function arrival(layer) {
  if (arrived(layer)) return Promise.resolve();
  const found = coming.get(layer) || bring(layer).finally(() => coming.delete(layer));
  coming.set(layer, found);
  return found;
}

for (const layer of [...all].sort((a, b) => a.order - b.order)) {
  // Read when the first of them is asked for.
  complete(layer, once(() => /** @type {(Shape | null)[]} */ (carried("shapes-" + layer.id))));
}
