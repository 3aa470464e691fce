/* Where a name may stand beside what it is of: the same on the screen as on paper. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { areaOf } from "../../maps/web/names/areas.js";
import { apart, asides, levels, startsOn } from "../../maps/web/names/leaders.js";

/** @typedef {[number, number]} Place */
/** What both twins have to say; `tests/maps/lettering/test_leaders.py` reads it, too. */
const CASES = JSON.parse(readFileSync(new URL("../maps/lettering/leaders.json", import.meta.url), "utf8"));
/** @param {number} x @param {number} y @param {number} w @param {number} h */
const square = (x, y, w, h) => Float64Array.from([x, y, x + w, y, x + w, y + h, x, y + h, x, y]);
const NAME = { w: 40, h: 12 };
/** @param {{ x: number, y: number }} at */
const place = ({ x, y }) => [x, y].map((one) => Math.round(100 * one) / 100 + 0);
const point = (/** @type {Place} */ [x, y]) => ({ x, y });

test("a screen tries the same places beside a point as paper, in the same order", () => {
  const { starts, size: [w, h], found } = CASES.asides;
  const made = asides(starts.map(point), { w, h });
  assert.deepEqual(made.slice(0, found.length).map(({ middle, to }) => [...place(middle), ...place(to)]), found);
  assert.equal(made.length, CASES.asides.count);
});

test("a screen tries the same places beside a line as paper", () => {
  const { run, size: [w, h], wall, free, forced, starts } = CASES.levels;
  const crossed = (/** @type {{ x: number, y: number }} */ { y }) => (y < wall ? 1 : 0), runs = [run.map(point)];
  assert.deepEqual(levels(runs, { w, h }, crossed, false).slice(0, free.length).map(place), free);
  assert.deepEqual(levels(runs, { w, h }, crossed, true).slice(-forced.length).map(place), forced);
  assert.deepEqual(startsOn(runs).slice(0, starts.length).map(place), starts);
});

test("names beside an area come with the shortest line first, which ends at the name", () => {
  const found = asides([{ x: 0, y: 0 }], NAME), long = found.map(({ from, to }) => Math.hypot(to.x - from.x, to.y - from.y));
  assert.deepEqual(long, [...long].sort((a, b) => a - b));
  for (const { middle, to } of found) assert.ok(Math.abs(to.x - middle.x) <= 20 + 1e-9 && Math.abs(to.y - middle.y) <= 6 + 1e-9);
});

test("a name beside its area stands on no other, and its line ends nearer to none", () => {
  const own = areaOf([square(0, 0, 20, 20)]), other = areaOf([square(100, 0, 60, 20)]);
  const at = (/** @type {number} */ x, y = 10) => ({ middle: { x, y }, from: { x: 10, y: 10 }, to: { x: x - 20, y } });
  assert.equal(apart(at(60), NAME, own, [other]), true);
  assert.equal(apart(at(85), NAME, own, [other]), false);
  assert.equal(apart({ ...at(130, 40), to: { x: 110, y: 34 } }, NAME, own, [other]), false);
  assert.equal(apart({ ...at(130, 40), to: { x: 110, y: 34 } }, NAME, own, []), true);
});
