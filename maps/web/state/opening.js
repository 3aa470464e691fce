/* What the document opens with: what stands behind the # of its address, else what a file of its own carries. */
import { button, element, setTheme, titled } from "../furniture/dom.js";
import { setLanguage } from "./words.js";
/** @import { Opening } from "#types" */

const given = document.getElementById("atlas-opening");

/** @type {Opening} */
export const opening = given ? JSON.parse(given.textContent || "") : { open: {}, said: null };

/** The keys of docs/bridge.md. */
export const asked = () => new URLSearchParams(location.hash.length > 1 || !given ? location.hash.slice(1) : opening.open);

/**
 * A language is named in itself.
 * @param {string} lang
 * @param {string} name
 */
function language(lang, name) {
  const node = button(name, () => setLanguage(lang));
  node.lang = lang;
  return node;
}

function switches() {
  const box = element("div", "switches");
  const other = () => (document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  box.append(language("zh", "中文"), language("en", "English"), titled("\u25d0", "theme", () => setTheme(other())));
  return box;
}

/** A file that stands alone says above and below the map what the page around it would say. */
export function drawSaid() {
  const { said } = opening;
  if (!said) return;
  const head = element("header", "atlas-said");
  const words = element("div", "words");
  words.append(element("strong", "", said.title), element("span", "", said.time));
  if (said.mark) words.append(element("em", "", said.mark));
  head.append(words, switches());
  const foot = element("footer", "atlas-said-foot");
  foot.append(element("span", "imprint", said.imprint), element("span", "", said.small));
  document.body.prepend(head);
  document.body.append(foot);
  document.documentElement.classList.add("alone");
}
