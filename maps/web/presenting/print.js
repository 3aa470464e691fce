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
import { frameOf, meets } from "../view/meets.js";
import { lendView } from "../view/view.js";
/** @import { Feature, Layer } from "#types" */
/** @import { Entry } from "../state/date.js" */

const ROW_PX = 19, LEAST_ROW_PX = 9, STEP_PX = 0.5;
const root = document.documentElement;
const head = element("header", "atlas-print"), legend = element("aside", "atlas-print-legend");

/** @type {(() => void) | null} */
let giveBack = null;

/** What of a layer is on the sheet. @param {Layer} layer @param {L.Bounds} frame */
const drawn = (layer, frame) => layer.features.filter((feature) => wanted(feature) && meets(feature, frame));

/** @param {Layer} layer @param {Feature[]} features */
function rows(layer, features) {
  const looks = new Set(features.map((feature) => feature.look ?? feature.kind));
  const found = entries(layer, (item) => looks.has(item.look));
  return found.length ? [element("h2", "", layer[lang]), ...found.map(legendRow)] : [];
}

/** @param {string} title @param {Entry[]} found */
const key = (title, found) => (found.length ? [element("h2", "", text(title)), ...found.map(legendRow)] : []);

function write(/** @type {string} */ title) {
  const layers = all.filter((layer) => layer.panel && layer.legend.length && shown.has(layer.id) && !absence(layer));
  const frame = frameOf(map.getBounds());
  const held = layers.map((layer) => ({ layer, features: drawn(layer, frame) }));
  const classes = thematic ? [element("h2", "", headingOf(thematic)), ...classEntries().map(legendRow)] : [];
  const there = held.flatMap(({ features }) => features);
  const keys = [...key("status", statusEntries(there)), ...key("evidence", evidenceEntries(there))];
  const list = element("ul", "legend"), found = [...classes, ...held.flatMap(({ layer, features }) => rows(layer, features)), ...keys];
  list.append(...found);
  legend.replaceChildren(list);
  for (let row = ROW_PX; row >= LEAST_ROW_PX; row -= STEP_PX) {
    legend.style.setProperty("--row", row + "px");
    if (legend.scrollHeight <= legend.clientHeight) break;
  }
  head.replaceChildren(element("strong", "", title), element("span", "", date || text("time_off")));
}

/** All credits are on the sheet: the map has what they leave. @param {boolean} onPaper */
function lay(onPaper) {
  root.style.setProperty("--foot", document.querySelector(".atlas-foot")?.getBoundingClientRect().height + "px");
  map.invalidateSize({ animate: false });
  bareMap(onPaper);
}

/** @param {string} title */
function begin(title) {
  const theme = root.dataset.theme, back = lendView();
  document.body.append(head, legend);
  root.classList.add("printing");
  setTheme("light");
  lay(true);
  back.look();
  write(title);
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
