import assert from "node:assert/strict";
import { test } from "node:test";
import { translator } from "../../ui/server/translate.js";

const say = translator([["Search", "搜索"], ["Help for {name}", "说明:{name}"], ["{type} files are not allowed.", "不能读取 {type}。"]]);

test("a phrase that is known is said in the other language, whole or with what stands in it", () => {
  assert.equal(say("Search"), "搜索");
  assert.equal(say(" Search\n"), "搜索");
  assert.equal(say("Help for 图片 (PNG)"), "说明:图片 (PNG)");
  assert.equal(say("text/csv files are not allowed."), "不能读取 text/csv。");
});

test("anything else stays", () => {
  for (const text of ["", "  ", "Search the map", "search", "Help for ", "Help for " + "x".repeat(300)]) assert.equal(say(text), text);
  assert.equal(translator([])("Search"), "Search");
});
