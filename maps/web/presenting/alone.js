/* A file that presents itself has no page around it: a bar of its own, and the scene in its address. */
import { Bar } from "./bar.js";
import { briefing } from "./briefing.js";
import { element, titled } from "../furniture/dom.js";
import { nameButtons } from "../furniture/furniture.js";
import { asked } from "../state/opening.js";
import { text } from "../state/words.js";

const BUTTONS = /** @type {const} */ ([["scene_before", "\u2190", "ArrowLeft"], ["scene_after", "\u2192", "ArrowRight"], ["scene_view", "\u21ba", "r"]]);

/** @type {Bar | null} */
let bar = null;
const place = element("span", "place");

/** The scene that the address asks for, counted from 0; it counts from 1. */
export const askedScene = () => (Number(asked().get("scene")) || 1) - 1;

/**
 * @param {(key: string) => void} press
 * @param {(index: number) => void} go
 */
export function setUpAlone(press, go) {
  const made = bar = new Bar("");
  const [back, ...others] = BUTTONS.map(([name, sign, key]) => titled(sign, name, () => press(key)));
  made.box.append(back, place, ...others);
  document.body.append(made.box);
  document.addEventListener("pointermove", (event) => made.moved(event));
  window.addEventListener("hashchange", () => go(askedScene()));
  nameButtons();
}

/** @param {number} index */
export function tellAlone(index) {
  if (!bar || !briefing) return;
  bar.name(text("presentation"));
  place.textContent = text("scene_of").replace("{number}", String(index + 1)).replace("{count}", String(briefing.steps.length));
  const said = new URLSearchParams(location.hash.slice(1));
  said.set("scene", String(index + 1));
  history.replaceState(history.state, "", "#" + said);
}
