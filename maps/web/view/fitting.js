/* Where a map has to look so that something is seen whole in the part that is free. Pure; px and degrees. */
/** @import { Edges, View } from "#types" */

/** @typedef {{ x: number, y: number }} At */
/** @typedef {{ lat: number, lng: number }} Spot */
/** @typedef {{ project: (spot: Spot, zoom: number) => At, unproject: (at: At, zoom: number) => Spot }} Projection */

/**
 * What lies over the map, px: the panel's width, null where it is folded or lies at the foot of a telephone's screen; the height of the time control, of a
 * briefing's caption and of what a telephone has at the foot, 0 where they are not shown; a briefing's legend.
 * @typedef {{ panel: number | null, timebar: number, caption: number, sheet: number, legend: number, legendHeight: number }} Covers
 */

const CLOSEST = 12;
const BESIDE = 20, ABOVE = 24, BELOW = 30;
const MOST_ASIDE = 1 / 3; // of the width
const SMALL = 720; // the width of a telephone's screen, at most
const CAPTION_FOOT = 26, LEGEND_FOOT = 44, LEGEND_BESIDE = 28, ROOM = 24, SMALL_FOOT = 44, SMALL_GAP = 8; // where briefing.css puts them, and the air around them
const ALMOST = 0.02; // of a zoom level: a pixel or two do not cost half a level

/**
 * lat,lng,zoom and, where it is known, the size of the map that was looked at: 30.05,119.55,8.5,960x600
 * @param {string | null | undefined} text
 * @returns {View | null}
 */
export function parseView(text) {
  const match = /^(-?[\d.]+),(-?[\d.]+),([\d.]+)(?:,(\d+)x(\d+))?$/.exec(text || "");
  if (!match) return null;
  const [lat, lng, zoom, width, height] = match.slice(1).map(Number);
  return [lat, lng, zoom].every(Number.isFinite) ? { lat, lng, zoom, width, height } : null;
}

/** A view as it stands in an address. @param {View} view */
export const viewText = ({ lat, lng, zoom, width, height }) => lat + "," + lng + "," + zoom + "," + width + "x" + height;

/** What a page shows whole where its address says no view. @param {{ fit?: string | null, focus?: string | null }} said */
export const fittedOf = ({ fit, focus }) => (fit || focus || "circle").split(",");

/**
 * The edges of a briefing's map: above its caption, and beside a legend that ends higher, or above it; on a telephone's screen, where the one
 * stands on the other, above both.
 * @param {Covers} covers
 * @param {number} width of the window
 * @returns {Edges}
 */
function edgesOfBriefing({ caption, legend, legendHeight }, width) {
  if (width <= SMALL) return { left: BESIDE, top: ABOVE, right: BESIDE, bottom: caption + SMALL_FOOT + (legend ? legendHeight + SMALL_GAP : 0) + ROOM };
  const low = caption + CAPTION_FOOT + ROOM, high = legend ? legendHeight + LEGEND_FOOT + ROOM : 0;
  const aside = legend + LEGEND_BESIDE + ROOM, beside = high > low && aside < width * MOST_ASIDE;
  return { left: BESIDE, top: ABOVE, right: beside ? aside : BESIDE, bottom: beside ? low : Math.max(low, high) };
}

/**
 * The edges of a map that something lies over.
 * @param {Covers} covers
 * @param {number} width of the window
 * @returns {Edges}
 */
export function edgesOf(covers, width) {
  const { panel, timebar, caption, sheet } = covers;
  if (caption) return edgesOfBriefing(covers, width);
  const foot = timebar ? timebar + 44 : BELOW;
  return { left: panel !== null ? panel + 24 : BESIDE, top: ABOVE, right: BESIDE, bottom: foot + sheet };
}

/**
 * From the middle of the whole map to the middle of its free part.
 * @param {Edges} edges
 * @returns {At}
 */
export const offset = (edges) => ({ x: (edges.left - edges.right) / 2, y: (edges.top - edges.bottom) / 2 });

/**
 * The size of the free part.
 * @param {At} size of the whole map
 * @param {Edges} edges
 */
export const freeSize = (size, edges) => ({
  width: Math.round(size.x - edges.left - edges.right), height: Math.round(size.y - edges.top - edges.bottom),
});

/**
 * The centre of the whole map that puts a place in the middle of the free part.
 * @param {Spot} place
 * @param {number} zoom
 * @param {Edges} edges
 * @param {Projection} projection
 */
export function centreFor(place, zoom, edges, { project, unproject }) {
  const at = project(place, zoom), shift = offset(edges);
  return unproject({ x: at.x - shift.x, y: at.y - shift.y }, zoom);
}

/**
 * Where a box fits: its middle on the map, and a zoom, `within` at most.
 * @param {{ southWest: Spot, northEast: Spot }} box
 * @param {number} within
 * @param {Projection} projection
 */
export function fitted({ southWest, northEast }, within, { project, unproject }) {
  const zoom = Math.min(CLOSEST, within);
  const one = project(southWest, zoom), other = project(northEast, zoom);
  return { place: unproject({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 }, zoom), zoom };
}

/**
 * The zoom at which all is seen here that was seen on a map of another size, in steps of `snap`.
 * @param {View} to
 * @param {{ width: number, height: number }} here
 * @param {number} snap
 */
export function adapted(to, here, snap) {
  if (!to.width || !to.height) return to.zoom;
  const gain = Math.log2(Math.min(here.width / to.width, here.height / to.height));
  return Math.floor((to.zoom + gain + ALMOST) / snap) * snap;
}

const WIDEST_DEG = 44, HIGHEST_DEG = 33; // of what the ground fills around the Delta, in degrees of longitude

/**
 * The least zoom, in steps of `snap`, at which the ground reaches to every edge of a map.
 * @param {At} size of the whole map
 * @param {number} least
 * @param {number} snap
 */
export function leastZoom(size, least, snap) {
  const degrees = Math.max(size.x / WIDEST_DEG, size.y / HIGHEST_DEG);
  return Math.max(least, Math.ceil(Math.log2((degrees * 360) / 256) / snap) * snap);
}

const LENGTHS = [5, 2, 1];

/** The longest of 1, 2, 5, 10, 20, 50 … that is no longer. @param {number} metres */
export function niceLength(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  return LENGTHS.map((step) => step * power).find((length) => length <= metres) || power;
}
