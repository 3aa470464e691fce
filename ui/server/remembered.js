/* What an entry of the browser's history remembers, where it can be understood. A browser brings back sessions of weeks ago, whose
   entries an older atlas has written: what is not of today's form is as if it were not there. */
/** @import { Restored, Way } from "#types" */

/** @param {unknown} value */
const isText = (value) => typeof value === "string";

/** @param {unknown} value */
const isSaid = (value) => value === null || isText(value);

/** @param {unknown} value */
const isTexts = (value) => Array.isArray(value) && value.every(isText);

/** @param {unknown} value */
const isTable = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** @param {unknown} value */
const isListed = (value) => isTable(value) && Object.values(/** @type {object} */ (value)).every((one) => isText(one) || isTexts(one));

/** What each part has to be. @type {Record<keyof Restored, (value: unknown) => boolean>} */
const FORM = {
  layers: isTexts, date: isSaid, indicator: isSaid, hidden: isTexts, opacity: isTexts, unnamed: isTexts, selected: isSaid, besides: isTexts,
  clause: isSaid, filter: isSaid, listed: isListed,
};

/** @param {any} state of an entry @returns {Restored | null} */
export function remembered(state) {
  const found = isTable(state) ? state.atlas : null;
  if (!isTable(found)) return null;
  return Object.entries(FORM).every(([name, fits]) => fits(found[name])) ? found : null;
}

/** Where the map looked before the step that an entry is, and after it. @param {any} state of the entry @returns {Way | null} */
export function wayOf(state) {
  const found = isTable(state) ? state.way : null;
  return isTable(found) && Number.isInteger(found.at) && isSaid(found.from) && isSaid(found.led) ? found : null;
}
