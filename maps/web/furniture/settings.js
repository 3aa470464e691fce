/* How a layer is drawn, behind the dots of its row: how opaque, and whether its names are written; and all names at once. */
import { payload } from "../state/data.js";
import { ALL, hasNames, isNamed, opacityOf, pale, tellOpacity, toggleNames } from "../state/hidden.js";
import { lang, text } from "../state/words.js";
import { button, element } from "./dom.js";
/** @import { Layer } from "#types" */

/** @typedef {{ dots: HTMLButtonElement, box: HTMLElement, mark: (on: boolean) => void }} Settings */

const STEP = 10, WHOLE = 100;

/** The layers whose settings are unfolded. @type {Set<string>} */
const open = new Set();

/** @param {Layer} layer @param {() => void} changed */
function slider(layer, changed) {
  const row = element("label", "opacity"), range = element("input"), share = element("output");
  Object.assign(range, { type: "range", min: String(payload.opacity_percent[0]), max: String(WHOLE), step: String(STEP), id: "atlas-opacity-" + layer.id });
  range.addEventListener("input", () => { pale(layer.id, Number(range.value)); changed(); });
  range.addEventListener("change", tellOpacity);
  row.append(element("span", "", text("opacity")), range, share);
  const mark = () => {
    range.value = String(Math.round(opacityOf(layer.id) * WHOLE));
    share.textContent = text("percent").replace("{percent}", range.value);
    range.setAttribute("aria-valuetext", share.textContent);
  };
  return { row, mark };
}

/** @param {Layer} layer */
function nameSwitch(layer) {
  const row = element("label", "names"), box = element("input");
  Object.assign(box, { type: "checkbox", id: "atlas-names-" + layer.id });
  box.addEventListener("change", () => toggleNames(layer.id));
  row.append(box, element("span", "", text("names")));
  const mark = () => {
    box.checked = hasNames(layer.id);
    box.disabled = !isNamed(ALL);
  };
  return { row, mark };
}

/** The dots of a layer's row and what they unfold; `mark` says whether the layer is on. @param {Layer} layer @returns {Settings} */
export function settingsOf(layer) {
  const dots = button("\u22ef", () => {
    if (!open.delete(layer.id)) open.add(layer.id);
    mark(true);
  });
  const box = element("div", "settings"), opacity = slider(layer, () => mark(true)), names = layer.label ? nameSwitch(layer) : null;
  const title = text("layer_drawing").replace("{layer}", layer[lang]);
  Object.assign(dots, { className: "dots", type: "button", title });
  dots.setAttribute("aria-label", title);
  dots.dataset.settings = box.id = "atlas-settings-" + layer.id;
  dots.setAttribute("aria-controls", box.id);
  box.append(opacity.row, ...(names ? [names.row] : []));
  const mark = (/** @type {boolean} */ on) => {
    opacity.mark();
    names?.mark();
    dots.disabled = !on;
    dots.setAttribute("aria-expanded", String(on && open.has(layer.id)));
    dots.classList.toggle("changed", opacityOf(layer.id) < 1 || !isNamed(layer.id));
    box.hidden = !on || !open.has(layer.id);
  };
  return { dots, box, mark };
}

/** All names at once. */
export function allNames() {
  const node = element("label", "all-names"), box = element("input"), said = element("span");
  Object.assign(box, { type: "checkbox", id: "atlas-all-names" });
  box.addEventListener("change", () => toggleNames(ALL));
  node.append(box, said);
  const mark = () => {
    said.textContent = text("names");
    node.title = text("all_names");
    box.setAttribute("aria-label", text("all_names"));
    box.checked = isNamed(ALL);
  };
  return { node, mark };
}
