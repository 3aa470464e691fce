/* The language of the map, and its words. */
import { payload } from "./data.js";
import { signal } from "./signal.js";
/** @import { Lang, Source } from "#types" */
/** @import { Signal } from "./signal.js" */

/** @type {Lang} */
export let lang = "zh";

/** @type {Signal<Lang>} */
export const spoken = signal();

/** A language there are no words in changes nothing. @param {string} wanted */
export function setLanguage(wanted) {
  if (!Object.hasOwn(payload.text, wanted)) return;
  lang = /** @type {Lang} */ (wanted);
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  spoken.tell(lang);
}

/** @param {string} key */
export const text = (key) => payload.text[lang][key];

/** The title of a source. @param {string} id */
export function sourceTitle(id) {
  const source = /** @type {Source | undefined} */ (payload.sources[id]);
  return source ? source[lang === "zh" ? "title_zh" : "title_en"] || id : id;
}

/** What stands between thousands, as in `maps/words/grammar.py`. @param {string} digits */
export const grouped = (digits) => (lang === "en" ? digits : digits.replace(/,/g, "\u2009"));

/** @param {number} value */
export const number = (value) => grouped(value.toLocaleString("en-US", { maximumFractionDigits: value < 100 ? 1 : 0 }));
