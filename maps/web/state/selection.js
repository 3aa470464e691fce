/* The selected feature. */
import { byId } from "./data.js";
import { post } from "./map.js";
import { signal } from "./signal.js";
/** @import { Feature } from "#types" */
/** @import { Signal } from "./signal.js" */

/** @type {string | null} */
export let selected = null;

/** How often something has been selected, or nothing. */
export let selections = 0;

/** The feature that is selected now, and whether its card is to be opened. @type {Signal<{ feature: Feature | null, opened: boolean }>} */
export const chosen = signal();

/**
 * An unknown id changes nothing.
 * @param {string | null} id
 * @param {boolean} byUser so that the host is told
 * @param {boolean} opened with its card
 */
export function select(id, byUser, opened = true) {
  const feature = id === null ? null : byId.get(id);
  if (feature === undefined) return;
  selected = feature ? feature.id : null;
  selections += 1;
  chosen.tell({ feature, opened });
  if (byUser) post({ atlas: "select", id: selected });
}
