/* In a presentation a finger turns the page: two fingers are left the map. So does a click, in a file of its own. */
import { briefing } from "./briefing.js";
import { meant } from "./gesture.js";
import { hosted } from "../state/map.js";
/** @import { At, Meant } from "./gesture.js" */

/** Where the one finger, or the mouse, came down. @type {At & { id: number } | null} */
let down = null;
/** Whether the click that the browser makes of it is spent; one that no pointer made never is. */
let spent = false;
let fingers = 0;

/** A mouse drags the map, and where the page around has a bar, its click is the map's. What is to be pressed or scrolled is no ground.
 * @param {PointerEvent} event */
function turns(event) {
  const ground = event.target instanceof Element && !event.target.closest("button, .bar, .briefing-notes");
  return ground && (event.pointerType === "touch" || (!hosted && event.button === 0));
}

/** @param {PointerEvent} event */
function begin(event) {
  fingers += Number(event.pointerType === "touch");
  spent = false;
  down = briefing && fingers < 2 && turns(event) ? { x: event.clientX, y: event.clientY, id: event.pointerId } : null;
}

/** @param {PointerEvent} event @param {(what: Meant) => void} take */
function end(event, take) {
  fingers = Math.max(0, fingers - Number(event.pointerType === "touch"));
  const what = down?.id === event.pointerId && event.type === "pointerup" ? meant(down, { x: event.clientX, y: event.clientY }) : null;
  down = null;
  if (!what || (event.pointerType !== "touch" && what !== "tap")) return;
  spent = true;
  take(what);
}

/** @param {Event} event */
function stop(event) {
  event.stopPropagation();
  event.preventDefault();
}

/** @param {(what: Meant) => void} take */
export function setUpTouch(take) {
  const early = { capture: true };
  document.addEventListener("pointerdown", begin, early);
  for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) document.addEventListener(name, (event) => end(event, take), early);
  // One finger does not drag the map.
  document.addEventListener("touchstart", (event) => { if (briefing && event.touches.length < 2) event.stopPropagation(); }, { ...early, passive: true });
  for (const name of ["click", "dblclick"]) document.addEventListener(name, (event) => { if (briefing && spent && /** @type {MouseEvent} */ (event).detail) stop(event); }, early);
}
