/* A clause of the report is a link wherever it stands; followed in this window it leads there without a new visit, which would
   forget the rest. */
import { element } from "#dom";
/** @import { MapFrame } from "#types" */

const LINK = 'a:is(.chip, .clause)[href*="clause="]';
const CLAUSES = /^\d+(\.\d+)*( · \d+(\.\d+)*)*$/; // as a cell of the table says them
const AWAY_PX = 140;

/** @param {MapFrame} frame @param {string | null} clause */
const go = (frame, clause) => frame.ask?.("clause", clause);

/**
 * Where a feature has several, which one is meant.
 * @param {MapFrame} frame
 * @param {string[]} clauses
 * @param {{ x: number, y: number }} at
 */
function choose(frame, clauses, { x, y }) {
  const box = element("nav", "atlas-clauses");
  const buttons = clauses.map((clause) => Object.assign(element("button", "", clause), { type: "button", onclick: () => { box.hidePopover(); go(frame, clause); } }));
  box.popover = "auto";
  box.setAttribute("aria-label", document.querySelector(".atlas-skip")?.getAttribute("aria-label") ?? "");
  box.style.left = Math.max(0, Math.min(x, innerWidth - AWAY_PX)) + "px";
  box.style.top = Math.max(0, Math.min(y, innerHeight - AWAY_PX)) + "px";
  box.append(...buttons);
  box.addEventListener("toggle", (event) => { if (/** @type {ToggleEvent} */ (event).newState === "closed") box.remove(); });
  document.body.append(box);
  box.showPopover();
  buttons[0].focus({ preventScroll: true });
}

/** @param {MapFrame} frame */
export function followClauses(frame) {
  const ended = new AbortController(), { signal } = ended, { open } = window;
  let at = { x: innerWidth / 2, y: innerHeight / 2 };
  document.addEventListener("click", (event) => {
    const way = event.composedPath(), link = way.find((node) => node instanceof HTMLAnchorElement && node.matches(LINK));
    const beside = way.some((node) => node instanceof Element && node.matches(".st-key-atlas_side"));
    if (!link || !beside || !frame.ask || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(frame, new URL(/** @type {HTMLAnchorElement} */ (link).href).searchParams.get("clause"));
  }, { signal });
  document.addEventListener("pointerdown", ({ clientX: x, clientY: y }) => { at = { x, y }; }, { signal, capture: true });
  // A cell of Streamlit's table opens its link in a new window; what it says are clauses, and no address.
  window.open = (address, ...rest) => {
    const text = String(address ?? "");
    if (!CLAUSES.test(text) || !frame.ask) return open.call(window, address, ...rest);
    const clauses = text.split(" · ");
    // Only later: the press that opens the list would shut it again.
    if (clauses.length === 1) go(frame, text); else setTimeout(choose, 0, frame, clauses, at);
    return null;
  };
  return () => { ended.abort(); window.open = open; };
}
