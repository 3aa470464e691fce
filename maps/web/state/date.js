/* The date of the map, a month or none; and the styles and legends of that date. */
import { byId, payload } from "./data.js";
import { quiet } from "./indicator.js";
import { signal } from "./signal.js";
import { monthOf, nameAt, statusAt as statusOf, statusStyle as styleOfStatus } from "../drawing/time.js";
import { lang } from "./words.js";
/** @import { Feature, Lang, Layer, LegendItem, Style } from "#types" */
/** @import { Signal } from "./signal.js" */

/** @typedef {{ shape: LegendItem["shape"], style: Style, name: string, count?: number }} Entry */

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
export const statusAt = (feature, month) => statusOf(feature, month, payload, byId);

/**
 * @param {string} status
 * @param {Style} base
 */
export const statusStyle = (status, base) => styleOfStatus(status, base, payload.statuses);

/** The name of a feature at the date of the map. @param {Feature} feature @param {Lang} [language] */
export const nameOf = (feature, language = lang) => nameAt(feature, language, date);

/** How a feature is drawn now. @param {Feature} feature */
export function styleOf(feature) {
  const { layer } = feature;
  const base = layer.styles[feature.kind][feature.evidence];
  const status = date && layer.timed ? statusAt(feature, date) : null;
  return quiet(layer, status ? statusStyle(status, base) : base);
}

/** The size of a point symbol, in px; the same at every date. @param {Feature} feature */
export const sizeOf = (feature) => feature.layer.styles[feature.kind][feature.evidence].size || 12;

/**
 * At a date the legend says which statuses the layer's features have then, and how many.
 * @param {Layer} layer
 * @param {string} month
 * @returns {Entry[]}
 */
function statusEntries(layer, month) {
  /** @type {Map<string | null, number>} */
  const counts = new Map();
  for (const feature of layer.features) {
    const status = statusAt(feature, month);
    counts.set(status, (counts.get(status) || 0) + 1);
  }
  const { shape, kind } = layer.legend[0];
  const base = layer.styles[kind][0];
  return payload.statuses.filter((item) => counts.has(item.id))
    .map((item) => ({ shape, style: quiet(layer, statusStyle(item.id, base)), name: item[lang], count: counts.get(item.id) }));
}

/**
 * The entries of a layer's legend now; without a date, of those kinds that are `spoken` of.
 * @param {Layer} layer
 * @param {(item: LegendItem) => boolean} [spoken]
 * @returns {Entry[]}
 */
export function entries(layer, spoken = () => true) {
  if (date && layer.timed) return statusEntries(layer, date);
  return layer.legend.filter(spoken)
    .map((item) => ({ shape: item.shape, style: quiet(layer, layer.styles[item.kind][item.evidence]), name: item[lang] }));
}
