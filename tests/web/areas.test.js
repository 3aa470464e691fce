/* Where the name of an area may stand on it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { areaOf, chords, fits, share, sites } from "../../maps/web/names/areas.js";

/** @param {number} x @param {number} y @param {number} w @param {number} h */
const square = (x, y, w, h) => Float64Array.from([x, y, x + w, y, x + w, y + h, x, y + h, x, y]);
const WIDE = areaOf([square(0, 0, 200, 60)]);
const HOLED = areaOf([square(0, 0, 200, 60), square(50, 20, 40, 20)]);
const NAME = { w: 40, h: 12 };

test("a level is cut by borders and by holes", () => {
  assert.deepEqual(chords(WIDE, 30), [0, 200]);
  assert.deepEqual(chords(HOLED, 30), [0, 50, 90, 200]);
  assert.deepEqual(chords(WIDE, 61), []);
});

test("the share of a box on an area counts neither hole nor what lies outside", () => {
  assert.equal(share(WIDE, { x: 10, y: 10, ...NAME }), 1);
  assert.equal(share(WIDE, { x: -20, y: 10, ...NAME }), 0.5);
  assert.equal(share(HOLED, { x: 50, y: 24, ...NAME }), 0);
  assert.equal(fits(WIDE, { x: 100, y: 30 }, NAME), true);
  assert.equal(fits(HOLED, { x: 70, y: 30 }, NAME), false);
});

test("every middle lies on the area, the first near the anchor and with the whole name on it", () => {
  const found = sites(HOLED, { x: 70, y: 30 }, NAME);
  assert.ok(found.length > 8);
  for (const middle of found) assert.ok(fits(HOLED, middle, { w: 0.01, h: 0.01 }), JSON.stringify(middle));
  assert.equal(share(HOLED, { x: found[0].x - 20, y: found[0].y - 6, ...NAME }), 1);
  assert.ok(Math.hypot(found[0].x - 70, found[0].y - 30) < 60);
});

test("on an area that is smaller than the name the middle still lies on it", () => {
  const small = areaOf([square(100, 100, 10, 8)]);
  for (const { x, y } of sites(small, { x: 105, y: 104 }, NAME)) assert.ok(x > 100 && x < 110 && y > 100 && y < 108);
  assert.ok(sites(small, { x: 105, y: 104 }, NAME).length);
});

test("no name stands in a corner of an area that has room for it", () => {
  const cornered = areaOf([Float64Array.from([0, 0, 100, 0, 100, 100, 48, 100, 48, 140, 40, 140, 40, 100, 0, 100, 0, 0])]);
  for (const { x, y } of sites(cornered, { x: 50, y: 50 }, NAME)) assert.ok(share(cornered, { x: x - 20, y: y - 6, ...NAME }) >= 0.6);
});
