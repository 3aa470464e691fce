/* A frame on the map of a page, in shares of the map's sides: it has the map's proportions, so one width says its size. */

/** @typedef {{ left: number, top: number, width: number }} Rectangle */
/** @typedef {{ x: number, y: number }} Point */

/** @param {number} value @param {number} least @param {number} most */
const between = (value, least, most) => Math.min(Math.max(value, least), most);

/** The frame that is drawn from one point to another; it stays on the map.
 * @param {Point} from @param {Point} to
 * @returns {Rectangle} */
export function drawn(from, to) {
  const x = between(from.x, 0, 1), y = between(from.y, 0, 1);
  const leftward = to.x < x, upward = to.y < y;
  const room = Math.min(leftward ? x : 1 - x, upward ? y : 1 - y);
  const width = Math.min(Math.max(Math.abs(to.x - x), Math.abs(to.y - y)), room);
  return { left: leftward ? x - width : x, top: upward ? y - width : y, width };
}

/** The frame moved by shares, as far as there is room.
 * @param {Rectangle} frame @param {number} dx @param {number} dy
 * @returns {Rectangle} */
export function moved({ left, top, width }, dx, dy) {
  return { left: between(left + dx, 0, 1 - width), top: between(top + dy, 0, 1 - width), width };
}

/** The frame larger or smaller around its centre, no smaller than the least width.
 * @param {Rectangle} frame @param {number} factor @param {number} least
 * @returns {Rectangle} */
export function grown({ left, top, width }, factor, least) {
  const wide = between(width * factor, least, 1), by = (width - wide) / 2;
  return moved({ left: left + by, top: top + by, width: wide }, 0, 0);
}
