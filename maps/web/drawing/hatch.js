/* Lines across an area whose value is not known. */
import { color, svg } from "../furniture/dom.js";

const STEP = 7, WIDTH = 1.1;

/** What fills an area with lines of a colour. @param {string} name */
export function hatch(name) {
  const id = "atlas-hatch-" + name;
  if (!document.getElementById(id)) {
    const pattern = svg("pattern", { id, width: STEP, height: STEP, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(svg("line", { x1: STEP / 2, x2: STEP / 2, y1: 0, y2: STEP, stroke: color(name), "stroke-width": WIDTH }));
    const holder = svg("svg", { width: 0, height: 0, "aria-hidden": "true", style: "position: absolute" });
    holder.append(pattern);
    document.body.append(holder);
  }
  return "url(#" + id + ")";
}
