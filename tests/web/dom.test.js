/* Which keys belong to a field. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { writes } from "../../maps/web/furniture/dom.js";

/** @param {object} at */
const into = (at) => writes(/** @type {Event} */ (/** @type {unknown} */ ({ composedPath: () => [at] })));

test("a key belongs to a field in which one writes, and to no other", () => {
  for (const type of ["text", "search", "number", "email"]) assert.ok(into({ tagName: "INPUT", type }), type);
  assert.ok(into({ tagName: "TEXTAREA" }) && into({ tagName: "DIV", isContentEditable: true }));
  for (const type of ["checkbox", "radio", "range", "button", "file"]) assert.ok(!into({ tagName: "INPUT", type }), type);
  for (const at of [{ tagName: "INPUT", type: "text", readOnly: true }, { tagName: "SELECT", type: "select-one" }, { tagName: "BUTTON" }, {}]) assert.ok(!into(at));
});
