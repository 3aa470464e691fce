/* What a thematic map shows now: an indicator in a year, of the places of a layer, in classes of a scheme; or nothing. */
import { layers, payload } from "./data.js";
import { signal } from "./signal.js";
import { grouped, lang, text } from "./words.js";
/** @import { Indicator, Layer, LegendItem, Measured, Scheme, Style } from "#types" */
/** @import { Signal } from "./signal.js" */

/** @typedef {{ indicator: Indicator, year: string, layer: string, scheme: Scheme, key: string, measured: Measured }} Thematic */
/** @typedef {{ shape: LegendItem["shape"], style: Style, name: string, count: number, layer: string }} ClassEntry */

const THIN = "\u2009";

/** @type {Thematic | null} */
export let thematic = null;

/** Another one; whether there was none before, or is none any more. @type {Signal<boolean>} */
export const themed = signal();

const declared = payload.thematic;

/** What is said in full by `density.2020.cities.quantiles`, where there are values. @param {string | null | undefined} key @returns {Thematic | null} */
function thematicOf(key) {
  const [id, year, layer, kind] = (key || "").split(".");
  const indicator = declared.indicators.find((item) => item.id === id);
  const scheme = declared.schemes.find((item) => item.id === kind);
  const years = indicator?.measured, places = years && Object.hasOwn(years, year) ? years[year] : {};
  const measured = Object.hasOwn(places, layer) ? places[layer] : null; // a key is hostile: `__proto__` is no year
  return indicator && scheme && measured ? { indicator, year, layer, scheme, key: [id, year, layer, kind].join("."), measured } : null;
}

/** What is not declared ends the thematic map. @param {string | null | undefined} key */
export function setThematic(key) {
  const before = thematic;
  thematic = thematicOf(key);
  if (before?.key !== thematic?.key) themed.tell(Boolean(before) !== Boolean(thematic));
}

/** Nothing lies over the classes: other areas give up their fill and their soft edge. @param {Layer} layer @param {Style} style */
export const quiet = (layer, style) => (thematic && layer.panel && (style.fill || style.glow || style.held)
  ? { ...style, fill: "", glow: false, held: "" } : style);

/** @param {Thematic} shown */
const placesOf = (shown) => /** @type {Layer} */ (layers.get(shown.layer)).features;

/** Its place among those that the thematic map colours; -1 where it is none of them. @param {string} id */
const placeOf = (id) => (thematic ? placesOf(thematic).findIndex((feature) => feature.id === id) : -1);

/** @param {Thematic} shown */
const cutsOf = ({ measured, scheme }) => measured.classes[scheme.id][0];

/** The names of the classes' colours, from the lowest. @param {Thematic} shown */
const colorsOf = ({ indicator, measured, scheme }) => [...measured.classes[scheme.id][1]].map((digit) => indicator.colors[Number(digit)]);

/** The number of the class of a value: a cut belongs to the class above it. @param {Thematic} shown @param {number} value */
const classOf = (shown, value) => cutsOf(shown).filter((cut) => cut <= value).length;

/** @param {string} color @returns {Style} */
const styleOfClass = (color) => ({ ...declared.styles[0], fill: color });

/** How the places are filled, in the order of the layer. @param {Thematic} shown @returns {Style[]} */
export function fillsOf(shown) {
  const styles = colorsOf(shown).map(styleOfClass);
  return shown.measured.values.map((value) => (value === null ? declared.styles[1] : styles[classOf(shown, value)]));
}

/** With a true minus and two decimals at most. @param {number} value */
function figure(value) {
  const said = grouped(Math.abs(value).toLocaleString("en-US", { maximumFractionDigits: 2 }));
  return value < 0 && said !== "0" ? "\u2212" + said : said;
}

/** @param {Thematic} shown */
function ranges(shown) {
  const cuts = cutsOf(shown).map(figure);
  if (!cuts.length) return colorsOf(shown).map(() => "0\u2013");
  const between = cuts.slice(1).map((cut, at) => cuts[at] + THIN + "\u2013" + THIN + cut);
  return ["<" + THIN + cuts[0], ...between, "\u2265" + THIN + cuts[cuts.length - 1]];
}

/** The year, or the years of a change. @param {string} year */
export const yearName = (year) => {
  const [first, last] = year.split("-");
  return (last ? text("span") : text("year_of")).replace("{first}", first).replace("{last}", last);
};

/** @param {Thematic} shown */
const titleOf = ({ indicator, year }) => text("indicator_title").replace("{name}", indicator[lang]).replace("{year}", yearName(year));

/** What the thematic map shows, with its year; nothing where it is none. */
export const indicatorTitle = () => (thematic ? titleOf(thematic) : "");

/** @param {Thematic} shown */
export const headingOf = (shown) => text("indicator_heading").replace("{title}", titleOf(shown)).replace("{unit}", shown.indicator.unit[lang])
  .replace("{scheme}", shown.scheme[lang]);

/** The legend from the highest class, and what has no value. @returns {ClassEntry[]} */
export function classEntries() {
  if (!thematic) return [];
  const shown = thematic, numbers = shown.measured.values.map((value) => (value === null ? -1 : classOf(shown, value)));
  const count = (/** @type {number} */ number) => numbers.filter((other) => other === number).length;
  const names = ranges(shown);
  /** @type {ClassEntry[]} */
  const rows = colorsOf(shown).map((color, at) => ({ shape: "area", style: styleOfClass(color), name: names[at], count: count(at), layer: shown.layer }));
  rows.reverse();
  if (count(-1)) rows.push({ shape: "area", style: declared.styles[1], name: text("no_value"), count: count(-1), layer: shown.layer });
  return rows;
}

/** @param {string} digit */
const sourcesAt = (digit) => declared.sources[parseInt(digit, 36)];

/** The ids of all sources of the values. */
export const thematicSources = () => (thematic ? [...new Set([...thematic.measured.by].flatMap(sourcesAt))] : []);

/** What is said of a place: title, value with its unit, sources; null where the thematic map does not colour it.
 * @param {string} id @returns {{ title: string, value: string, sources: string[] } | null} */
export function valueOf(id) {
  const place = placeOf(id);
  if (!thematic || place < 0) return null;
  const { measured, indicator } = thematic, value = measured.values[place];
  if (value === null) return { title: titleOf(thematic), value: text("no_value"), sources: [] };
  return { title: titleOf(thematic), value: figure(value) + THIN + indicator.unit[lang], sources: sourcesAt(measured.by[place]) };
}
