/* Three ways to begin. The search box is the page's own: the key that leads there is pressed for the reader. */
import { element } from "#dom";
/** @import { Component, Texts } from "#types" */

/** @param {Component<{ label: string, words: Texts }>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".starters"));
  root.setAttribute("aria-label", data.label);
  const kept = /** @type {HTMLElement | null} */ (root.querySelector(":focus"))?.dataset.starter;
  root.replaceChildren(...Object.entries(data.words).map(([name, words]) => {
    const button = element("button", "", words);
    button.type = "button";
    button.dataset.starter = name;
    button.onclick = () => {
      if (name === "find") document.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
      else setTriggerValue("begin", name);
    };
    return button;
  }));
  if (kept) /** @type {HTMLElement | null} */ (root.querySelector(`[data-starter="${CSS.escape(kept)}"]`))?.focus();
}
