/* One drawing for everything, with a group for each layer in its order. A drawing for each layer would be a picture for
   each, the size of the map and more, which the browser paints and lays over the others at every step of a movement. */
import * as L from "leaflet";
import { svg } from "../furniture/dom.js";
/** @import { Place } from "#types" */

/** How much more than the map is drawn on each side, as a part of its size. */
export const DRAWN = 0.4;

/** The level of a layer is its `order` in the catalogue; from here on lies what stands out of them. */
export const ABOVE_LAYERS = 1000;

/** All groups, the lowest first, before there is a drawing and in it. */
const stack = svg("g");

/** The groups by name. @type {Map<string, SVGGElement>} */
const tiers = new Map();

const Drawing = /** @type {new (options: L.RendererOptions) => L.Renderer} */ (/** @type {any} */ (L.SVG.extend({
  /** @this {any} */
  _initContainer() {
    /** @type {any} */ (L.SVG.prototype)._initContainer.call(this);
    this._rootGroup.append(stack);
  },
  /** @this {any} @param {any} path */
  _addPath(path) {
    path.options.tier.append(path._path);
    path.addInteractiveTarget(path._path);
  },
})));

const renderer = new Drawing({ padding: DRAWN });

/** The group of that name, where there is one yet. @param {string} name */
export const tierOf = (name) => tiers.get(name);

/**
 * A group of its own in the drawing, above those of lower levels.
 * @param {string} name
 * @param {number} level
 * @returns {Place}
 */
export function placeAt(name, level) {
  const tier = svg("g", { "data-tier": name, "data-level": level });
  const above = [...stack.children].find((other) => Number(other.getAttribute("data-level")) > level);
  stack.insertBefore(tier, above ?? null);
  tiers.set(name, tier);
  return { renderer, tier };
}
