/* What a feature was at a date, and how that is drawn. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { holds, latest, monthOf, nameAt, statusAt, patterned } from "../../maps/web/drawing/time.js";
/** @import { Change, Status, Style } from "#types" */

/** @type {Style} */
const base = {
  strokes: [{ color: "rail", width: 6, dash: [], opacity: 0.5 }], fill: "land", fill_opacity: 0.5, glyph: "", glyph_color: "",
  size: 0, glow: false, relief: [], dash: [],
};

/** @type {Status[]} */
const statuses = [
  { id: "open", zh: "开", en: "open", dash: [], key: base },
  { id: "building", zh: "建", en: "building", dash: [8, 2], key: base },
  { id: "unknown", zh: "未知", en: "unknown", dash: [1, 4], key: base },
];
const known = {
  statuses,
  timelines: {
    /** @type {Change[]} */
    line: [["2018", "building"], ["2020-07-01", "open"]],
    /** @type {Change[]} */
    other: [["2019-03", "building"]],
    /** @type {Change[]} */
    lost: [["2018-05", "building"], ["2019-06", "unknown"]],
  },
};

/** @param {Partial<{ id: string, line: string | null, lines: string[] | null }>} part */
const feature = (part) => ({ id: "x", line: null, lines: null, ...part });
const byId = new Map([["line", feature({ id: "line" })], ["other", feature({ id: "other" })]]);

test("a month is a month of this century", () => {
  assert.equal(monthOf("2019-07"), "2019-07");
  for (const wrong of ["2019", "2019-7", "2019-07-01", "1999-07", "", null, undefined, 201907, "x2019-07"]) assert.equal(monthOf(wrong), null);
});

test("what happens in a month is so at its end", () => {
  const changes = known.timelines.line;
  assert.equal(latest(changes, "2020-06"), "building");
  assert.equal(latest(changes, "2020-07"), "open");
  assert.equal(latest(changes, "2026-01"), "open");
});

test("what is known to a year only holds from its first month", () => {
  assert.equal(latest(known.timelines.line, "2018-01"), "building");
  assert.equal(latest(known.timelines.line, "2017-12"), "unknown");
});

test("what is lost from sight in a month is unknown from the next", () => {
  assert.equal(latest(known.timelines.lost, "2019-06"), "building");
  assert.equal(latest(known.timelines.lost, "2019-07"), "unknown");
});

test("a part of a line has the line's dates", () => {
  assert.equal(statusAt(feature({ id: "part", line: "line" }), "2021-01", known, byId), "open");
});

test("a station has its own dates, else the best status of its lines", () => {
  assert.equal(statusAt(feature({ id: "other", lines: ["line"] }), "2021-01", known, byId), "building");
  assert.equal(statusAt(feature({ lines: ["other", "line"] }), "2021-01", known, byId), "open");
  assert.equal(statusAt(feature({ lines: ["other", "line"] }), "2019-01", known, byId), "building");
  assert.equal(statusAt(feature({ lines: ["nonsense"] }), "2021-01", known, byId), null);
});

test("a river has no status", () => {
  assert.equal(statusAt(feature({}), "2021-01", known, byId), null);
});

test("a status is told by dashes alone: the colour, the width and how pale it is stay", () => {
  const made = patterned(base, [8, 2]);
  assert.deepEqual(made.strokes, [{ color: "rail", width: 6, dash: [8, 2], opacity: 0.5 }]);
  assert.equal(made.fill, "land");
  assert.deepEqual(made.dash, []);
  assert.deepEqual(base.strokes[0].dash, [], "the layer's own style stays as it is");
  assert.equal(patterned(base, []), base);
});

test("what runs inside a line in dashes of its own gives way; a line that has no other stroke stays", () => {
  const sleepers = { color: "paper", width: 2, dash: [8, 8], opacity: 1 };
  const railway = { ...base, strokes: [...base.strokes, sleepers] };
  assert.deepEqual(patterned(railway, [1, 4]).strokes.map(({ color }) => color), ["rail"]);
  assert.deepEqual(patterned({ ...base, strokes: [sleepers] }, [1, 4]).strokes.map(({ dash }) => dash), [[1, 4]]);
});

test("a symbol has its status on its rim", () => {
  const made = patterned({ ...base, strokes: [], glyph: "station", glyph_color: "rail" }, [8, 2]);
  assert.deepEqual([made.strokes, made.dash, made.glyph_color], [[], [8, 2], "rail"]);
});

test("an edition holds from its first month until the month in which another takes its place", () => {
  const edition = { since: "2021-04", until: "2023-01" };
  assert.deepEqual(["2021-03", "2021-04", "2022-12", "2023-01"].map((date) => holds(edition, date)), [false, true, true, false]);
  assert.equal(holds({ since: "", until: "" }, "2018-01"), true);
});

test("a month shows the name that holds at its end", () => {
  const reason = { zh: "改", en: "renamed" };
  const twice = {
    zh: "丙", en: "Three",
    former: [{ zh: "甲", en: "One", until: "2010-03-20", reason }, { zh: "乙", en: "Two", until: "2016-12", reason }],
  };
  const said = ["2010-02", "2010-03", "2016-11", "2016-12", null].map((date) => nameAt(twice, "en", date));
  assert.deepEqual(said, ["One", "Two", "Two", "Three", "Three"]);
  assert.equal(nameAt(twice, "zh", "2012-01"), "乙");
  assert.equal(nameAt({ zh: "丁", en: "Kept" }, "en", "2012-01"), "Kept");
});
