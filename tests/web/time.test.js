/* What a feature was at a date, and how that is drawn. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { holds, latest, monthOf, statusAt, statusStyle } from "../../maps/web/drawing/time.js";
/** @import { Change, Status, Style } from "#types" */

/** @type {Status[]} */
const statuses = [
  { id: "open", zh: "开", en: "open", color: "green", dash: [], hollow: false },
  { id: "building", zh: "建", en: "building", color: "orange", dash: [8, 2], hollow: true },
  { id: "unknown", zh: "未知", en: "unknown", color: "grey", dash: [1, 4], hollow: false },
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

/** @type {Style} */
const base = {
  strokes: [{ color: "rail", width: 6, dash: [], opacity: 0.5 }], fill: "land", fill_opacity: 0.5, glyph: "", glyph_color: "",
  size: 0, glow: false, relief: [], dash: [],
};

test("colour and pattern both tell the status; a hollow line has a paper core", () => {
  const made = statusStyle("building", base, statuses);
  assert.deepEqual(made.strokes, [
    { color: "orange", width: 4, dash: [8, 2], opacity: 1 },
    { color: "paper", width: 2.2, dash: [8, 2], opacity: 1 },
  ]);
  assert.equal(made.fill, "orange");
  assert.deepEqual(made.dash, [8, 2]);
  assert.equal(base.fill, "land", "the layer's own style stays as it is");
});

test("what is not known is faint; a thin line is drawn wide enough for its pattern", () => {
  const thin = { ...base, strokes: [{ color: "rail", width: 1, dash: [], opacity: 1 }] };
  assert.equal(statusStyle("unknown", base, statuses).fill_opacity, 0.2);
  assert.equal(statusStyle("open", base, statuses).fill_opacity, 0.5);
  assert.equal(statusStyle("open", thin, statuses).strokes[0].width, 2.2);
});

test("a symbol keeps its form, and what has no fill gets none", () => {
  const made = statusStyle("open", { ...base, glyph: "station", fill: "" }, statuses);
  assert.deepEqual(made.strokes, []);
  assert.equal(made.fill, "");
  assert.equal(made.glyph_color, "green");
});

test("an edition holds from its first month until the month in which another takes its place", () => {
  const edition = { since: "2021-04", until: "2023-01" };
  assert.deepEqual(["2021-03", "2021-04", "2022-12", "2023-01"].map((date) => holds(edition, date)), [false, true, true, false]);
  assert.equal(holds({ since: "", until: "" }, "2018-01"), true);
});
