/* Names find their places, and none lies over another. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { free, inside, placed, places, shortened } from "../../maps/web/names/placing.js";
/** @import { Box } from "#types" */
/** @import { Candidate } from "../../maps/web/names/placing.js" */

const LIMITS = { x: 400, y: 300 };
let count = 0;

/** @param {Partial<Candidate>} part @returns {Candidate} */
const candidate = (part) => ({ name: `name ${count++}`, kind: "point", at: { x: 200, y: 150 }, extent: { w: 40, h: 10 }, first: false, reach: 9, ...part });

/** @param {Candidate[]} candidates @param {Box[]} [covered] @param {Box[]} [symbols] */
const boxes = (candidates, covered = [], symbols = []) => placed(candidates, covered, symbols, LIMITS).map(({ box }) => box);

/** @param {Box} one @param {Box} other */
const meet = (one, other) => one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

test("a point's name stands to its right, else left, above, below", () => {
  const four = Array.from({ length: 5 }, () => candidate({}));
  assert.deepEqual(boxes(four).map(({ x, y }) => [x, y]), [[209, 145], [151, 145], [180, 131], [180, 159]]);
});

test("a line's name that is level stands on it and nowhere else", () => {
  assert.deepEqual([...places(candidate({ kind: "line" }))], [[180, 145]]);
  assert.equal(boxes([candidate({ kind: "line" }), candidate({ kind: "line" })]).length, 1);
});

test("an area's name stands where its ground says, with its middle there", () => {
  const on = () => [{ x: 100, y: 50 }, { x: 90, y: 70 }];
  assert.deepEqual([...places(candidate({ kind: "area", ground: { on, beside: () => [] } }))], [[80, 45], [70, 65]]);
});

test("a city's name goes out of the way of a station, but not far, and stands over it where there is no room", () => {
  const ground = { on: () => [{ x: 200, y: 150 }, { x: 200, y: 164 }, { x: 200, y: 250 }], beside: () => [] };
  const [at] = boxes([candidate({ kind: "area", first: true, ground })], [], [{ x: 195, y: 146, w: 8, h: 8 }]);
  assert.deepEqual([at.x, at.y], [180, 159]);
  const [over] = boxes([candidate({ kind: "area", first: true, ground })], [], [{ x: 195, y: 146, w: 8, h: 30 }]);
  assert.deepEqual([over.x, over.y], [180, 145]);
  assert.deepEqual(boxes([candidate({ kind: "area", ground })], [], [{ x: 195, y: 146, w: 8, h: 120 }]), []);
});

test("at the end of a line it stands over a symbol only where there is no other room", () => {
  const aside = (/** @type {number} */ x) => ({ middle: { x, y: 50 }, from: { x: 200, y: 50 }, to: { x: x - 20, y: 50 }, allowed: () => true });
  const ground = { on: () => [], beside: () => [aside(260), aside(320)] }, queue = [candidate({ kind: "area", ground, must: true })];
  const symbol = { x: 255, y: 48, w: 4, h: 4 }, everywhere = { x: 0, y: 0, w: 400, h: 300 };
  const at = (/** @type {import("#types").Box[]} */ symbols) => placed(queue, [], symbols, LIMITS)[0].box.x;
  assert.deepEqual([at([]), at([symbol]), at([everywhere])], [240, 300, 240]);
});

test("one that must be read stands beside its area, at the end of a line that nothing crosses and where another's may be meant only without other room", () => {
  const aside = (/** @type {number} */ x, allowed = true) => ({ middle: { x, y: 50 }, from: { x: 200, y: 50 }, to: { x: x - 20, y: 50 }, allowed: () => allowed });
  const ground = { on: () => [{ x: 200, y: 150 }], beside: () => [aside(260, false), aside(270), aside(300)] };
  const found = (/** @type {Partial<Candidate>} */ part, /** @type {Box[]} */ more = []) =>
    placed([candidate({ kind: "area", ground, ...part })], [{ x: 150, y: 130, w: 100, h: 40 }, ...more], [], LIMITS);
  assert.deepEqual(found({}), []);
  const [{ box, leader, boxes: taken }] = found({ must: true });
  assert.deepEqual([box.x, leader], [250, { from: { x: 200, y: 50 }, to: { x: 250, y: 50 } }]);
  assert.ok(taken.length > 5 && taken.every((one) => one.y < 60));
  const crossed = { x: 230, y: 40, w: 4, h: 20 }, beyond = { x: 284, y: 0, w: 116, h: 300 };
  assert.deepEqual(found({ must: true }, [crossed]), []);
  assert.equal(found({ must: true }, [beyond])[0].box.x, 240);
  assert.deepEqual(found({ must: true, first: true }, [beyond]), []);
});

test("no name lies over another or over what covers the map", () => {
  const many = Array.from({ length: 300 }, (_, number) => candidate({
    kind: /** @type {const} */ (["point", "line", "area"])[number % 3], at: { x: (number * 37) % 400, y: (number * 61) % 300 },
  }));
  const panel = { x: 0, y: 0, w: 120, h: 300 };
  const found = boxes(many, [panel]);
  assert.ok(found.length > 20);
  for (const [at, box] of found.entries()) {
    assert.ok(!meet(box, panel));
    assert.ok(!found.slice(at + 1).some((other) => meet(box, other)));
  }
});

test("names keep a little distance side by side", () => {
  const taken = [{ x: 100, y: 100, w: 50, h: 10 }];
  assert.equal(free({ x: 152, y: 100, w: 20, h: 10 }, taken), false);
  assert.equal(free({ x: 153, y: 100, w: 20, h: 10 }, taken), true);
  assert.equal(free({ x: 77, y: 100, w: 20, h: 10 }, taken), true);
  assert.equal(free({ x: 78, y: 100, w: 20, h: 10 }, taken), false);
  assert.equal(free({ x: 100, y: 111, w: 20, h: 10 }, taken), true);
  assert.equal(free({ x: 100, y: 110, w: 20, h: 10 }, taken), false);
});

test("a name stays inside the map", () => {
  assert.equal(inside({ x: 3, y: 3, w: 10, h: 10 }, LIMITS), true);
  for (const box of [{ x: 2, y: 3, w: 10, h: 10 }, { x: 3, y: 2, w: 10, h: 10 }, { x: 388, y: 3, w: 10, h: 10 }, { x: 3, y: 288, w: 10, h: 10 }]) {
    assert.equal(inside(box, LIMITS), false);
  }
  assert.deepEqual(boxes([candidate({ at: { x: 395, y: 150 } })]).map(({ x }) => x), [346]);
  assert.deepEqual(boxes([candidate({ kind: "line", at: { x: 395, y: 150 } })]), []);
});

test("a symbol keeps its place free, except of the first rank", () => {
  const symbol = { x: 190, y: 140, w: 20, h: 20 };
  assert.deepEqual(boxes([candidate({ kind: "line" })], [], [symbol]), []);
  assert.equal(boxes([candidate({ kind: "line", first: true })], [], [symbol]).length, 1);
});

test("the first in the order stays, and a name is written once", () => {
  const found = placed([candidate({ kind: "line", name: "甲" }), candidate({ kind: "line", name: "乙" })], [], [], LIMITS);
  assert.deepEqual(found.map((one) => one.candidate.name), ["甲"]);
  assert.equal(boxes([candidate({ name: "甲" }), candidate({ name: "甲", at: { x: 60, y: 60 } })]).length, 1);
});

test("a name that found no place may stand elsewhere", () => {
  const twice = [candidate({ name: "甲", kind: "line", at: { x: 1, y: 1 } }), candidate({ name: "甲" })];
  assert.equal(boxes(twice).length, 1);
});

test("a long name is cut", () => {
  assert.equal(shortened("x".repeat(64)), "x".repeat(64));
  assert.equal(shortened("x".repeat(65)), "x".repeat(63) + "…");
});
