/* What the places are coloured by: indicator, year, places, classes; and the legend of the classes. */
import { layers, payload } from "../state/data.js";
import { classEntries, headingOf, setThematic, themed, thematic, thematicSources, yearName } from "../state/indicator.js";
import { paled } from "../state/hidden.js";
import { post } from "../state/map.js";
import { show, shown, switched, toggled, visible } from "../state/shown.js";
import { lang, sourceTitle, spoken, text } from "../state/words.js";
import { legendRow } from "../drawing/swatch.js";
import { element } from "./dom.js";
/** @import { Words } from "#types" */

const declared = payload.thematic;

export const chooser = element("section", "thematic");
const key = element("div", "key");
const fields = {
  indicator: select("indicator", "choose_indicator"), year: select("year", "choose_year"),
  places: select("places", "choose_places"), scheme: select("scheme", "choose_scheme"),
};

/** What the host knows. @type {string | null} */
let told = null;

/**
 * @param {string} name
 * @param {string} title the key of its words
 */
function select(name, title) {
  const label = element("label"), node = element("select");
  node.id = "atlas-choose-" + name;
  node.addEventListener("change", choose);
  label.append(element("span"), node);
  return { label, node, title };
}

/** The reader's own choice. */
function choose() {
  const { indicator, year, places, scheme } = fields;
  const chosen = declared.indicators.find((item) => item.id === indicator.node.value);
  const when = chosen?.years.includes(year.node.value) ? year.node.value : chosen?.years[0];
  const where = places.node.value || declared.places[0];
  showThematic(chosen ? [chosen.id, when, where, scheme.node.value || declared.schemes[0].id].join(".") : null);
  post({ atlas: "visible", layers: visible() });
  tell();
}

function tell() {
  told = thematic?.key ?? null;
  post({ atlas: "indicator", indicator: told });
}

/** The layer whose places are coloured is on. @param {string | null | undefined} wanted */
export function showThematic(wanted) {
  setThematic(wanted);
  told = thematic?.key ?? null;
  if (thematic && !shown.has(thematic.layer)) show([thematic.layer, ...visible()], thematic.layer);
}

/**
 * @param {{ node: HTMLSelectElement, label: HTMLElement, title: string }} field
 * @param {[value: string, name: string][]} options
 * @param {string} value
 * @param {boolean} wanted
 */
function fill({ node, label, title }, options, value, wanted) {
  /** @type {HTMLElement} */ (label.firstElementChild).textContent = text(title);
  node.replaceChildren(...options.map(([own, said]) => Object.assign(element("option", "", said), { value: own })));
  node.value = value;
  label.hidden = !wanted;
}

/** @param {Words & { id: string }} item @returns {[string, string]} */
const named = (item) => [item.id, item[lang]];

function drawKey() {
  key.hidden = !thematic;
  key.replaceChildren();
  if (!thematic) return;
  const list = element("ul", "legend");
  list.append(...classEntries().map(legendRow));
  const sources = thematicSources().map(sourceTitle).join(text("between"));
  key.append(element("h2", "", headingOf(thematic)), list, element("p", "", text("source") + text("colon") + sources));
}

function draw() {
  const years = thematic ? thematic.indicator.years : [];
  const on = Boolean(thematic);
  const places = declared.places.flatMap((id) => layers.get(id) ?? []);
  fill(fields.indicator, [["", text("no_indicator")], ...declared.indicators.map(named)], thematic?.indicator.id ?? "", true);
  fill(fields.year, years.map((year) => [year, yearName(year)]), thematic?.year ?? "", years.length > 1);
  fill(fields.places, places.map(named), thematic?.layer ?? declared.places[0], on);
  fill(fields.scheme, declared.schemes.map(named), thematic?.scheme.id ?? declared.schemes[0].id, on);
  drawKey();
}

export function setUpChooser() {
  chooser.hidden = !declared.indicators.length;
  chooser.append(...Object.values(fields).map(({ label }) => label), key);
  for (const change of [themed, spoken]) change.hear(draw);
  paled.hear(drawKey);
  // Without its layer there is no thematic map; the host is told where it was the reader who switched that off.
  switched.hear(() => { if (thematic && !shown.has(thematic.layer)) setThematic(null); });
  toggled.hear(() => { if ((thematic?.key ?? null) !== told) tell(); });
  draw();
}
