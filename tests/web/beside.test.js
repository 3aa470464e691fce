/* Where a card stands. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { beside } from "../../maps/web/view/beside.js";

const FREE = { x: 100, y: 10, w: 800, h: 500 };
const SIZE = { w: 200, h: 100 };

test("it stands above its place where there is room", () => {
  assert.deepEqual(beside({ x: 500, y: 300 }, SIZE, FREE), { x: 400, y: 186, side: 0 });
});

test("it stands within what is free, and not over its place", () => {
  for (const at of [{ x: 0, y: 0 }, { x: 899, y: 12 }, { x: 895, y: 505 }, { x: 105, y: 300 }, { x: 2000, y: 250 }]) {
    const { x, y } = beside(at, SIZE, FREE);
    assert.ok(x >= FREE.x && y >= FREE.y && x + SIZE.w <= FREE.x + FREE.w && y + SIZE.h <= FREE.y + FREE.h, JSON.stringify(at));
    assert.ok(at.x < x || at.x > x + SIZE.w || at.y < y || at.y > y + SIZE.h, JSON.stringify(at));
  }
});

test("it leaves names to be read, and stays on its side while its place moves", () => {
  const names = [{ x: 450, y: 220, w: 60, h: 20 }];
  const { side } = beside({ x: 500, y: 300 }, SIZE, FREE, { names });
  assert.equal(side, 1);
  assert.equal(beside({ x: 520, y: 310 }, SIZE, FREE, { side }).side, 1);
  assert.equal(beside({ x: 520, y: 500 }, SIZE, FREE, { side }).side, 0);
});
