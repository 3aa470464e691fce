/* Brings the card of a newly chosen clause into sight, moving the panel no further than needed. */
/** @import { Component } from "#types" */

const PATIENCE_MS = 50;

/** The clause that was brought into sight last. @type {WeakMap<HTMLElement, string | null>} */
const shown = new WeakMap();

/** @param {Component<{ clause: string | null }>} component */
export default function ({ data, parentElement }) {
  if (shown.get(parentElement) === data.clause) return;
  shown.set(parentElement, data.clause);
  if (data.clause === null) return;
  const wanted = `.atlas-clause[data-clause="${CSS.escape(data.clause)}"]`;
  const show = (/** @type {number} */ left) => {
    const card = /** @type {HTMLElement | null} */ (document.querySelector(wanted));
    if (card?.offsetHeight) card.closest(".st-key-atlas_clause")?.scrollIntoView({ block: "nearest" });
    else if (left) setTimeout(show, PATIENCE_MS, left - 1);
  };
  show(20);
}
