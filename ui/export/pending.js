/* Whether an answer of the server's knows of what was clicked: until one does, what the browser has said of a click stands. */

/** A run that was under way when something was clicked answers once and knows nothing of it; what answers after that does. */
const UNKNOWING = 1;

/** @param {number} taken how many orders the server has taken so far */
export function pending(taken) {
  let before = taken, answers = 0;
  /** A second click on a button may be one with the first to the server: each counts once. @type {Set<string>} */
  const clicked = new Set();
  return {
    /** @param {string} button */
    click(button) {
      clicked.add(button);
      answers = 0;
    },
    /** Whether this answer knows of all clicks. @param {number} now how many orders the server has taken */
    answer(now) {
      answers += clicked.size ? 1 : 0;
      if (now < before + clicked.size && answers <= UNKNOWING) return false;
      before = now;
      clicked.clear();
      return true;
    },
  };
}
