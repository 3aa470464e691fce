/* What was asked for is not left behind without a question. */
import assert from "node:assert/strict";
import { test } from "node:test";

const page = new EventTarget();
Object.assign(globalThis, { window: page });
const { default: tray } = await import("../../ui/orders/orders.js");

/** @param {string[]} making */
function told(making) {
  const data = { orders: "order_", formats: "order_format_", heard: [], making, tokens: [], words: "{format}", working: "" };
  tray(/** @type {any} */ ({ data, parentElement: { querySelector: () => ({}) }, setStateValue() {} }));
}

function asks() {
  const event = new Event("beforeunload", { cancelable: true });
  page.dispatchEvent(event);
  return event.defaultPrevented;
}

test("the browser asks before one leaves a file that is being made", () => {
  assert.equal(asks(), false);
  told(["PDF"]);
  assert.equal(asks(), true);
  told([]);
  assert.equal(asks(), false);
});
