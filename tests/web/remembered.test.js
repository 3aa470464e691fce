/* An entry of the history is read where it has today's form; anything else is as if nothing were remembered. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { remembered } from "../../ui/server/remembered.js";

const shown = {
  layers: ["cities"], date: null, indicator: "density.2020.cities.quantiles", hidden: [], opacity: ["rail.60"], unnamed: [], selected: "city-huzhou",
  besides: [], clause: "2.4.3", filter: null, listed: { words: "黄", clause: ["2.4.3"] },
};

test("what the atlas has written is read as it was", () => {
  assert.deepEqual(remembered({ key: 1, atlas: shown }), shown);
});

test("an entry that says nothing of the atlas says nothing", () => {
  for (const state of [undefined, null, 7, "x", [], {}, { atlas: null }, { atlas: "x" }, { atlas: [] }]) assert.equal(remembered(state), null);
});

test("an older form, in which a part is missing or is something else, is not read", () => {
  for (const name of Object.keys(shown)) {
    const older = Object.fromEntries(Object.entries(shown).filter(([other]) => other !== name));
    assert.equal(remembered({ atlas: older }), null, name);
    for (const odd of [7, { a: 7 }, [7]]) assert.equal(remembered({ atlas: { ...shown, [name]: odd } }), null, name);
  }
  assert.equal(remembered({ atlas: { ...shown, layers: "cities,rail" } }), null);
  assert.equal(remembered({ atlas: { ...shown, listed: [] } }), null);
});
