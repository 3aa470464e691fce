/* The legend of a briefing's scene: what is switched on, large enough for the back row. */
import { all } from "../state/data.js";
import { entries, evidenceEntries, statusEntries } from "../state/date.js";
import { wanted } from "../state/hidden.js";
import { classEntries, headingOf, thematic } from "../state/indicator.js";
import { element } from "../furniture/dom.js";
import { focused } from "../drawing/focus.js";
import { absence, shown } from "../state/shown.js";
import { legendRow } from "../drawing/swatch.js";
/** @import { Layer } from "#types" */

const LONG = 14; // more rows stand in two columns
const QUIET = ["regions", "circle"];

export const legend = element("aside", "briefing-legend");

/** Where some features stand out, the legend is about them alone. @param {Layer} layer */
const spokenOf = (layer) => (focused ? layer.features.filter((feature) => focused?.has(feature.id)) : layer.features.filter(wanted));

/** @param {Layer} layer */
function classesOf(layer) {
  const looks = new Set(spokenOf(layer).map((feature) => feature.look ?? feature.kind));
  return entries(layer, (item) => looks.has(item.look));
}

/** Classes first, then what the dashes mean, and the mark of what is indicative, where there is any. @param {Layer[]} spoken */
function explained(spoken) {
  const features = spoken.flatMap(spokenOf);
  return [...spoken.flatMap(classesOf), ...statusEntries(features), ...evidenceEntries(features).filter((entry) => entry.badge)];
}

export function drawLegend() {
  const spoken = all.filter((layer) => layer.panel && shown.has(layer.id) && !absence(layer) && !QUIET.includes(layer.id));
  const rows = [...classEntries(), ...explained(spoken)];
  const unique = [...new Map(rows.map((entry) => [entry.name, entry])).values()];
  const list = element("ul", unique.length > LONG ? "long" : "");
  if (thematic) list.append(element("li", "heading", headingOf(thematic)));
  list.append(...unique.map((entry) => legendRow({ ...entry, count: undefined })));
  legend.replaceChildren(list);
}
