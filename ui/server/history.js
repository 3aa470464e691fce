/* What a step back takes back: each act on the map is an entry of the browser's history, which remembers what was shown. */
/** @import { Atlas, Restored } from "#types" */

const BREATH_MS = 1500;

/** @param {Atlas} atlas @returns {Restored} */
export function shownBy(atlas) {
  const { layers, date, indicator, opacity, unnamed, selected } = atlas.state();
  return { layers: Object.keys(layers).filter((id) => layers[id].visible), date, indicator, opacity, unnamed, selected };
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
  if (names.includes("opacity")) atlas.setOpacity(wanted.opacity);
  if (names.includes("unnamed")) atlas.setUnnamed(wanted.unnamed);
  if (names.includes("selected")) atlas.select(wanted.selected);
}

/** What is moved step by step with a handle. */
const HANDLES = ["date", "opacity"];

/** Whether an act goes on with the one before: what is passed on the way to another month or opacity is no step. */
export function breath() {
  let last = -Infinity, held = "";
  return (/** @type {string[]} */ names) => {
    const moved = names.join(), now = performance.now(), moving = HANDLES.includes(moved);
    const goesOn = moving && moved === held && now - last < BREATH_MS;
    held = moved;
    last = moving ? now : -Infinity;
    return goesOn;
  };
}
