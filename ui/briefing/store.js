/* What is kept in the browser for all windows of a presenter; what the browser refuses to store, for this window. */

/** The names under which it is kept. */
export const KEYS = { briefing: "atlas-briefing", state: "atlas-briefing-state", room: "atlas-room" };

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
