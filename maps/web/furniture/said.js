/* What a file that stands alone says above and below its map, in the language and of the choice that it shows now. */
import { date, dated } from "../state/date.js";
import { indicatorTitle, themed } from "../state/indicator.js";
import { opening } from "../state/opening.js";
import { lang, setLanguage, spoken } from "../state/words.js";
import { button, element, setTheme, titled } from "./dom.js";
/** @import { Said } from "#types" */

const parts = {
  title: element("strong"), time: element("span"), mark: element("em"), imprint: element("span", "imprint"), small: element("span"),
};

/**
 * A language is named in itself.
 * @param {string} code
 * @param {string} name
 */
function language(code, name) {
  const node = button(name, () => setLanguage(code));
  node.lang = code;
  return node;
}

function switches() {
  const box = element("div", "switches");
  const other = () => (document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  box.append(language("zh", "中文"), language("en", "English"), titled("\u25d0", "theme", () => setTheme(other())));
  return box;
}

/** The month of the map, else what its data are of; before it what a thematic map shows. @param {Said} said */
function timeOf(said) {
  const [year, month] = (date || "").split("-");
  const time = date ? said.at_date.replace("{year}", year).replace("{month}", lang === "zh" ? String(Number(month)) : month) : said.as_of;
  const shown = indicatorTitle();
  return shown ? said.thematic.replace("{shown}", shown).replace("{time}", time) : time;
}

function say() {
  if (!opening.said) return;
  const said = opening.said[lang];
  for (const name of /** @type {const} */ (["title", "mark", "imprint", "small"])) parts[name].textContent = said[name];
  parts.mark.hidden = !said.mark;
  parts.time.textContent = timeOf(said);
  document.title = indicatorTitle() ? `${said.title} · ${indicatorTitle()}` : said.title;
}

/** A file that stands alone says above and below the map what the page around it would say. */
export function drawSaid() {
  if (!opening.said) return;
  const head = element("header", "atlas-said"), words = element("div", "words"), foot = element("footer", "atlas-said-foot");
  words.append(parts.title, parts.time, parts.mark);
  head.append(words, switches());
  foot.append(parts.imprint, parts.small);
  document.body.prepend(head);
  document.body.append(foot);
  document.documentElement.classList.add("alone");
  for (const change of [spoken, themed, dated]) change.hear(say);
  say();
}
