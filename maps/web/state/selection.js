/* The selected features: one whose details are read, and those that are selected besides. */
import { byId } from "./data.js";
import { post } from "./map.js";
import { signal } from "./signal.js";
/** @import { Feature } from "#types" */
/** @import { Signal } from "./signal.js" */

/** @type {string | null} */
export let selected = null;

/** Ids of what is selected besides it. @type {string[]} */
export let besides = [];

/** How often something has been selected, or nothing. */
export let selections = 0;

/** The feature that is selected now, what is selected besides, and whether its card is to be opened.
 * @type {Signal<{ feature: Feature | null, others: Feature[], opened: boolean }>} */
export const chosen = signal();

/**
 * An unknown id changes nothing.
 * @param {string | null} id
 * @param {boolean} byUser so that the host is told
 * @param {boolean} opened with its card
 * @param {string[]} others what is selected besides
 */
export function select(id, byUser, opened = true, others = []) {
  const feature = id === null ? null : byId.get(id);
  if (feature === undefined) return;
  selected = feature ? feature.id : null;
  /** @type {Feature[]} */
  const found = feature ? others.flatMap((other) => byId.get(other) || []).filter((other) => other !== feature) : [];
  besides = found.map((other) => other.id);
  selections += 1;
  chosen.tell({ feature, others: found, opened });
  if (byUser) post({ atlas: "select", id: selected });
}
