/* The layer panel: groups, a switch for each layer, and the legend beside each layer that is on. */
import { all, payload } from "../state/data.js";
import { dated, entries, evidenceEntries, statusEntries } from "../state/date.js";
import { hidden, paled, sifted, silenced, toggleHidden } from "../state/hidden.js";
import { themed } from "../state/indicator.js";
import { chooser, setUpChooser } from "./chooser.js";
import { briefing } from "../presenting/briefing.js";
import { element } from "./dom.js";
import { allNames, settingsOf } from "./settings.js";
import { cover, stir } from "../drawing/edges.js";
import { relabel } from "../names/labels.js";
import { map, small } from "../state/map.js";
import { absence, drawn, shown, switched, toggle } from "../state/shown.js";
import { legendSwitch } from "../drawing/swatch.js";
import { lang, spoken, text } from "../state/words.js";
/** @import { Group, Layer } from "#types" */
/** @import { Entry } from "../state/date.js" */
/** @import { Settings } from "./settings.js" */

const NARROW = 720; // beside an open panel there would be no room for the circle
const HEAD = 46, WIDTH = 248; // known to the style, too, so that nobody has to measure it

const panel = element("aside", "atlas-panel");
const title = element("h1");
const folder = element("button");
const body = element("div", "body");
const names = allNames();

/** Which groups are unfolded. @type {Map<string, boolean>} */
const open = new Map();
/** The rows that stand. @type {Map<Layer, { box: HTMLInputElement, count: HTMLElement, row: HTMLElement, settings: Settings, legend: HTMLElement | null, awaited: string }>} */
const rows = new Map();
/** Where it is said of a group's layers how many are on. @type {Map<HTMLElement, Layer[]>} */
const counts = new Map();
let byHand = false;

/** A row of the legend: a press puts away what it stands for. @param {Entry} entry */
const switchOf = (entry) => legendSwitch(entry, !hidden.has(entry.key || ""), toggleHidden);

/** Whether a class comes with a nearer zoom only. @param {Entry} entry */
const awaits = ({ min_zoom: from }) => map.getZoom() < (from || 0);

/** @param {Layer} layer */
function legend(layer) {
  const list = element("ul", "legend");
  list.append(...entries(layer).map((entry) => switchOf(awaits(entry) ? { ...entry, note: text("nearer") } : entry)));
  return list;
}

/** The legend's rows that await a nearer zoom. @param {Layer} layer */
const awaited = (layer) => entries(layer).filter(awaits).map(({ key }) => key).join();

/** What stands behind a layer's name: how many features it has, or why it is not seen though it is on. @param {Layer} layer */
function countOf(layer) {
  if (layer.broken) return text("broken");
  const absent = shown.has(layer.id) && absence(layer);
  if (absent) return text(absent);
  return layer.legend.length ? String(layer.count) : "";
}

/**
 * @param {Layer} layer
 * @param {HTMLInputElement} box
 * @param {HTMLElement} count
 */
function control(layer, box, count) {
  const label = element("label", layer.broken ? "layer broken" : "layer");
  Object.assign(box, { type: "checkbox", disabled: Boolean(layer.broken) });
  box.dataset.layer = layer.id;
  box.addEventListener("change", () => toggle(layer.id));
  label.append(box, element("span", "name", layer[lang]), count);
  if (layer.broken) label.title = layer.broken;
  return label;
}

/** @param {Layer} layer */
function layerRow(layer) {
  const row = element("div", "row"), head = element("div", "head"), box = element("input"), count = element("span", "count");
  const settings = settingsOf(layer);
  head.append(control(layer, box, count), settings.dots);
  row.append(head, settings.box);
  rows.set(layer, { box, count, row, settings, legend: null, awaited: "" });
  return row;
}

/**
 * @param {Group} of
 * @param {Layer[]} layers
 */
function group(of, layers) {
  const details = element("details", "group");
  if (!open.has(of.id)) open.set(of.id, layers.some((layer) => shown.has(layer.id)));
  details.open = open.get(of.id) || false;
  details.addEventListener("toggle", () => open.set(of.id, details.open));
  const summary = element("summary", "", of[lang]);
  summary.dataset.group = of.id;
  const count = element("span", "count");
  counts.set(count, layers);
  summary.append(count);
  details.append(summary, ...layers.map(layerRow));
  return details;
}

/** What the dashes and the paleness of all layers mean, each said once. */
const keys = { status: element("div", "key-of"), evidence: element("div", "key-of") };

/** @param {HTMLElement} box @param {string} title @param {Entry[]} rows */
function explain(box, title, rows) {
  const list = element("ul", "legend");
  list.append(...rows.map(switchOf));
  box.replaceChildren(element("h2", "", text(title)), list);
  box.hidden = !rows.length;
}

function drawKeys() {
  const there = drawn().filter((layer) => layer.panel && layer.legend.length).flatMap((layer) => layer.features);
  explain(keys.status, "status", statusEntries(there));
  explain(keys.evidence, "evidence", evidenceEntries(there));
}

function content() {
  const byGroup = (/** @type {string} */ ident) => all.filter((layer) => layer.panel && layer.group === ident);
  const filled = payload.groups.filter((item) => byGroup(item.id).length);
  return [chooser, ...filled.map((item) => group(item, byGroup(item.id))), keys.status, keys.evidence];
}

/** The switch or the group that has the focus, as a selector. */
function inFocus() {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !body.contains(active)) return null;
  const { layer, group: of, key, settings } = active.dataset;
  if (settings) return `[data-settings="${settings}"]`;
  if (key) return `[data-key="${key}"]`;
  if (active.id) return "#" + active.id;
  return layer ? `[data-layer="${layer}"]` : of ? `[data-group="${of}"]` : null;
}

/** Only what a switch changes; the rest stands. */
function mark() {
  for (const [layer, part] of rows) {
    const on = shown.has(layer.id), stands = on && !layer.broken && !absence(layer);
    part.box.checked = on;
    part.count.textContent = countOf(layer);
    part.settings.mark(stands);
    const waiting = stands ? awaited(layer) : "";
    if (stands === Boolean(part.legend) && waiting === part.awaited) continue;
    part.awaited = waiting;
    part.legend?.remove();
    part.legend = stands ? legend(layer) : null;
    if (part.legend) part.row.append(part.legend);
  }
  for (const [count, layers] of counts) {
    const said = layers.filter((layer) => shown.has(layer.id)).length + "/" + layers.length;
    if (count.textContent !== said) count.textContent = said;
  }
  names.mark();
  drawKeys();
}

/** The focus stays on what it was on, though that is drawn anew. @param {() => void} change */
function keeping(change) {
  const focused = inFocus();
  change();
  if (focused) /** @type {HTMLElement | null} */ (body.querySelector(focused))?.focus();
}

function draw() {
  rows.clear();
  counts.clear();
  body.replaceChildren(...content());
  mark();
  title.textContent = text("layers");
  folder.title = text("fold");
  folder.setAttribute("aria-label", text("fold"));
}

/** Which groups are open is forgotten when the page changes: the page's own layers are then unfolded. */
export function refold() { open.clear(); }

/** @param {boolean} folded */
function fold(folded) {
  panel.classList.toggle("folded", folded);
  folder.setAttribute("aria-expanded", String(!folded));
  stir();
  relabel();
}

/** On a narrow map the panel starts folded; a frame that is still being laid out is narrow for a moment. */
export function adaptPanel() {
  if (!byHand && innerWidth > 0) fold(small.matches || innerWidth < NARROW);
}

const STRESSED_MS = 2500;

/** Leads to the switch of a layer, or to the choice of a thematic map, wherever it lies folded. @param {string | null} id of a layer; null for the choice */
export function stress(id) {
  const part = [...rows].find(([layer]) => layer.id === id)?.[1];
  const row = part?.row ?? chooser, target = part?.box ?? chooser.querySelector("select"), details = row.closest("details");
  if (panel.classList.contains("folded")) byHand = true;
  fold(false);
  if (details) details.open = true;
  row.scrollIntoView({ block: "center" });
  target?.focus();
  row.classList.add("stressed");
  setTimeout(() => row.classList.remove("stressed"), STRESSED_MS);
}

/** The samples of what is on are drawn anew: a thematic map takes the fill of others, or gives it back. */
function resample() {
  for (const part of rows.values()) {
    part.legend?.remove();
    part.legend = null;
  }
  mark();
}

export function setUpPanel() {
  setUpChooser();
  const head = element("header");
  folder.setAttribute("aria-expanded", "true");
  head.append(title, names.node, folder);
  panel.append(head, body);
  // The whole of the head opens and folds: a finger goes for the word. Its button is for keys and those who listen.
  head.addEventListener("click", ({ target }) => {
    if (names.node.contains(/** @type {Node} */ (target))) return;
    byHand = true;
    fold(!panel.classList.contains("folded"));
  });
  document.body.append(panel);
  panel.style.setProperty("--width", WIDTH + "px");
  cover("panel", panel, () => (panel.classList.contains("folded") || small.matches ? null : briefing ? 0 : WIDTH));
  cover("sheet", head, () => (small.matches && !briefing ? HEAD : 0));
  const lay = () => {
    document.documentElement.classList.toggle("small", small.matches);
    adaptPanel();
  };
  small.addEventListener("change", lay);
  lay();
  for (const change of [dated, spoken]) change.hear(() => keeping(draw));
  for (const change of [themed, sifted, paled]) change.hear(() => keeping(resample));
  silenced.hear(mark);
  switched.hear(() => { if (open.size) mark(); else keeping(draw); });
  map.on("zoomend", () => keeping(mark)); // layers that are on come and go with it
}
