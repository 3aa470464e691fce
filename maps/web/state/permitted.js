/* Which of the wanted layers may be on together. */
/** @import { Layer } from "#types" */

/**
 * Unknown and broken layers are left out. Of layers that exclude each other (two editions) the last switched on stays,
 * else the first that is asked for.
 * @param {string[]} ids
 * @param {Map<string, Pick<Layer, "broken" | "exclusive">>} layers
 * @param {string} [latest]
 * @returns {Set<string>}
 */
export function permitted(ids, layers, latest) {
  const rivalry = (/** @type {string} */ id) => layers.get(id)?.exclusive;
  const wanted = new Set(ids.filter((id) => layers.has(id) && !layers.get(id)?.broken));
  /** @type {Map<string, string>} */
  const kept = new Map();
  for (const id of wanted) {
    const key = rivalry(id);
    if (key && (!kept.has(key) || id === latest)) kept.set(key, id);
  }
  return new Set([...wanted].filter((id) => !rivalry(id) || kept.get(rivalry(id) || "") === id));
}
