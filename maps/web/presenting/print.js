/* The map on one sheet of paper: light, with a title and the legend of what it shows, and none of what one works it with. */
import { all } from "../state/data.js";
import { date, entries, evidenceEntries, statusEntries } from "../state/date.js";
import { wanted } from "../state/hidden.js";
import { classEntries, headingOf, thematic } from "../state/indicator.js";
import { hosted, map } from "../state/map.js";
import { opening } from "../state/opening.js";
import { absence, shown } from "../state/shown.js";
import { lang, text } from "../state/words.js";
import { briefing } from "./briefing.js";
import { element, setTheme } from "../furniture/dom.js";
import { bareMap } from "../drawing/edges.js";
import { placeNames } from "../names/labels.js";
import { legendRow } from "../drawing/swatch.js";
import { lendView } from "../view/view.js";
/** @import { Layer } from "#types" */
/** @import { Entry } from "../state/date.js" */

const LEGEND_PX = 640, ROW_PX = 19;
const root = document.documentElement;
const head = element("header", "atlas-print"), legend = element("aside", "atlas-print-legend");

/** @type {(() => void) | null} */
let giveBack = null;

/** @param {Layer} layer */
function rows(layer) {
  const found = entries(layer);
  return found.length ? [element("h2", "", layer[lang]), ...found.map(legendRow)] : [];
}

/** @param {string} title @param {Entry[]} found */
const key = (title, found) => (found.length ? [element("h2", "", text(title)), ...found.map(legendRow)] : []);

function write(/** @type {string} */ title) {
  const layers = all.filter((layer) => layer.panel && shown.has(layer.id) && !absence(layer));
  const classes = thematic ? [element("h2", "", headingOf(thematic)), ...classEntries().map(legendRow)] : [];
  const there = layers.filter((layer) => layer.legend.length).flatMap((layer) => layer.features).filter(wanted);
  const keys = [...key("status", statusEntries(there)), ...key("evidence", evidenceEntries(there))];
  const list = element("ul", "legend"), found = [...classes, ...layers.flatMap(rows), ...keys];
  list.append(...found);
  legend.replaceChildren(list);
  legend.style.setProperty("--row", Math.min(ROW_PX, LEGEND_PX / Math.max(1, found.length)) + "px");
  head.replaceChildren(element("strong", "", title), element("span", "", date || text("time_off")));
}

/** @param {boolean} onPaper */
function lay(onPaper) {
  map.invalidateSize({ animate: false });
  bareMap(onPaper);
}

/** @param {string} title */
function begin(title) {
  const theme = root.dataset.theme, back = lendView();
  write(title);
  document.body.append(head, legend);
  root.classList.add("printing");
  setTheme("light");
  lay(true);
  back.look();
  placeNames();
  giveBack = () => {
    [head, legend].forEach((node) => node.remove());
    root.classList.remove("printing");
    setTheme(theme);
    lay(false);
    back.end();
    placeNames();
  };
}

/** The page around the map gives its title, null when the sheet is printed. @param {string | null} title */
export function print(title) {
  if (briefing) return;
  giveBack?.();
  giveBack = null;
  if (title !== null) begin(title);
}

/** A document by itself hears of it by itself. */
export function setUpPrint() {
  if (hosted) return;
  window.addEventListener("beforeprint", () => print(opening.said?.[lang].title || ""));
  window.addEventListener("afterprint", () => print(null));
}
