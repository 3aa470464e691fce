/* Where a name may stand beside what it is of: level beside a line, or at the end of a line that leads to it. Pure, in any unit of a flat map;
   `maps/lettering/leaders.py` is its twin on paper. */
import { around, clamped, share } from "./areas.js";
/** @import { Box } from "#types" */
/** @import { Area } from "./areas.js" */
/** @import { At, Extent } from "./placing.js" */

/** A name beside its place: its middle, and the line that leads to it from there. @typedef {{ middle: At, from: At, to: At }} Aside */

const AWAY = [1, 1.6, 2.4, 3.4, 5, 7]; // how far beside its place, by the height of the name
const DIRECTIONS = 16;
const STARTS = 12; // from so many places a line may lead
const THICK = 6; // of the line that leads to a name
/** Where a level name stands beside a place on a line, by its own width and height, and what speaks against it; last, on the line. */
const BESIDE = [[0, -0.5, 0], [0, 0.5, 0], [0.5, 0, 10], [-0.5, 0, 10], [0, 0, 60]];
const MANY = 9;
const AIR = 6, EVERY = 4, CROSSED = 40, ASIDE = 0.1;

/** How near the border of an area comes to a place. @param {Area} area @param {At} place */
function distance({ rings }, { x, y }) {
  let least = Infinity;
  for (const ring of rings) {
    for (let i = 3; i < ring.length; i += 2) {
      const ax = ring[i - 3], ay = ring[i - 2], dx = ring[i - 1] - ax, dy = ring[i] - ay;
      const along = clamped(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1), 0, 1);
      least = Math.min(least, Math.hypot(ax + along * dx - x, ay + along * dy - y));
    }
  }
  return least;
}

/** @param {Box} one @param {Box} other */
const meet = (one, other) => one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

/** Whether a name beside its area stands on no other one, and its line ends nearer to none. @param {Aside} aside @param {Extent} extent @param {Area} own @param {Area[]} others */
export function apart({ middle, to }, extent, own, others) {
  const box = around(middle, extent), reach = distance(own, to), wide = around(to, { w: 2 * reach, h: 2 * reach });
  return others.every((other) => {
    if (meet(box, other.box) && share(other, box) > 0) return false;
    return !meet(wide, other.box) || distance(other, to) >= reach;
  });
}

/**
 * Names beside an area, with the lines that lead to them, the shortest line first.
 * @param {At[]} starts places on the area
 * @param {Extent} extent of the name
 * @returns {Aside[]}
 */
export function asides(starts, extent) {
  const found = [], { w, h } = extent;
  for (const from of starts.slice(0, STARTS)) {
    for (let turn = 0; turn < DIRECTIONS; turn += 1) {
      const angle = (2 * Math.PI * turn) / DIRECTIONS;
      for (const away of AWAY) {
        const middle = { x: from.x + Math.cos(angle) * (away * h + w / 2), y: from.y + Math.sin(angle) * (away + 0.5) * h }, { x, y } = around(middle, extent);
        const to = { x: clamped(from.x, x, x + w), y: clamped(from.y, y, y + h) };
        found.push({ middle, from, to, long: Math.hypot(to.x - from.x, to.y - from.y) });
      }
    }
  }
  return found.sort((a, b) => a.long - b.long);
}

/** What the line to a name takes of the map. @param {{ from: At, to: At }} leader @returns {Box[]} */
export function boxesOf({ from, to }) {
  const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / THICK);
  return Array.from({ length: steps }, (_, i) => {
    const part = i / steps, x = from.x + part * (to.x - from.x), y = from.y + part * (to.y - from.y);
    return { x: x - THICK / 2, y: y - THICK / 2, w: THICK, h: THICK };
  });
}

/** Places on the parts of a line in sight, each with how far (in points) it is from the middle of its part. @param {At[][]} runs @returns {(At & { off: number })[]} */
const placesOn = (runs) => runs.flatMap((run) => run.map((at, i) => ({ x: at.x, y: at.y, off: Math.abs(i - run.length / 2) })).filter((_, i) => i % EVERY === 0));

/**
 * Middles at which a name stands level beside a line, the best first; only one that must be read stands where other lines run.
 * @param {At[][]} runs the parts of the line in sight
 * @param {Extent} extent
 * @param {(middle: At) => number} crossed how many others run below a name in a place
 * @param {boolean} must
 * @returns {At[]}
 */
export function levels(runs, { w, h }, crossed, must) {
  const found = placesOn(runs).flatMap(({ x, y, off }) => BESIDE.map(([right, down, cost]) => {
    const middle = { x: x + right * (w + 2 * AIR), y: y + down * (h + AIR) }, met = Math.min(crossed(middle), MANY);
    return { ...middle, met, cost: cost + ASIDE * off + CROSSED * met };
  }));
  return found.filter(({ met }) => must || !met).sort((a, b) => a.cost - b.cost);
}

/** The places on a line from which another may lead to its name, those in the middle of its parts first. @param {At[][]} runs @returns {At[]} */
export const startsOn = (runs) => placesOn(runs).sort((a, b) => a.off - b.off);
