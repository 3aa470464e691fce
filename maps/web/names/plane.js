/* Features on the plane of the map, where names are placed: Web Mercator's px at zoom 0, and where that lies in sight. */
import * as L from "leaflet";
import { layers } from "../state/data.js";
import { decode } from "../drawing/shapes.js";
import { map } from "../state/map.js";
import { areaOf, fits, sites } from "./areas.js";
import { apart, asides, levels, startsOn } from "./leaders.js";
import { inSight } from "./along.js";
/** @import { Feature } from "#types" */
/** @import { Aside } from "./leaders.js" */
/** @import { At, Extent } from "./placing.js" */

/** @param {[lat: number, lng: number]} place */
const project = (place) => L.CRS.EPSG3857.latLngToPoint(L.latLng(place), 0);

/** @param {[number, number][]} points @returns {Float64Array} x and y by turns */
const flat = (points) => Float64Array.from(points.flatMap((place) => {
  const { x, y } = project(place);
  return [x, y];
}));

/**
 * What is made of a feature once.
 * @template T
 * @param {(feature: Feature) => T} make
 * @returns {(feature: Feature) => T}
 */
function known(make) {
  /** @type {WeakMap<Feature, T>} */
  const made = new WeakMap();
  return (feature) => {
    const found = made.get(feature) ?? make(feature);
    made.set(feature, found);
    return found;
  };
}

/** The lines along which names run. */
const linesOf = known((feature) => {
  const shapes = /** @type {[number, number][][]} */ (feature.course ? decode(feature.course) : feature.shape.l ? feature.latlngs : []);
  return shapes.map(flat);
});

const areaOn = known((feature) => areaOf(/** @type {[number, number][][][]} */ (feature.latlngs).flat().map(flat)));
const anchorOf = known(({ at: [lng, lat] }) => project([lat, lng]));

/** How the plane lies in sight. */
function sight() {
  const { x, y } = /** @type {L.Point} */ (map.getPixelBounds().min), scale = 2 ** map.getZoom();
  return { scale, toMap: (/** @type {At} */ at) => ({ x: at.x * scale - x, y: at.y * scale - y }) };
}

/** Lines in sight, as long as the map stands where it stands. @type {Map<Feature, At[][]>} */
const inView = new Map();
let stand = "";

/** The parts of a feature's lines in sight. @param {Feature} feature @returns {At[][]} */
export function runsOf(feature) {
  const origin = /** @type {L.Point} */ (map.getPixelBounds().min), scale = 2 ** map.getZoom(), limits = map.getSize();
  const now = [origin.x, origin.y, scale, limits.x, limits.y].join();
  if (now !== stand) inView.clear();
  stand = now;
  const runs = inView.get(feature)
    || linesOf(feature).flatMap((line) => inSight(line.map((one, i) => one * scale - (i % 2 ? origin.y : origin.x)), limits));
  inView.set(feature, runs);
  return runs;
}

/**
 * Where a name stands on its area and beside it, on the plane: the same wherever the map is moved, and worked out when it is asked for.
 * @typedef {{ key: string, well: boolean, on: () => At[], beside: () => Aside[] }} Stand
 */
/** @type {WeakMap<Feature, Stand>} */
const stands = new WeakMap();

/**
 * What is made when it is first asked for.
 * @template T
 * @param {() => T} make
 * @returns {() => T}
 */
function once(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}

/** @param {Feature} feature @param {Extent} extent on the plane @returns {Stand} */
function standOf(feature, extent) {
  const key = extent.w + "|" + extent.h, before = stands.get(feature);
  if (before?.key === key) return before;
  const area = areaOn(feature), anchor = anchorOf(feature), on = once(() => sites(area, anchor, extent));
  const stand = { key, well: fits(area, anchor, extent), on, beside: once(() => asides(on(), extent)) };
  stands.set(feature, stand);
  return stand;
}

const SPOT = { w: 1e-9, h: 1e-9 };

/** Areas of the same group, drawn or not, that are not about the same place: a name that stood on one would be taken for its name. @param {Feature} feature */
function others({ layer, at: [lng, lat] }) {
  const here = project([lat, lng]), beside = [...layers.values()].filter(({ group, label, part }) => group === layer.group && label && !part);
  const areas = beside.flatMap(({ features }) => features).filter(({ shape }) => shape.a).map(areaOn);
  return areas.filter((area) => !fits(area, here, SPOT));
}

const othersOf = known(others);

/** Whether an area is in sight, or so near that its name may be. @param {Feature} feature @param {Extent} extent @param {{ scale: number, toMap: (at: At) => At }} here */
function seen(feature, extent, { scale, toMap }) {
  const { box } = areaOn(feature), { x, y } = toMap(box), limits = map.getSize();
  const right = x + box.w * scale, bottom = y + box.h * scale;
  return x - extent.w < limits.x && y - extent.h < limits.y && right + extent.w > 0 && bottom + extent.h > 0;
}

/**
 * The places of an area's name, in px of the map: on it, the best first, and beside it.
 * @param {Feature} feature
 * @param {Extent} extent
 */
export function standings(feature, extent) {
  const here = sight(), { scale, toMap } = here, small = { w: extent.w / scale, h: extent.h / scale };
  return {
    /** @returns {Generator<At>} */
    * on() {
      if (!seen(feature, extent, here)) return;
      const stand = standOf(feature, small);
      if (stand.well) yield toMap(anchorOf(feature));
      for (const place of stand.on()) yield toMap(place);
    },
    /** Each says whether it may be taken for another's name: that is asked last. @returns {Generator<Aside & { allowed: () => boolean }>} */
    * beside() {
      if (!seen(feature, extent, here)) return;
      for (const aside of standOf(feature, small).beside()) {
        const { middle, from, to } = aside, allowed = () => apart(aside, small, areaOn(feature), othersOf(feature));
        yield { middle: toMap(middle), from: toMap(from), to: toMap(to), allowed };
      }
    },
  };
}

/** Names at the end of lines that may be taken for no other's. @param {At[]} starts @param {Extent} extent */
const leading = (starts, extent) => asides(starts, extent).map((aside) => ({ ...aside, allowed: () => true }));

/** The places of a point's name at the end of a line that leads to it. @param {At} at @param {Extent} extent */
export const besidePoint = (at, extent) => ({ on: () => [], beside: () => leading([at], extent) });

/**
 * The places of a line's name that found no room along it: level, beside the line, where few others run; and farther off.
 * @param {Feature} feature
 * @param {At} at where a line belongs that is too short for names
 * @param {Extent} extent
 * @param {(middle: At) => number} crossed how many others run below a name in a place
 * @param {boolean} must it may stand over others, and at the end of a line that leads to it
 */
export function besideLine(feature, at, extent, crossed, must) {
  const runs = runsOf(feature);
  return { on: () => levels(runs, extent, crossed, must), beside: () => leading(runs.length ? startsOn(runs) : [at], extent) };
}
