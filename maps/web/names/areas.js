/* Where the name of an area may stand on it. Pure, in any unit of a flat map; `maps/lettering/areas.py` is its twin on paper. */
/** @import { Box } from "#types" */
/** @import { At, Extent } from "./placing.js" */

/** An area: its rings, of each x and y by turns, the first point again at the end, and what they lie in. @typedef {{ rings: Float64Array[], box: Box }} Area */

const ROWS = 12; // at most so many levels of an area are tried
const LEVELS = [1 / 6, 1 / 2, 5 / 6]; // of a box
const WELL = 0.9; // the share of a box on its area from which nothing better is looked for
const OVERHANG = 2; // what a box off its area costs, by its width
const LEAST = 0.6; // of a name, on an area that has room for the whole: in a corner of it the name would be taken for a neighbour's

/** @param {number} value @param {number} least @param {number} most */
export const clamped = (value, least, most) => Math.max(least, Math.min(most, value));

/** @param {Float64Array[]} rings @returns {Area} */
export function areaOf(rings) {
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 2) {
      left = Math.min(left, ring[i - 1]);
      right = Math.max(right, ring[i - 1]);
      top = Math.min(top, ring[i]);
      bottom = Math.max(bottom, ring[i]);
    }
  }
  return { rings, box: { x: left, y: top, w: right - left, h: bottom - top } };
}

/** Where a level is on an area: from and to by turns. @param {Area} area @param {number} y @returns {number[]} */
export function chords({ rings }, y) {
  const found = [];
  for (const ring of rings) {
    for (let i = 3; i < ring.length; i += 2) {
      const above = ring[i - 2], below = ring[i];
      if ((above > y) !== (below > y)) found.push(ring[i - 3] + ((y - above) / (below - above)) * (ring[i - 1] - ring[i - 3]));
    }
  }
  return found.sort((a, b) => a - b);
}

/** How much of a stretch of a level is on an area. @param {number[]} found @param {number} from @param {number} to */
function length(found, from, to) {
  let sum = 0;
  for (let i = 1; i < found.length; i += 2) sum += Math.max(0, Math.min(to, found[i]) - Math.max(from, found[i - 1]));
  return sum;
}

/** @param {number[][]} levels of a box @param {number} from @param {number} to */
const shareOf = (levels, from, to) => levels.reduce((sum, level) => sum + length(level, from, to), 0) / ((to - from) * levels.length);

/** The levels of a box of a height around a middle. @param {Area} area @param {number} y @param {number} h */
const levelsAt = (area, y, h) => LEVELS.map((level) => chords(area, y + (level - 0.5) * h));

/** The share of a box that is on an area. @param {Area} area @param {Box} box */
export const share = (area, { x, y, w, h }) => shareOf(levelsAt(area, y + h / 2, h), x, x + w);

/** @param {At} middle @param {Extent} extent @returns {Box} */
export const around = ({ x, y }, { w, h }) => ({ x: x - w / 2, y: y - h / 2, w, h });

/** Places along a level from one border to the other: where it is wide enough, whole on the area. @param {number} from @param {number} to @param {number} x @param {number} w */
function places(from, to, x, w) {
  const room = to - from - w;
  if (room <= 0) return [0.5, 0.25, 0.75].map((part) => from + part * (to - from));
  const first = from + w / 2, last = to - w / 2, step = Math.max(w / 2, room / 8), near = clamped(x, first, last);
  const found = [near];
  for (let at = near - step; at > first; at -= step) found.push(at);
  for (let at = near + step; at < last; at += step) found.push(at);
  return found;
}

/**
 * Middles on an area where a name may stand, the best first: near its anchor, and with most of the name on the area.
 * @param {Area} area
 * @param {At} at the anchor
 * @param {Extent} extent of the name
 * @returns {At[]}
 */
export function sites(area, at, { w, h }) {
  const { y: top, h: high } = area.box, step = Math.max((h * 2) / 3, high / ROWS), found = [];
  for (let y = at.y - step * Math.floor((at.y - top) / step); y < top + high; y += step) {
    const levels = levelsAt(area, y, h), middle = levels[1];
    for (let i = 1; i < middle.length; i += 2) {
      for (const x of places(middle[i - 1], middle[i], at.x, w)) {
        const on = shareOf(levels, x - w / 2, x + w / 2);
        found.push({ x, y, on, cost: Math.hypot(x - at.x, y - at.y) + OVERHANG * w * (1 - on) });
      }
    }
  }
  const least = found.some(({ on }) => on >= WELL) ? LEAST : 0;
  return found.filter(({ on }) => on >= least).sort((a, b) => a.cost - b.cost);
}

/** Whether a name stands so well at the anchor of an area that no other place is looked for first. @param {Area} area @param {At} at @param {Extent} extent */
export const fits = (area, at, extent) => share(area, around(at, extent)) >= WELL;
