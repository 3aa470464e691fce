/* Names along lines: where letters stand and how they are turned. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { beside, courseOf, crowdOf, inSight, settings } from "../../maps/web/names/along.js";
import { placed } from "../../maps/web/names/placing.js";

const LIMITS = { x: 1000, y: 800 };
const none = () => 0;

/** @param {Partial<import("../../maps/web/names/along.js").Lettering>} part */
const lettering = (part = {}) => ({ letters: [..."ABCDEFGH"], widths: Array(8).fill(8), size: 12, chinese: false, offs: [10, -10], ...part });

const CHINESE = { letters: [..."杭黄高铁"], widths: Array(4).fill(12), chinese: true };

/** The ways of writing along a line. @param {number[]} line @param {object} [part] @param {import("../../maps/web/names/along.js").Crowding} [crowding] */
const ways = (line, part, crowding = none) => [...settings(inSight(line, LIMITS), lettering(part), crowding)];

/** The letters of the best way. @param {number[]} line @param {object} [part] @param {import("../../maps/web/names/along.js").Crowding} [crowding] */
const best = (line, part, crowding) => ways(line, part, crowding)[0].letters;

test("a line in sight is cut at the edge of the map", () => {
  const runs = inSight([-600, 100, 600, 100, 600, 900, 900, 900, 900, 100, 1500, 100], LIMITS);
  assert.equal(runs.length, 2);
  for (const { x, y } of runs.flat()) assert.ok(x > 0 && x < LIMITS.x && y > 0 && y < LIMITS.y);
  assert.ok(runs[0].every(({ x, y }) => y === 100 || x === 600));
});

test("points of a line are as far apart after a part out of sight as before", () => {
  const far = inSight([-50000, 50, 50000, 50], LIMITS)[0], gaps = far.slice(1).map(({ x }, i) => x - far[i].x);
  assert.ok(gaps.every((gap) => Math.abs(gap - 6) < 1e-6));
  assert.ok(far.length > 160);
});

test("letters stand in a row above a level line, evenly and in order", () => {
  const letters = best([100, 400, 900, 400]);
  assert.ok(letters.every(({ y, turn }) => Math.abs(y - 390) < 1e-9 && turn === 0));
  assert.ok(letters.slice(1).every(({ x }, i) => Math.abs(x - letters[i].x - 8) < 1e-6));
  const [{ x: first }, { x: last }] = [letters[0], letters[7]];
  assert.ok(Math.abs((first + last) / 2 - 500) < 20);
});

for (const line of [[900, 400, 100, 400], [900, 100, 100, 700], [100, 700, 900, 100], [480, 100, 520, 700], [520, 700, 480, 100]]) {
  test("whichever way a line runs, no letter stands on its head: " + line, () => {
    const letters = best(line);
    assert.ok(letters.every(({ turn }) => Math.abs(turn) < Math.PI / 2 + 0.16));
    assert.ok(letters[7].x > letters[0].x || (Math.abs(line[2] - line[0]) < 100 && letters[7].y < letters[0].y));
  });
}

test("along a steep line Chinese characters stand upright in a column, read downwards", () => {
  for (const line of [[480, 100, 520, 700], [520, 700, 480, 100]]) {
    const letters = best(line, CHINESE);
    assert.ok(letters.every(({ turn }) => turn === 0));
    assert.ok(letters.slice(1).every(({ y }, i) => y - letters[i].y >= 12));
  }
  const letters = best([100, 700, 900, 100], CHINESE);
  assert.ok(letters.every(({ turn }) => Math.abs(turn + Math.atan2(600, 800)) < 0.01));
});

test("a name follows a bend, and does not go round a corner", () => {
  const bow = Array.from({ length: 61 }, (_, i) => [500 - 400 * Math.cos((Math.PI * i) / 60), 600 - 400 * Math.sin((Math.PI * i) / 60)]).flat();
  const letters = best(bow);
  assert.ok(letters[0].turn < -0.03 && letters[7].turn > 0.03);
  assert.ok(letters.every(({ x, y }) => Math.abs(Math.hypot(x - 500, y - 600) - 410) < 3));
  assert.deepEqual(ways([460, 400, 500, 400, 500, 440, 460, 440, 460, 410]), []);
});

test("small bends are smoothed away", () => {
  const zigzag = Array.from({ length: 200 }, (_, i) => [i * 5, 400 + (i % 2 ? 3 : -3)]).flat();
  const { points } = courseOf(inSight(zigzag, LIMITS)[0], 12);
  assert.ok(points.slice(5, -5).every(({ y }) => Math.abs(y - 400) < 1.5));
});

test("a line shorter than its name has none", () => {
  assert.deepEqual(ways([100, 100, 155, 100]), []);
  assert.notDeepEqual(ways([100, 100, 240, 100]), []);
});

test("where many lines run no name stands, and it keeps away from crossings", () => {
  const lines = /** @type {[string, number[]][]} */ ([["own", [0, 400, 1000, 400]], ["a", [500, 0, 500, 800]], ["b", [520, 0, 480, 800]], ["c", [480, 0, 520, 800]]]);
  const crowd = crowdOf(lines.map(([name, line]) => [name, inSight(line, LIMITS)]), 3);
  const { crowding } = crowd("own");
  assert.equal(crowding([{ x: 500, y: 400 }], 0, 0), Infinity);
  assert.equal(crowding([{ x: 100, y: 400 }], 0, 0), 0);
  assert.equal(crowd("a").crowding([{ x: 100, y: 400 }], 0, 0), 1);
  const letters = best([0, 400, 1000, 400], {}, crowding);
  assert.ok(letters.every(({ x }) => x < 470 || x > 503));
  assert.deepEqual(ways([440, 400, 560, 400], {}, crowding), []);
});

test("a name finds its way beside what stands on the line, and is repeated far off", () => {
  const run = inSight([0, 400, 1000, 400], LIMITS);
  const candidate = /** @type {const} */ ({
    name: "line", kind: "line", at: { x: 0, y: 0 }, extent: { w: 0, h: 0 }, first: false, reach: 0,
    along: () => settings(run, lettering({ offs: beside(3, 12) }), none),
  });
  const station = { x: 470, y: 390, w: 60, h: 20 };
  const found = placed([candidate], [], [station], LIMITS);
  assert.ok(found.length > 1 && found.length <= 3);
  for (const { boxes } of found) assert.ok(boxes.every(({ x, y, w, h }) => x + w < 470 || x > 530 || y + h < 390 || y > 410));
  const middles = found.map(({ setting }) => setting?.at.x || 0).sort((a, b) => a - b);
  assert.ok(middles.slice(1).every((x, i) => x - middles[i] >= 420));
});

test("no other line runs through a Chinese character", () => {
  const lines = /** @type {[string, number[]][]} */ ([["own", [0, 400, 1000, 400]], ["other", [500, 0, 500, 800]]]);
  const { struck } = crowdOf(lines.map(([name, line]) => [name, inSight(line, LIMITS)]), 3)("own");
  const free = [...settings(inSight([440, 400, 620, 400], LIMITS), lettering(CHINESE), none, struck)];
  assert.ok(free.length && free.every(({ letters }) => letters.every(({ x }) => Math.abs(x - 500) > 4.5)));
  assert.ok(ways([440, 400, 620, 400], CHINESE).some(({ letters }) => letters.some(({ x }) => Math.abs(x - 500) < 4)), "what was refused");
});

test("a name does not turn from one letter to the next by more than a sixth of a right angle, and no column leans", () => {
  const corner = [100, 400, 500, 400, 700, 300, 900, 100], leaning = [400, 100, 620, 700];
  for (const { letters } of ways(corner)) {
    for (const [i, { turn }] of letters.slice(1).entries()) assert.ok(Math.abs(turn - letters[i].turn) < 0.31);
  }
  for (const { letters } of ways(leaning, CHINESE)) {
    const upright = letters.every(({ turn }) => turn === 0);
    for (const [i, { x, y }] of letters.slice(1).entries()) assert.ok(!upright || Math.abs(x - letters[i].x) < 0.45 * Math.abs(y - letters[i].y));
  }
});
