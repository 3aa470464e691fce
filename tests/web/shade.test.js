/* A relief takes the colours of its theme and fades with the zoom. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { strength, tint } from "../../maps/web/drawing/shade.js";

const DARK = [10, 20, 30], BRIGHT = [200, 210, 220];

/** @param {number} grey @param {number} most */
function tinted(grey, most) {
  const pixels = Uint8ClampedArray.from([grey, grey, grey, 255]);
  tint(pixels, DARK, BRIGHT, most);
  return [...pixels];
}

test("what is flat, and the noise of a picture, is not seen", () => {
  for (const grey of [126, 127, 128, 129, 130]) assert.equal(tinted(grey, 1)[3], 0);
});

test("each side has its colour, the stronger the steeper, and no more than the most", () => {
  assert.deepEqual(tinted(64, 1), [...DARK, 129]);
  assert.deepEqual(tinted(191, 1), [...BRIGHT, 126]);
  assert.deepEqual(tinted(255, 0.5), [...BRIGHT, 128]);
  assert.ok(tinted(20, 0.75)[3] > tinted(100, 0.75)[3]);
});

test("it is whole up to a zoom, half as strong half-way, and away from another one on", () => {
  assert.deepEqual([6, 10, 11, 12, 15].map((zoom) => strength([10, 12], zoom)), [1, 1, 0.5, 0, 0]);
});
