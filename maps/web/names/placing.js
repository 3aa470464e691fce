/* Where names stand: greedily by rank, none over another. Pure, in px of the map. */
import { boxesOf } from "./leaders.js";
/** @import { Box } from "#types" */
/** @import { Setting } from "./along.js" */
/** @import { Aside } from "./leaders.js" */

/** @typedef {{ w: number, h: number }} Extent */
/** @typedef {{ x: number, y: number }} At */
/** @typedef {"point" | "line" | "area"} Kind */

/** Where a name may stand: middles on its area or beside its line, the best first, and at the end of a line that leads to it.
 * @typedef {{ on: () => Iterable<At>, beside: () => Iterable<Aside & { allowed: () => boolean }> }} Ground */
/**
 * A name to be placed: `first` ones may stand over a symbol where there is no room beside it, `reach` is from a point to the edge of its symbol.
 * A name that runs along a line says how, the best way first. One that must be read may stand beside its place.
 * @typedef {{ name: string, kind: Kind, at: At, extent: Extent, first: boolean, reach: number, must?: boolean, along?: () => Iterable<Setting>, ground?: Ground }} Candidate
 */
/** Where a name stands: along a line its letters too, beside its area the line that leads to it.
 * @typedef {{ box: Box, boxes: Box[], setting?: Setting, leader?: { from: At, to: At } }} Standing */

const GAP = 3;
const EDGE = 2;
const LONGEST = 64;
const EVADING = 40; // how far a name of the first rank goes out of a symbol's way
const OVER = 1, AMISS = 2; // what speaks against a name at the end of a line: that it hides a symbol, that another's may be meant
const REPEAT = 420, REPEATS = 2; // how far apart names of one line are, and how often one is written again

/**
 * Places to try: around a point; on an area, or beside a line; else on the anchor.
 * @param {Candidate} candidate
 * @returns {Iterable<[number, number]>}
 */
export function* places({ kind, at, extent: { w, h }, reach: r, ground }) {
  const x = at.x - w / 2, y = at.y - h / 2;
  if (kind === "point") yield* /** @type {[number, number][]} */ ([[at.x + r, y], [at.x - r - w, y], [x, at.y - r - h], [x, at.y + r]]);
  else if (ground) for (const middle of ground.on()) yield [middle.x - w / 2, middle.y - h / 2];
  else yield [x, y];
}

/**
 * @param {Box} box
 * @param {Box[]} taken
 */
export function free(box, taken) {
  return !taken.some((other) => box.x < other.x + other.w + GAP && other.x < box.x + box.w + GAP
    && box.y < other.y + other.h + 1 && other.y < box.y + box.h + 1);
}

/**
 * @param {Box} box
 * @param {At} limits
 */
export function inside(box, limits) {
  return box.x > EDGE && box.y > EDGE && box.x + box.w < limits.x - EDGE && box.y + box.h < limits.y - EDGE;
}

/** A name that is too long for a map is cut. @param {string} name */
export const shortened = (name) => (name.length > LONGEST ? name.slice(0, LONGEST - 1) + "\u2026" : name);

/**
 * Whether all boxes of a name are free; what is far from the whole of it is looked at once.
 * @param {Setting} setting
 * @param {Box[]} taken
 */
function clear({ box, boxes }, taken) {
  const near = taken.filter((other) => !free(box, [other]));
  return !near.length || boxes.every((one) => free(one, near));
}

/**
 * @param {Candidate} candidate
 * @param {Box[]} taken
 * @param {Box[]} symbols
 * @param {At} limits
 * @param {At[]} [others] where it stands already
 * @returns {Standing | null}
 */
function findAlong({ along, first }, taken, symbols, limits, others = []) {
  for (const setting of along?.() || []) {
    const apart = others.every(({ x, y }) => Math.hypot(x - setting.at.x, y - setting.at.y) >= REPEAT);
    if (apart && inside(setting.box, limits) && clear(setting, taken) && (first || clear(setting, symbols))) {
      return { box: setting.box, boxes: setting.boxes, setting };
    }
  }
  return null;
}

/**
 * A name beside its place, at the end of a line: where there is no other room over a symbol or where another's may be meant, which a city's may not.
 * @param {Candidate} candidate
 * @param {Box[]} taken
 * @param {Box[]} symbols
 * @param {At} limits
 * @returns {Standing | null}
 */
function findBeside({ ground, extent, must, kind, at, first }, taken, symbols, limits) {
  /** @type {Standing | null} */
  let best = null;
  let cost = Infinity;
  // Of an area that is out of sight for the most part a line would lead to nothing.
  const seen = kind !== "area" || inside({ ...at, w: 0, h: 0 }, limits);
  if (!ground || !must || !seen) return best;
  for (const { middle, from, to, allowed } of ground.beside()) {
    const box = { x: middle.x - extent.w / 2, y: middle.y - extent.h / 2, ...extent };
    if (!inside(box, limits) || !free(box, taken)) continue;
    const least = free(box, symbols) ? 0 : OVER;
    if (least >= cost) continue;
    const line = boxesOf({ from, to });
    if (!line.every((one) => inside(one, limits) && free(one, taken))) continue;
    const own = least + (allowed() ? 0 : first ? Infinity : AMISS);
    if (own < cost) best = { box, boxes: [box, ...line], leader: { from, to } };
    cost = Math.min(cost, own);
    if (!cost) break;
  }
  return best;
}

/**
 * @param {Candidate} candidate
 * @param {Box[]} taken
 * @param {Box[]} symbols
 * @param {At} limits
 * @returns {Standing | null}
 */
function find(candidate, taken, symbols, limits) {
  if (candidate.along) return findAlong(candidate, taken, symbols, limits);
  /** @type {Box | null} */
  let over = null;
  for (const [x, y] of places(candidate)) {
    const box = { x, y, w: candidate.extent.w, h: candidate.extent.h };
    if (over && Math.hypot(x - over.x, y - over.y) > EVADING || !inside(box, limits) || !free(box, taken)) continue;
    if (free(box, symbols)) return { box, boxes: [box] };
    // The first rank, the cities, may stand over a station: without them the map cannot be read.
    if (candidate.first) over ??= box;
  }
  return over ? { box: over, boxes: [over] } : findBeside(candidate, taken, symbols, limits);
}

/**
 * Names along long lines once more, where all others have left room.
 * @template {Candidate} T
 * @param {(Standing & { candidate: T })[]} found
 * @param {Box[]} taken
 * @param {Box[]} symbols
 * @param {At} limits
 */
function repeated(found, taken, symbols, limits) {
  const more = [];
  for (const { candidate, setting } of found) {
    const stand = setting ? [setting.at] : [];
    while (stand.length && stand.length <= REPEATS) {
      const again = findAlong(candidate, taken, symbols, limits, stand);
      if (!again?.setting) break;
      stand.push(again.setting.at);
      taken.push(...again.boxes);
      more.push({ candidate, ...again });
    }
  }
  return more;
}

/**
 * Those of the candidates, in their order, that find a place; a name is written once, along a long line again.
 * @template {Candidate} T
 * @param {Iterable<T>} candidates
 * @param {Box[]} covered where no name may be
 * @param {Box[]} symbols where only names of the first rank may be
 * @param {At} limits the size of the map
 * @returns {(Standing & { candidate: T })[]}
 */
export function placed(candidates, covered, symbols, limits) {
  const taken = [...covered];
  const names = new Set();
  const found = [];
  for (const candidate of candidates) {
    const standing = names.has(candidate.name) ? null : find(candidate, taken, symbols, limits);
    if (!standing) continue;
    names.add(candidate.name);
    taken.push(...standing.boxes);
    found.push({ candidate, ...standing });
  }
  return [...found, ...repeated(found, taken, symbols, limits)];
}
