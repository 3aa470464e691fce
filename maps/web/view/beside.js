/* Where something that belongs to a place of the map is written, so that it is seen whole and hides little. Pure; px. */
/** @import { Box } from "#types" */
/** @import { At } from "./fitting.js" */

const GAP = 14;
const OVER = 10000, HIDDEN = 60; // what it costs, in px of moving it, to lie over the place, and over each name

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

/** @param {Box} one @param {Box} other */
const meet = (one, other) => one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

/**
 * The upper left corner, above, below or beside the place, always within `free`: moved for that as little as possible, not
 * over the place, and over as few names as may be. What follows its place stays on its side while it can.
 * @param {At} at
 * @param {{ w: number, h: number }} size
 * @param {Box} free
 * @param {{ names?: Box[], side?: number | null }} [already] where names stand, and on which side it is
 * @returns {At & { side: number }}
 */
export function beside(at, size, free, { names = [], side: before = null } = {}) {
  const spot = { x: at.x - GAP / 2, y: at.y - GAP / 2, w: GAP, h: GAP };
  const ways = sides(at, size).map((wished, side) => {
    const x = within(wished.x, free.x, free.x + free.w - size.w), y = within(wished.y, free.y, free.y + free.h - size.h);
    const box = { x, y, ...size };
    const hidden = names.filter((name) => meet(box, name)).length + (before !== null && side !== before ? 2 : 0);
    return { x, y, side, cost: Math.hypot(x - wished.x, y - wished.y) + (meet(box, spot) ? OVER : 0) + HIDDEN * hidden };
  });
  const { x, y, side } = ways.reduce((best, way) => (way.cost < best.cost ? way : best));
  return { x, y, side };
}
