/* A tap stays where it is, a swipe goes to a side, and neither is what goes up, down or hardly anywhere. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { meant } from "../../maps/web/presenting/gesture.js";

const from = { x: 200, y: 400 };
/** @param {number} x @param {number} y */
const to = (x, y) => meant(from, { x: from.x + x, y: from.y + y });

test("a finger that hardly moves taps", () => {
  assert.deepEqual([to(0, 0), to(6, -6)], ["tap", "tap"]);
});

test("to the left the next scene comes, to the right the one before", () => {
  assert.deepEqual([to(-120, 20), to(120, -40)], ["next", "previous"]);
});

test("what is short, steep or goes up and down means nothing", () => {
  assert.deepEqual([to(-30, 0), to(-60, 50), to(0, 200)], [null, null, null]);
});
