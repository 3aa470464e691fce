/* What a finger or a mouse means on the map of a presentation. Pure. */
/** @typedef {{ x: number, y: number }} At */
/** @typedef {"tap" | "next" | "previous"} Meant */

const STILL_PX = 10; // a finger that taps is not quite still
const SWIPE_PX = 40;

/**
 * What the way from where one finger came down to where it left means; nothing for what is neither a tap nor goes to a side.
 * @param {At} from
 * @param {At} to
 * @returns {Meant | null}
 */
export function meant(from, to) {
  const x = to.x - from.x, y = to.y - from.y;
  if (Math.hypot(x, y) <= STILL_PX) return "tap";
  if (Math.abs(x) < SWIPE_PX || Math.abs(x) < 2 * Math.abs(y)) return null;
  return x < 0 ? "next" : "previous";
}
