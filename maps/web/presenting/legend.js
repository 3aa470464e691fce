/* The legend of a briefing's scene: what is switched on, large enough for the back row. */
import { all } from "../state/data.js";
import { entries } from "../state/date.js";
import { classEntries, headingOf, thematic } from "../state/indicator.js";
import { element } from "../furniture/dom.js";
import { focused } from "../drawing/focus.js";
import { absence, shown } from "../state/shown.js";
import { legendRow } from "../drawing/swatch.js";
/** @import { Layer } from "#types" */

const MOST = 14;
const QUIET = ["regions", "circle"];

export const legend = element("aside", "briefing-legend");

/** Where some features stand out, the legend is about them alone. @param {Layer} layer */
function spokenOf(layer) {
  return entries(layer, (item) => !focused || layer.features.some((feature) => feature.kind === item.kind && focused?.has(feature.id)));
}

export function drawLegend() {
  const spoken = all.filter((layer) => layer.panel && shown.has(layer.id) && !absence(layer) && !QUIET.includes(layer.id));
  const classes = classEntries();
  const rows = [...classes, ...spoken.flatMap(spokenOf)];
  const unique = [...new Map(rows.map((entry) => [entry.name, entry])).values()].slice(0, MOST);
  const list = element("ul");
  if (thematic) list.append(element("li", "heading", headingOf(thematic)));
  list.append(...unique.map(({ shape, style, name }) => legendRow({ shape, style, name })));
  legend.replaceChildren(list);
}
