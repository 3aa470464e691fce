/* The briefing that is presented, if one is. */
import { signal } from "../state/signal.js";
/** @import { Briefing } from "#types" */
/** @import { Signal } from "../state/signal.js" */

/** @type {Briefing | null} */
export let briefing = null;

/** @type {Signal<void>} */
export const presented = signal();

/** @param {Briefing | null} wanted */
export function setBriefing(wanted) {
  briefing = wanted;
  presented.tell();
}
