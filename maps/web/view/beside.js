/* Where something that belongs to a place of the map is written, so that it is seen whole and hides nothing. Pure; px. */
/** @import { Box } from "#types" */
/** @import { At } from "./fitting.js" */

const GAP = 14;

/**
 * @param {number} value
 * @param {number} least
 * @param {number} most
 */
const within = (value, least, most) => Math.max(least, Math.min(value, Math.max(least, most)));

/** @param {At} at @param {{ w: number, h: number }} size @returns {At[]} */
const sides = (at, { w, h }) => [
  { x: at.x - w / 2, y: at.y - GAP - h }, { x: at.x - w / 2, y: at.y + GAP },
  { x: at.x + GAP, y: at.y - h / 2 }, { x: at.x - GAP - w, y: at.y - h / 2 },
];

/**
 * The upper left corner: above the place, else below or beside it, always within `free`; where it has to be moved for that,
 * it is moved as little as possible and not over the place.
 * @param {At} at
 * @param {{ w: number, h: number }} size
 * @param {Box} free
 * @returns {At}
 */
export function beside(at, size, free) {
  const ways = sides(at, size).map((wished) => {
    const x = within(wished.x, free.x, free.x + free.w - size.w), y = within(wished.y, free.y, free.y + free.h - size.h);
    const over = at.x > x - GAP / 2 && at.x < x + size.w + GAP / 2 && at.y > y - GAP / 2 && at.y < y + size.h + GAP / 2;
    return { x, y, cost: Math.hypot(x - wished.x, y - wished.y) + (over ? 10000 : 0) };
  });
  const { x, y } = ways.reduce((best, way) => (way.cost < best.cost ? way : best));
  return { x, y };
}
