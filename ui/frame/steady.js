/* The table that one works in keeps its place on the screen, while the details of what is selected grow and shrink above it. */

const SETTLING_MS = 6000;
const TABLE = '.st-key-atlas_side [class*="st-key-table_"]';
const WAYS = ["pointerdown", "keydown", "wheel", "touchmove"];

/** @param {Element} table */
const topOf = (table) => table.getBoundingClientRect().top;

/** @returns {() => void} what ends it */
export function keepTables() {
  /** @type {{ table: Element, top: number, until: number } | null} */
  let held = null;
  const keep = () => {
    const side = held?.table.closest(".st-key-atlas_side");
    if (!held || !side || performance.now() > held.until) return;
    side.scrollTop += topOf(held.table) - held.top;
  };
  const changed = new MutationObserver(keep);
  const grown = new ResizeObserver(keep);
  /** An act in a table holds it; any other one, and whoever scrolls, lets go. @param {Event} event */
  const act = ({ type, target }) => {
    const table = target instanceof Element && (type === "pointerdown" || type === "keydown") ? target.closest(TABLE) : null;
    held = table && { table, top: topOf(table), until: performance.now() + SETTLING_MS };
    changed.disconnect();
    grown.disconnect();
    const side = table?.closest(".st-key-atlas_side");
    if (!side) return;
    changed.observe(side, { childList: true, subtree: true });
    for (const part of side.children) grown.observe(part);
  };
  for (const way of WAYS) document.addEventListener(way, act, { capture: true, passive: true });
  return () => {
    for (const way of WAYS) document.removeEventListener(way, act, { capture: true });
    changed.disconnect();
    grown.disconnect();
  };
}
