/* The payload, and what is looked up in it: layers by id, features by id. Nothing here changes once it is read. */
import { decode } from "./shapes.js";
/** @import { Feature, Layer, Payload } from "#types" */

/** @type {Payload} */
export const payload = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("atlas-data")).textContent || "");

/** In the order of the catalogue. */
export const all = /** @type {Layer[]} */ (/** @type {unknown} */ (payload.layers));

/** @type {Map<string, Layer>} */
export const layers = new Map(all.map((layer) => [layer.id, layer]));

/** A feature that several layers show is found as the one that is drawn first: it has the shape. @type {Map<string, Feature>} */
export const byId = new Map();

/**
 * @param {Feature} feature
 * @param {Layer} layer
 */
function complete(feature, layer) {
  const first = byId.get(feature.id);
  if (!first) byId.set(feature.id, feature);
  feature.layer = layer;
  feature.shape = feature.shape || /** @type {Feature} */ (first).shape;
  /** @type {unknown} */
  let made;
  Object.defineProperty(feature, "latlngs", { get: () => (made ??= decode(feature.shape)) });
}

for (const layer of [...all].sort((a, b) => a.order - b.order)) {
  for (const feature of layer.features) complete(feature, layer);
}
