/* Paths. Those of one feature in one place have the same course: it is projected, simplified, clipped and written once. */
import * as L from "leaflet";
/** @import { Feature, Place } from "#types" */

const SMOOTH = 0.6;

/** @typedef {(feature: Feature, options: L.PolylineOptions) => L.Path} Painter */

/**
 * @param {Feature} feature
 * @param {L.PolylineOptions} options
 * @returns {L.Polyline<any> | L.Polygon}
 */
export function path(feature, options) {
  const given = { smoothFactor: SMOOTH, interactive: false, ...options };
  return feature.shape.a ? L.polygon(feature.latlngs, given) : L.polyline(feature.latlngs, given);
}

/** A path that follows another one, which is added to the map before it. Leaflet updates paths in that order. */
const Coat = /** @type {new (first: L.Path, options: object) => L.Path} */ (/** @type {any} */ (L.Polyline).extend({
  /** @this {any} @param {any} first @param {object} options */
  initialize(first, options) {
    L.setOptions(this, options);
    this._first = first;
    this._latlngs = first._latlngs;
    this._bounds = first._bounds;
  },
  /** @this {any} */
  _project() {
    this._pxBounds = this._first._pxBounds;
  },
  /** @this {any} */
  _update() {
    if (this._map) this._updatePath();
  },
  /** @this {any} */
  _updatePath() {
    this._renderer._setPath(this, this._first._path.getAttribute("d"));
  },
}));

/**
 * Paints features in a place, each in as many coats as are asked for.
 * @param {Place} place
 * @param {number} [smoothFactor] by how many px the course may leave that of the feature
 * @returns {Painter}
 */
export function painter(place, smoothFactor = SMOOTH) {
  /** @type {Map<Feature, L.Path>} */
  const firsts = new Map();
  return (feature, options) => {
    const first = firsts.get(feature);
    if (first) return new Coat(first, { interactive: false, ...place, ...options });
    const made = path(feature, { ...place, smoothFactor, ...options });
    firsts.set(feature, made);
    return made;
  };
}
