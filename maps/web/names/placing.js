/* Where names stand: greedily by rank, none over another. Pure, in px of the map. */
/** @import { Box } from "#types" */

/** @typedef {{ w: number, h: number }} Extent */
/** @typedef {{ x: number, y: number }} At */
/** @typedef {"point" | "line" | "area"} Kind */

/**
 * A name to be placed: `first` ones may stand over a symbol, `reach` is from a point to the edge of its symbol.
 * @typedef {{ name: string, kind: Kind, at: At, extent: Extent, first: boolean, reach: number }} Candidate
 */

const GAP = 3;
const EDGE = 2;
const LONGEST = 64;

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
 * @param {Candidate} candidate
 * @param {Box[]} taken
 * @param {Box[]} symbols
 * @param {At} limits
 * @returns {Box | null}
 */
function find(candidate, taken, symbols, limits) {
  for (const [x, y] of places(candidate)) {
    const box = { x, y, w: candidate.extent.w, h: candidate.extent.h };
    // The first rank, the cities, may stand over a station: without them the map cannot be read.
    if (inside(box, limits) && free(box, taken) && (candidate.first || free(box, symbols))) return box;
  }
  return null;
}

/**
 * Those of the candidates, in their order, that find a place; a name is written once.
 * @template {Candidate} T
 * @param {Iterable<T>} candidates
 * @param {Box[]} covered where no name may be
 * @param {Box[]} symbols where only names of the first rank may be
 * @param {At} limits the size of the map
 * @returns {{ candidate: T, box: Box }[]}
 */
export function placed(candidates, covered, symbols, limits) {
  const taken = [...covered];
  const names = new Set();
  const found = [];
  for (const candidate of candidates) {
    const box = names.has(candidate.name) ? null : find(candidate, taken, symbols, limits);
    if (!box) continue;
    names.add(candidate.name);
    taken.push(box);
    found.push({ candidate, box });
  }
  return found;
}
