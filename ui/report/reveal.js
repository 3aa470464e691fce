/* Brings the card of a newly chosen clause, and in it the chip of a newly selected feature, into sight, moving the panel no
   further than needed. */
/** @import { Component } from "#types" */

const PATIENCE_MS = 50;

/** @typedef {{ clause: string | null, selected: string | null }} Data */

/** What was brought into sight last. @type {WeakMap<HTMLElement, Data>} */
const shown = new WeakMap();

/** What stands at the foot of the panel now would cover it. */
function showChip() {
  const chip = document.querySelector('.st-key-atlas_clause [role="radio"][aria-checked="true"]');
  if (chip) requestAnimationFrame(() => chip.scrollIntoView({ block: "nearest" }));
}

/** @param {Component<Data>} component */
export default function ({ data, parentElement }) {
  const before = shown.get(parentElement);
  shown.set(parentElement, data);
  if (before && data.selected !== before.selected && data.clause === before.clause) showChip();
  if (before?.clause === data.clause || data.clause === null) return;
  const wanted = `.atlas-clause[data-clause="${CSS.escape(data.clause)}"]`;
  const show = (/** @type {number} */ left) => {
    const card = /** @type {HTMLElement | null} */ (document.querySelector(wanted));
    if (card?.offsetHeight) card.closest(".st-key-atlas_clause")?.scrollIntoView({ block: "nearest" });
    else if (left) setTimeout(show, PATIENCE_MS, left - 1);
  };
  show(20);
}
