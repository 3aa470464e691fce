/* Where names stand: greedily by rank, none over another. Pure, in px of the map. */
/** @import { Box } from "#types" */
/** @import { Setting } from "./along.js" */

/** @typedef {{ w: number, h: number }} Extent */
/** @typedef {{ x: number, y: number }} At */
/** @typedef {"point" | "line" | "area"} Kind */

/**
 * A name to be placed: `first` ones may stand over a symbol, `reach` is from a point to the edge of its symbol.
 * A name that runs along a line says how, the best way first; where none is free, only one that is due stands level.
 * @typedef {{ name: string, kind: Kind, at: At, extent: Extent, first: boolean, reach: number, due?: boolean, along?: () => Iterable<Setting> }} Candidate
 */
/** Where a name stands: along a line its letters too. @typedef {{ box: Box, boxes: Box[], setting?: Setting }} Standing */

const GAP = 3;
const EDGE = 2;
const LONGEST = 64;
const REPEAT = 420, REPEATS = 2; // how far apart names of one line are, and how often one is written again

/**
 * Places to try: around a point; on the anchor of a line; on, above, below and beside the anchor of an area.
 * @param {Candidate} candidate
 * @returns {[number, number][]}
 */
export function places({ kind, at, extent: { w, h }, reach: r }) {
  const x = at.x - w / 2, y = at.y - h / 2;
  if (kind === "line") return [[x, y]];
  if (kind === "area") return [[x, y], [x, y - h], [x, y + h], [x - w / 2, y], [x + w / 2, y], [x, y - 2 * h], [x, y + 2 * h]];
  return [[at.x + r, y], [at.x - r - w, y], [x, at.y - r - h], [x, at.y + r]];
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
 * @param {Candidate} candidate
 * @param {Box[]} taken
 * @param {Box[]} symbols
 * @param {At} limits
 * @returns {Standing | null}
 */
function find(candidate, taken, symbols, limits) {
  const along = candidate.along ? findAlong(candidate, taken, symbols, limits) : null;
  if (along || (candidate.along && !candidate.due)) return along;
  for (const [x, y] of places(candidate)) {
    const box = { x, y, w: candidate.extent.w, h: candidate.extent.h };
    // The first rank, the cities, may stand over a station: without them the map cannot be read.
    if (inside(box, limits) && free(box, taken) && (candidate.first || free(box, symbols))) return { box, boxes: [box] };
  }
  return null;
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
