/* How far wheel and trackpad zoom. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stroke } from "../../maps/web/view/stroke.js";

const SNAP = 0.5;

/** @param {{ px: number, times: number, every: number, mode?: number, pinch?: boolean }} turns */
function levels({ px, times, every, mode = 0, pinch = false }) {
  const turned = stroke(SNAP);
  const steps = Array.from({ length: times }, (_, at) => turned({ deltaY: px, deltaMode: mode, ctrlKey: pinch, timeStamp: 1000 + at * every }));
  return steps.reduce((sum, step) => sum + step, 0);
}

test("a short stroke of two fingers is seen, and is a level at most", () => {
  assert.equal(levels({ px: -2, times: 20, every: 16 }), 0.5);
  assert.equal(levels({ px: 4, times: 20, every: 16 }), -1);
});

test("a notch is a level in every browser, at every size of the page", () => {
  for (const px of [100, 120, 66.7, 53]) assert.equal(levels({ px: -px, times: 1, every: 0 }), 1, String(px));
  assert.equal(levels({ px: -3, times: 1, every: 0, mode: 1 }), 1);
  assert.equal(levels({ px: 66.7, times: 3, every: 60 }), -3);
});

test("a long stroke goes further than a short one, and not as far as Leaflet's", () => {
  assert.equal(levels({ px: -10, times: 20, every: 16 }), 2);
});

test("fingers that double their distance are a level", () => {
  assert.equal(levels({ px: -6.93, times: 10, every: 16, pinch: true }), 1);
});

test("what comes after a pause, or the other way, begins anew", () => {
  const turned = stroke(SNAP);
  const turn = (/** @type {number} */ deltaY, /** @type {number} */ timeStamp) => turned({ deltaY, deltaMode: 0, ctrlKey: false, timeStamp });
  assert.equal(turn(-20, 0), 0);
  assert.equal(turn(-20, 500), 0);
  assert.equal(turn(-20, 516), 0.5);
  assert.equal(turn(20, 532), 0);
  assert.equal(turn(20, 548), -0.5);
});
