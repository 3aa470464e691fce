/* Elements, and colours by name: they are CSS variables, so a change of theme redraws nothing. */

/** @param {string} name */
export const color = (name) => "var(--c-" + name + ")";

/** @param {string | null | undefined} theme */
export function setTheme(theme) { document.documentElement.dataset.theme = theme === "dark" ? "dark" : "light"; }

/**
 * Text is set as text, never as HTML.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} name
 * @param {Record<string, string | number>} attributes
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(name, attributes = {}) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return node;
}

/**
 * @param {string} text
 * @param {() => void} action
 */
export function button(text, action) {
  const node = element("button", "", text);
  node.addEventListener("click", action);
  return node;
}

/**
 * A button that is named in the language of now, see `furniture.js`.
 * @param {string} text
 * @param {string} title
 * @param {() => void} action
 */
export function titled(text, title, action) {
  const node = button(text, action);
  node.dataset.title = title;
  return node;
}

const UNWRITTEN = ["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"];

/** Whether a key goes into a field in which one writes: no tick, slider or list of choices is one. @param {Event} event */
export function writes(event) {
  const { tagName, type, readOnly, isContentEditable } = /** @type {HTMLInputElement} */ (event.composedPath()[0]);
  if (tagName === "INPUT") return !readOnly && !UNWRITTEN.includes(type);
  return tagName === "TEXTAREA" || Boolean(isContentEditable);
}
