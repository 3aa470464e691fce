/* What is kept in the browser for all windows of a presenter; what the browser refuses to store, for this window. */

/** The names under which it is kept. */
export const KEYS = { briefing: "atlas-briefing", state: "atlas-briefing-state", room: "atlas-room", own: "atlas-own-storyboards" };
const MOST = 24; // as two windows that were full have together (ui/briefing/shelf.py)

/** One's own storyboards; anybody may have written there: the server reads each as a file is read.
 * @typedef {{ version: number, boards: { text: string, saved: boolean }[], chosen: string | null, place: number | null }} Kept */

/** @type {Map<string, unknown>} */
const memory = new Map();

/**
 * What anybody may have written there: it is to be checked by who asks.
 * @param {string} key
 * @returns {any}
 */
export function kept(key) {
  try {
    const text = localStorage.getItem(key);
    return text === null ? memory.get(key) ?? null : JSON.parse(text);
  } catch {
    return memory.get(key) ?? null;
  }
}

/**
 * @param {string} key
 * @param {unknown} value null to forget it
 */
export function keep(key, value) {
  memory.delete(key);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    memory.set(key, value);
  }
}

/** One's own storyboards as far as they have the form of such. @param {unknown} found @returns {Kept | null} */
export function readable(found) {
  if (!found || typeof found !== "object") return null;
  const { boards, chosen = null, place = null } = /** @type {Partial<Kept>} */ (found);
  return Array.isArray(boards) && boards.length > 0 ? { version: 1, boards: boards.slice(0, MOST), chosen, place } : null;
}

/** Where the map looks when it is taken into a storyboard, and those that it may go into. @template View @param {View} view */
export const taken = (view) => ({ ...view, kept: readable(kept(KEYS.own)) });
