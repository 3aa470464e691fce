/* Tells the server what was asked for by a click, says at once that it is being made, takes each file that is made, once,
   and has the browser ask before one leaves without them. */
/** @import { Component } from "#types" */

/** A click that asks for a file: a word of its own and the key of its button. @typedef {[word: string, key: string]} Ask */
/** `orders` and `formats` are how the keys of buttons begin; `heard` are the words of the clicks that the server knows of.
 * @typedef {{ orders: string, formats: string, heard: string[], making: string[], tokens: string[], words: string, working: string }} Orders */
/** @typedef {Component<Orders>["setStateValue"]} Tell */

const PATIENCE_MS = 50;

/** The files that this page has taken. */
const seen = new Set();

/** What was asked for and the server has not told that it knows of: it stays among what is told until it does. @type {Ask[]} */
let asked = [];
/** Whether what was heard still stands among what is told: a session that begins anew would hear it once more. */
let standing = false;

/** What is shown. @type {{ data: Orders, said: HTMLElement, tell: Tell } | null} */
let now = null;

function say() {
  if (!now) return;
  const { formats: begin, making, words, working } = now.data;
  const names = asked.map(([, key]) => (key.startsWith(begin) ? key.slice(begin.length).toUpperCase() : ""));
  const formats = [...making, ...names.filter(Boolean)].join(", ");
  now.said.textContent = names.includes("") ? working : formats && words.replace("{format}", formats);
}

/** The key of a button that asks for a file; null for any other. @param {Element} target */
function keyOf(target) {
  const place = target.closest("[class*='st-key-']"), button = target.closest("button");
  const key = place && /(?:^|\s)st-key-(\S+)/.exec(place.className)?.[1];
  return key && button && place.contains(button) && !button.disabled && now && key.startsWith(now.data.orders) ? key : null;
}

/** The click goes to the server as something that is told with every run: a run that another one cuts off cannot lose it. @param {MouseEvent} event */
function clicked(event) {
  const key = now?.said.isConnected && event.target instanceof Element && keyOf(event.target);
  if (!now || !key) return;
  event.stopImmediatePropagation();
  if (event.detail > 1) return; // a double click asks once
  asked = [...asked, [crypto.getRandomValues(new Uint32Array(2)).join("-"), key]];
  say();
  standing = true;
  now.tell("asked", asked);
}

/** @param {string} token @param {number} left */
function take(token, left) {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(`.st-key-take_${CSS.escape(token)} button`));
  if (button) button.click();
  else if (left) setTimeout(take, PATIENCE_MS, token, left - 1);
}

/** Who leaves the page leaves the session, and with it what was asked for: the browser asks. @param {Event} event */
function leaving(event) {
  if (asked.length || now?.data.making.length) event.preventDefault();
}

window.addEventListener("click", clicked, true);
window.addEventListener("beforeunload", leaving);

/** @param {Component<Orders>} component */
export default function ({ data, parentElement, setStateValue }) {
  const said = /** @type {HTMLElement} */ (parentElement.querySelector("[role=status]"));
  if (said !== now?.said) asked = []; // another page: what was asked for on the one before is not asked for again
  now = { data, said, tell: setStateValue };
  asked = asked.filter(([word]) => !data.heard.includes(word));
  say();
  for (const token of data.tokens.filter((one) => !seen.has(one))) {
    seen.add(token);
    take(token, 100);
  }
  if (standing && !asked.length && !data.making.length) {
    standing = false;
    setStateValue("asked", []);
  }
}
