/* The payload, and what is looked up in it: layers by id, features by id. Nothing here changes once it is read. */
import { decode } from "../drawing/shapes.js";
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

/** The shapes of a layer are read when the first of them is asked for. @param {Layer} layer */
function complete(layer) {
  const shapes = once(() => /** @type {(Shape | null)[]} */ (carried("shapes-" + layer.id)));
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

for (const layer of [...all].sort((a, b) => a.order - b.order)) complete(layer);
