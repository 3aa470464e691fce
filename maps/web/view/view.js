/* Where the map looks. What the panel covers is not counted: centre and size are those of the part that is free. */
import * as L from "leaflet";
import { arrival, byId, layers } from "../state/data.js";
import { bounds } from "../drawing/draw.js";
import { covered, edges } from "../drawing/edges.js";
import { adapted, centreFor, fitted, freeSize, offset } from "./fitting.js";
import { map, post } from "../state/map.js";
import { frameOf, meets } from "./meets.js";
/** @import { View } from "#types" */
/** @import { Projection, Spot } from "./fitting.js" */

const PAPER_SNAP = 0.05; // so that the map fills the sheet

/** @typedef {(animate: boolean) => void} Look */

/** @type {(() => void) | null} */
let next = null;
/** Where the map was told to look, until somebody moves it. @type {Look | null} */
let wish = null;
/** @type {Spot & { zoom: number } | null} */
let target = null;
let zooming = false;
let own = false;
/** Whether it looks where it was told to, and nobody has touched it since. */
let led = false;
/** Whether a sheet of paper has it. */
let lent = false;

/** How often somebody has moved the view. */
export let moves = 0;

/** @type {Projection} */
const projection = {
  project: (spot, zoom) => map.project([spot.lat, spot.lng], zoom),
  unproject: (at, zoom) => map.unproject([at.x, at.y], zoom),
};

/** The middle of the part that is free. Leaflet knows the centre that it was given better than the px at which it drew it. */
function seenMiddle() {
  const zoom = map.getZoom(), shift = offset(edges());
  return map.unproject(map.project(map.getCenter(), zoom).add([shift.x, shift.y]), zoom);
}

/** @returns {Required<View>} */
export function view() {
  const rounded = (/** @type {number} */ value) => Number(value.toFixed(5)), at = middle ?? seenMiddle();
  // Leaflet moves by whole px: what it was told to look at is truer than where it ended.
  const place = target || { lat: rounded(at.lat), lng: rounded(at.lng), zoom: Number(map.getZoom().toFixed(2)) };
  return { ...place, ...freeSize(map.getSize(), edges()) };
}

/** @param {string} id */
const featuresOf = (id) => layers.get(id)?.features || [byId.get(id)];

/** @param {string[]} ids */
function boundsOf(ids) {
  const features = ids.flatMap(featuresOf).filter((feature) => feature !== undefined);
  return features.reduce((all, feature) => all.extend(bounds(feature)), L.latLngBounds([]));
}

/** Leaflet drops a wish that comes during a zoom animation; ours waits for its end, and of several the last one counts. @param {() => void} action */
function move(action) {
  if (zooming) next = action; else action();
}

function watchZoom() {
  map.on("zoomanim", () => { zooming = true; });
  map.on("zoomend", () => {
    const action = next;
    zooming = false;
    next = null;
    if (action) action();
  });
}

/** Levels that a wheel asked for and that are not gone yet. */
let owed = 0;

/** @param {Spot} place that stays where it is on the screen */
function payOff(place) {
  const to = Math.max(map.getMinZoom(), Math.min(map.getMaxZoom(), map.getZoom() + owed));
  owed = 0;
  if (to === map.getZoom()) return;
  zooming = true; // Leaflet begins with the next frame only
  map.setZoomAround([place.lat, place.lng], to);
}

/**
 * @param {number} levels
 * @param {Spot} place
 */
export function zoomBy(levels, place) {
  owed += levels;
  move(() => payOff(place));
}

/**
 * A map looks where it is told again whenever its size changes: one of size 0 (a hidden tab) when it is seen, one whose page
 * grows a column after it was told when it has become narrower.
 * @param {Look} action
 * @param {boolean} animate
 */
function look(action, animate) {
  const size = map.getSize();
  wish = action;
  if (size.x && size.y) move(() => action(animate));
}

/** @param {string[]} ids */
function fitting(ids) {
  const edge = edges();
  const found = boundsOf(ids);
  if (!found.isValid()) return null;
  const within = map.getBoundsZoom(found, false, L.point(edge.left + edge.right, edge.top + edge.bottom));
  return fitted({ southWest: found.getSouthWest(), northEast: found.getNorthEast() }, within, projection);
}

/**
 * @param {Spot} place
 * @param {number} zoom
 * @param {boolean} animate
 */
function lookAt(place, zoom, animate) {
  map.setView(centreFor(place, zoom, edges(), projection), zoom, { animate });
}

/** @param {string[]} ids @returns {Look} */
function fitter(ids) {
  return (animate) => {
    const to = fitting(ids);
    if (!to) return;
    target = null;
    lookAt(to.place, to.zoom, animate);
  };
}

/** @param {View} to @returns {Look} */
function viewer(to) {
  return (animate) => {
    target = { lat: to.lat, lng: to.lng, zoom: to.zoom };
    lookAt(to, to.zoom, animate);
  };
}

/**
 * @param {Spot} place
 * @param {number} zoom
 * @param {number} duration in seconds; 0 for a jump
 */
function fly(place, zoom, duration) {
  touch();
  if (duration && map.getSize().x) map.flyTo(centreFor(place, zoom, edges(), projection), zoom, { duration });
  else lookAt(place, zoom, false);
}

/**
 * @param {View} to
 * @param {number} duration
 */
export function flyToView(to, duration) {
  fly(to, adapted(to, view(), map.options.zoomSnap || 1), duration);
}

/**
 * @param {string[]} ids
 * @param {number} duration
 */
export function flyToFit(ids, duration) {
  const to = fitting(ids);
  if (to) fly(to.place, to.zoom, duration);
}

/** From now on the view is somebody's wish, not merely what the map opened with. */
function touch() {
  moves += 1;
  own = true;
  led = false;
  target = null;
  wish = null;
}

/** @param {string[]} ids */
export function fit(ids) {
  touch();
  led = true;
  look(fitter(ids), true);
}

/** As a page opens: nobody has wished for it. @param {string[]} ids */
export function open(ids) {
  touch();
  own = false;
  look(fitter(ids), true);
}

/** @param {View} to */
export function setView(to) {
  touch();
  led = true;
  look(viewer(to), true);
}

/**
 * Look where a layer is drawn and has something; where it is drawn already and something of it is in sight, nothing moves. What is
 * in sight is known when the layer has come, if nobody has moved the view meanwhile.
 * @param {string} id of a layer
 * @param {View} to
 */
export function approach(id, to) {
  const layer = layers.get(id), before = moves;
  const inSight = () => layer?.features.some((feature) => meets(feature, frameOf(map.getBounds())));
  if (!layer || map.getZoom() < to.zoom) setView(to);
  else arrival(layer).then(() => { if (before === moves && !inSight()) setView(to); }, () => { /* the panel says so */ });
}

/**
 * For a sheet of paper the map has another size for a while: `look` shows there what is seen now, `end` looks as before. Nobody
 * has moved the view.
 */
export function lendView() {
  const seen = view(), centre = map.getCenter(), zoom = map.getZoom(), kept = target, snap = map.options.zoomSnap;
  lent = true;
  return {
    look() {
      map.options.zoomSnap = PAPER_SNAP;
      lookAt(seen, adapted(seen, freeSize(map.getSize(), edges()), PAPER_SNAP), false);
    },
    end() {
      map.options.zoomSnap = snap;
      map.setView(centre, zoom, { animate: false });
      target = kept;
      lent = false;
    },
  };
}

/** The middle of the free part from before the map's size was another one, until it moves. @type {Spot | null} */
let middle = null;
let resizing = false;

function watchMiddle() {
  map.on("moveend", () => { if (!resizing) middle = null; });
  covered.hear(() => { if (!resizing) middle = null; });
}

/**
 * The map's size has changed: it looks again where it was told to; where somebody has moved it, the middle of what is seen stays.
 * @param {() => void} adapt lays out what lies over the map
 */
export function resize(adapt) {
  if (lent) return;
  const before = map.getSize();
  if (wish) middle = null;
  else if (before.x && before.y) middle ??= seenMiddle();
  resizing = true;
  map.invalidateSize({ animate: false });
  adapt();
  const after = map.getSize();
  if (wish) look(wish, false);
  else if (middle && after.x && after.y) lookAt(middle, map.getZoom(), false);
  resizing = false;
}

/**
 * The first view: before anything is drawn, so that nothing is drawn twice.
 * @param {View | null} to
 * @param {string[]} ids what is fitted where there is no view
 */
export function openView(to, ids) {
  own = Boolean(to);
  watchZoom();
  watchMiddle();
  // A click that no pointer and no key made is a screen reader's or a voice's.
  ["pointerdown", "wheel", "keydown", "click"].forEach((name) => document.addEventListener(name, touch, { capture: true }));
  look(to ? viewer(to) : fitter(ids), false);
}

/** From now on the host is told where the map looks: the middle of the free part is another one when the panel folds, too. */
export function tellView() {
  const tell = () => post({ atlas: "view", view: view(), own, led });
  map.on("moveend zoomend", tell);
  covered.hear(tell);
}
