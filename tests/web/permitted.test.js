/* Which layers may be on together. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { permitted } from "../../maps/web/state/permitted.js";

const layers = new Map([
  ["cities", { exclusive: "" }],
  ["rail", { exclusive: "" }],
  ["broken", { exclusive: "", broken: "rail.geojson" }],
  ["old", { exclusive: "edition" }],
  ["new", { exclusive: "edition" }],
  ["draft", { exclusive: "edition", broken: "draft.geojson" }],
]);

test("what excludes nothing may all be on", () => {
  assert.deepEqual([...permitted(["rail", "cities"], layers)], ["rail", "cities"]);
});

test("unknown and broken layers, and empty names, are left out", () => {
  assert.deepEqual([...permitted(["", "nonsense", "broken", "rail"], layers)], ["rail"]);
});

test("of two editions the one that was switched on last stays", () => {
  assert.deepEqual([...permitted(["old", "rail", "new"], layers, "new")], ["rail", "new"]);
  assert.deepEqual([...permitted(["old", "rail", "new"], layers, "old")], ["old", "rail"]);
});

test("of two editions that are asked for at once the first stays", () => {
  assert.deepEqual([...permitted(["new", "old"], layers)], ["new"]);
  assert.deepEqual([...permitted(["new", "old"], layers, "rail")], ["new"]);
});

test("a broken edition does not put the other one out", () => {
  assert.deepEqual([...permitted(["draft", "old"], layers, "draft")], ["old"]);
});
