/* The briefing that is presented, if one is. */
import { signal } from "../state/signal.js";
/** @import { Deck } from "#types" */
/** @import { Signal } from "../state/signal.js" */

/** @type {Deck | null} */
export let deck = null;

/** @type {Signal<void>} */
export const presented = signal();

/** @param {Deck | null} wanted */
export function setDeck(wanted) {
  deck = wanted;
  presented.tell();
}
