/* What happened, told to all who asked to hear of it, in the order in which they asked. */

/**
 * @template T
 * @typedef {{ hear: (ear: (news: T) => void) => void, tell: (news: T) => void }} Signal
 */

/**
 * @template T
 * @returns {Signal<T>}
 */
export function signal() {
  /** @type {((news: T) => void)[]} */
  const ears = [];
  return {
    hear: (ear) => { ears.push(ear); },
    tell: (news) => ears.forEach((ear) => ear(news)),
  };
}
