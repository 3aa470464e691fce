/* Where features lie over one another a click asks which is meant. */
import * as L from "leaflet";
import { nameOf, styleOf } from "../state/date.js";
import { thematic } from "../state/indicator.js";
import { extent } from "../drawing/shapes.js";
import { lang, text } from "../state/words.js";
import { swatch } from "../drawing/swatch.js";
import { element } from "../furniture/dom.js";
/** @import { Feature } from "#types" */

const NEAR_DEG = 0.001; // 100 m

/** Whose an element of the drawing is. @type {WeakMap<Element, Feature>} */
const owners = new WeakMap();

/**
 * @param {L.Layer} shape
 * @param {Feature} feature
 */
export function own(shape, feature) {
  const note = () => {
    const paths = shape instanceof L.FeatureGroup ? shape.getLayers() : [shape];
    for (const path of paths) owners.set(/** @type {Element} */ (/** @type {L.Path} */ (path).getElement()), feature);
  };
  shape.on("add", note);
}

/** @param {Feature} feature */
const rank = ({ shape }) => (shape.p ? 0 : shape.l ? 1 : 2);

/** Whether a reader would take two features for one: one name and one outline, in two layers. @param {Feature} one @param {Feature} other */
function alike(one, other) {
  if (one.zh !== other.zh || one.en !== other.en || rank(one) !== rank(other)) return false;
  const corners = extent(other.shape).flat();
  return extent(one.shape).flat().every((degrees, at) => Math.abs(degrees - corners[at]) < NEAR_DEG);
}

/** The features at a place of the window, the uppermost first; of several that are one to the reader the uppermost. @param {{ x: number, y: number }} at */
export function stackAt({ x, y }) {
  const all = [...new Set(document.elementsFromPoint(x, y).flatMap((node) => owners.get(node) ?? []))];
  return all.filter((feature, place) => !all.slice(0, place).some((above) => alike(above, feature)));
}

/**
 * The one that is meant, if that is clear: a symbol on a line, or a line over an area, is smaller than what it lies on; and of areas
 * that which a thematic map colours.
 * @param {Feature[]} stack
 */
export function meant(stack) {
  const least = Math.min(...stack.map(rank)), first = stack.filter((feature) => rank(feature) === least);
  const coloured = first.filter(({ layer }) => layer.id === thematic?.layer), found = coloured.length ? coloured : first;
  return found.length === 1 ? found[0] : null;
}

/** @param {Feature} feature */
const sample = (feature) => swatch(/** @type {const} */ (["point", "line", "area"])[rank(feature)], styleOf(feature));

/**
 * @param {Feature[]} stack
 * @param {{ chosen: (feature: Feature) => void, shown: (feature: Feature | null) => void }} done
 */
export function choices(stack, { chosen, shown }) {
  const box = element("div", "atlas-stack"), list = element("ul");
  for (const feature of stack) {
    const item = element("li"), choice = element("button");
    choice.dataset.feature = feature.id;
    choice.append(sample(feature), element("span", "name", nameOf(feature)), element("span", "kind", feature.layer.kinds[feature.kind][lang]));
    choice.addEventListener("click", () => chosen(feature));
    for (const way of ["pointerenter", "focus"]) choice.addEventListener(way, () => shown(feature));
    for (const way of ["pointerleave", "blur"]) choice.addEventListener(way, () => shown(null));
    item.append(choice);
    list.append(item);
  }
  box.append(element("strong", "", text("stacked").replace("{count}", String(stack.length))), list);
  return box;
}
