import assert from "node:assert/strict";
import { test } from "node:test";
import { creditsOf } from "../../maps/web/furniture/credits.js";

const titles = { title_zh: "", title_en: "" };
const osm = { ...titles, licence: "ODbL-1.0", publisher_zh: "OpenStreetMap 贡献者", publisher_en: "OpenStreetMap contributors" };
const both = { ...titles, licence: "ODbL-1.0", publisher_zh: "Travel Mapping;OpenStreetMap 贡献者", publisher_en: "Travel Mapping; OpenStreetMap contributors" };
const by = { ...titles, licence: "CC-BY-4.0", publisher_zh: "某局", publisher_en: "A bureau" };
const free = { ...titles, licence: "public domain", publisher_zh: "自由", publisher_en: "Free" };

test("each is named once, in the language of the map", () => {
  assert.deepEqual(creditsOf([by, osm, both, free], "zh"), ["© OpenStreetMap 贡献者 (ODbL-1.0)", "© Travel Mapping (ODbL-1.0)", "© 某局 (CC-BY-4.0)"]);
  assert.deepEqual(creditsOf([osm, both], "en"), ["© OpenStreetMap contributors (ODbL-1.0)", "© Travel Mapping (ODbL-1.0)"]);
});
