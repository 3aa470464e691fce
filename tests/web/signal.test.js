/* Who asked to hear of something hears of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "../../maps/web/state/signal.js";

test("all who asked are told, in the order in which they asked", () => {
  const news = signal();
  /** @type {string[]} */
  const heard = [];
  news.hear((said) => heard.push("first " + said));
  news.tell("a");
  news.hear((said) => heard.push("second " + said));
  news.tell("b");
  assert.deepEqual(heard, ["first a", "first b", "second b"]);
});
