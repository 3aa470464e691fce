/* Shapes as they travel become what Leaflet draws. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { encode } from "vlq";
import { decode, extent } from "../../maps/web/drawing/shapes.js";

/** @param {any} found @returns {any} */
const rounded = (found) => (Array.isArray(found) ? found.map(rounded) : Number(found.toFixed(5)));

test("longitude comes first and goes second", () => {
  assert.deepEqual(rounded(decode({ p: encode([12_020_000, 3_000_000]) })), [30, 120.2]);
});

test("each step adds to the one before, in every line anew", () => {
  const lines = decode({ l: [[100_000, 200_000, 100_000, -50_000], [300_000, 400_000, -100_000, 0]].map(encode) });
  assert.deepEqual(rounded(lines), [[[2, 1], [1.5, 2]], [[4, 3], [4, 2]]]);
});

test("an area is parts of rings", () => {
  const area = decode({ a: [[[0, 0, 100_000, 0, 0, 100_000], [10_000, 10_000]], [[500_000, 0]]].map((rings) => rings.map(encode)) });
  assert.deepEqual(rounded(area), [[[[0, 0], [0, 1], [1, 1]], [[0.1, 0.1]]], [[[0, 5]]]]);
});

test("the extent of a shape is that of all its lines and rings", () => {
  assert.deepEqual(rounded(extent({ p: encode([12_020_000, 3_000_000]) })), [[30, 120.2], [30, 120.2]]);
  assert.deepEqual(rounded(extent({ l: [[100_000, 200_000, 100_000, -50_000], [-300_000, 400_000, 100_000, 0]].map(encode) })), [[1.5, -3], [4, 2]]);
  assert.deepEqual(rounded(extent({ a: [[[0, 0, 100_000, 0, 0, 100_000]], [[500_000, -20_000]]].map((rings) => rings.map(encode)) })), [[-0.2, 0], [1, 5]]);
});
