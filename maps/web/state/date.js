/* The date of the map, a month or none; and the styles and legends of that date. */
import { byId, payload } from "./data.js";
import { quiet } from "./indicator.js";
import { signal } from "./signal.js";
import { monthOf, nameAt, patterned, statusAt as statusIn } from "../drawing/time.js";
import { lang, text } from "./words.js";
/** @import { Feature, Lang, Layer, LegendItem, Style } from "#types" */
/** @import { Signal } from "./signal.js" */

/** @typedef {{
 *   shape: LegendItem["shape"], style: Style, name: string, count?: number, badge?: boolean, course?: number[][], key?: string, layer?: string,
 *   min_zoom?: number, note?: string, whole?: string
 * }} Entry */

/** @type {string | null} */
export let date = null;

/** @type {Signal<string | null>} */
export const dated = signal();

/** What is no month ends the date. @param {string | null | undefined} wanted */
export function setDate(wanted) {
  const month = monthOf(wanted);
  if (month === date) return;
  date = month;
  dated.tell(date);
}

/**
 * @param {Feature} feature
 * @param {string} month
 */
export const statusAt = (feature, month) => statusIn(feature, month, payload, byId);

/** The name of a feature at the date of the map. @param {Feature} feature @param {Lang} [language] */
export const nameOf = (feature, language = lang) => nameAt(feature, language, date);

/** A look, whatever the status. @param {Feature} feature */
const bareOf = ({ layer, look, kind, evidence }) => layer.styles[look ?? kind][evidence];

/** @param {string} status */
const dashOf = (status) => payload.statuses.find((item) => item.id === status)?.dash || [];

/** Its status at the date of the map; null without a date, and where it has none. @param {Feature} feature */
export const statusOf = (feature) => (date && feature.layer.timed ? statusAt(feature, date) : null);

/** How a feature is drawn now. @param {Feature} feature */
export function styleOf(feature) {
  const status = statusOf(feature);
  return quiet(feature.layer, patterned(bareOf(feature), status ? dashOf(status) : feature.layer.dashes[feature.kind]));
}

/** The size of a point symbol, in px; the same at every date. @param {Feature} feature */
export const sizeOf = (feature) => bareOf(feature).size || 12;

/**
 * The entries of a layer's legend now, of those that are `spoken` of. At a date the dashes are explained by themselves.
 * @param {Layer} layer
 * @param {(item: LegendItem) => boolean} [spoken]
 * @returns {Entry[]}
 */
export function entries(layer, spoken = () => true) {
  return layer.legend.filter(spoken).map((item) => ({
    shape: item.shape, name: item[lang], whole: item.whole?.[lang], key: layer.id + "." + item.key, layer: layer.id, min_zoom: layer.min_zooms[item.kind],
    style: quiet(layer, patterned(layer.styles[item.look][item.evidence], date && layer.timed ? [] : layer.dashes[item.kind])),
  }));
}

/**
 * What explains the dashes: which statuses features have at the date, and how many of them.
 * @param {Feature[]} features
 * @returns {Entry[]}
 */
export function statusEntries(features) {
  /** @type {Map<string | null, number>} */
  const counts = new Map();
  for (const feature of features) {
    const status = statusOf(feature);
    counts.set(status, (counts.get(status) || 0) + 1);
  }
  return payload.statuses.filter((item) => counts.has(item.id))
    .map((item) => ({ shape: "line", style: item.key, name: item[lang], count: counts.get(item.id), key: "status." + item.id }));
}

/** What explains how sure a shape is, of those grades that features have. @param {Feature[]} features @returns {Entry[]} */
export function evidenceEntries(features) {
  const present = new Set(features.map((feature) => feature.evidence));
  /** @type {Entry[]} */
  const rows = payload.evidence_keys.map((style, at) => ({
    shape: "line", style, name: text(payload.evidence[at]), badge: style.badge, course: style.course, key: "evidence." + payload.evidence[at],
  }));
  return rows.filter((_, at) => present.has(at));
}
