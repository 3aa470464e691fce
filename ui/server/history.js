/* What a step back takes back: each act on the map is an entry of the browser's history, which remembers what was shown. */
/** @import { Atlas, Restored } from "#types" */

const BREATH_MS = 1500;

/** @param {Atlas} atlas @returns {Restored} */
export function shownBy(atlas) {
  const { layers, date, indicator, selected } = atlas.state();
  return { layers: Object.keys(layers).filter((id) => layers[id].visible), date, indicator, selected };
}

/** @param {unknown} one @param {unknown} other */
export const differ = (one, other) => JSON.stringify(one) !== JSON.stringify(other);

/** The names of what is different. @param {Restored} one @param {Restored} other */
export function differing(one, other) {
  return /** @type {(keyof Restored)[]} */ (Object.keys(one)).filter((name) => differ(one[name], other[name]));
}

/** @param {Atlas} atlas @param {Restored} wanted */
export function bringBack(atlas, wanted) {
  const names = differing(wanted, shownBy(atlas));
  if (names.includes("layers")) atlas.setVisible(wanted.layers);
  if (names.includes("date")) atlas.setDate(wanted.date);
  if (names.includes("indicator")) atlas.setIndicator(wanted.indicator);
  if (names.includes("selected")) atlas.select(wanted.selected);
}

/** Whether an act goes on with the one before: months that are passed on the way to another one are no steps. */
export function breath() {
  let last = -Infinity;
  return (/** @type {string[]} */ names) => {
    const moving = names.join() === "date", now = performance.now(), goesOn = moving && now - last < BREATH_MS;
    last = moving ? now : -Infinity;
    return goesOn;
  };
}
