/* What lies over the map. It is measured once after each change, so that whoever asks does not force a layout. */
import { signal } from "../state/signal.js";
import { edgesOf } from "../view/fitting.js";
/** @import { Edges } from "#types" */
/** @import { Signal } from "../state/signal.js" */
/** @import { Covers } from "../view/fitting.js" */

/** How much of the map each covers now. @type {Map<keyof Covers, () => number | null>} */
const covers = new Map();

/** @type {Edges | null} */
let known = null;

/** On paper nothing lies over the map. */
let bare = false;

/** @param {boolean} wanted */
export function bareMap(wanted) {
  bare = wanted;
  stir();
}

/** Something over the map has changed. */
export function stir() { known = null; }

/** What lies over the map has another size. @type {Signal<void>} */
export const covered = signal();
const watcher = new ResizeObserver(() => {
  stir();
  covered.tell();
});

/**
 * @param {keyof Covers} name
 * @param {HTMLElement} node
 * @param {() => number | null} measured
 */
export function cover(name, node, measured) {
  covers.set(name, measured);
  watcher.observe(node);
  stir();
}

/** The edges of the part of the map that is free, so that what is fitted is seen whole. */
export function edges() {
  const measured = (/** @type {keyof Covers} */ name) => (bare ? null : covers.get(name)?.() ?? null);
  known ??= edgesOf({
    panel: measured("panel"), timebar: measured("timebar") ?? 0, caption: measured("caption") ?? 0, sheet: measured("sheet") ?? 0,
    legend: measured("legend") ?? 0, legendHeight: measured("legendHeight") ?? 0,
  }, innerWidth);
  return known;
}
