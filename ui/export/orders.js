/* Takes each file that is made, once; and says at once that it is being made when a button is clicked that asks for one. */
import { pending } from "./pending.js";
/** @import { Component } from "#types" */

/** @typedef {{ formats: string, others: string, making: string[], taken: number, tokens: string[], words: string, working: string }} Orders */

const PATIENCE_MS = 50;

/** The files that this page has taken. */
const seen = new Set();

/** What is shown, and what was clicked since the server told of its orders. @type {{ data: Orders, said: HTMLElement, clicks: ReturnType<typeof pending> } | null} */
let now = null;

/** @param {string[]} making */
function say(making) {
  if (now) now.said.textContent = making.length ? now.data.words.replace("{format}", making.join(", ")) : "";
}

/** @param {MouseEvent} event */
function clicked(event) {
  if (!now || !(event.target instanceof Element)) return;
  const { formats, others, making, working } = now.data;
  const button = event.target.closest(`${formats}, ${others}`);
  if (!(button instanceof HTMLButtonElement) || button.disabled) return;
  now.clicks.click(button.closest("[class*='st-key-']")?.className + button.innerText);
  if (button.matches(formats)) say([...making, button.innerText.trim()]);
  else now.said.textContent = working;
}

/** @param {string} token @param {number} left */
function take(token, left) {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(`.st-key-take_${CSS.escape(token)} button`));
  if (button) button.click();
  else if (left) setTimeout(take, PATIENCE_MS, token, left - 1);
}

document.addEventListener("click", clicked, true);

/** @param {Component<Orders>} component */
export default function ({ data, parentElement }) {
  const said = /** @type {HTMLElement} */ (parentElement.querySelector("[role=status]"));
  now = { data, said, clicks: now?.clicks ?? pending(data.taken) };
  if (now.clicks.answer(data.taken)) say(data.making);
  for (const token of data.tokens.filter((one) => !seen.has(one))) {
    seen.add(token);
    take(token, 100);
  }
}
