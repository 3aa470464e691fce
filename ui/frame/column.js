/* The side panel's place: a column as wide as the reader wants it, or shut; on a telephone a tab beside the map's. What it
   is stands in the root's style and data, where shell.css finds it; nothing else follows the layout. */
import { KEPT, LEAST_PX, MAP_PX, sideWidth } from "../server/side.js";
/** @import { Texts } from "#types" */

/** @typedef {ReturnType<typeof columnBeside>} Column */

const STEP_PX = 32;
const page = document.documentElement;

/** @param {string} className */
function button(className) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = className;
  return node;
}

/** @param {number | null} width */
function keep(width) {
  try {
    if (width === null) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, String(width));
  } catch (refusal) {
    console.debug(/** @type {Error} */ (refusal).message);
  }
}

const widest = () => Math.max(LEAST_PX, innerWidth - MAP_PX);

/** How wide the column is where it is open. */
const wide = () => document.querySelector(".st-key-atlas_side")?.getBoundingClientRect().width || LEAST_PX;

/** @param {HTMLElement} divider @param {number | null} wanted null for as wide as the page makes it */
function widen(divider, wanted) {
  const width = wanted === null ? null : Math.round(Math.max(LEAST_PX, Math.min(wanted, widest())));
  if (width === null) page.style.removeProperty("--atlas-side");
  else page.style.setProperty("--atlas-side", sideWidth(width));
  keep(width);
  divider.ariaValueMin = String(LEAST_PX);
  divider.ariaValueMax = String(widest());
  divider.ariaValueNow = String(Math.round(wide()));
}

/** @param {HTMLElement} divider */
function listen(divider) {
  divider.onpointerdown = (event) => divider.setPointerCapture(event.pointerId);
  divider.onpointermove = (event) => {
    if (divider.hasPointerCapture(event.pointerId)) widen(divider, innerWidth - event.clientX);
  };
  divider.ondblclick = () => widen(divider, null);
  divider.onkeydown = (event) => {
    const by = /** @type {Record<string, number>} */ ({ ArrowLeft: STEP_PX, ArrowRight: -STEP_PX })[event.key];
    if (by) widen(divider, wide() + by);
    else if (event.key === "Home") widen(divider, null);
    else return;
    event.preventDefault();
  };
}

/** @param {"map" | "side"} tab */
function turn(tab) { page.dataset.atlasTab = tab; }

/** On a telephone the pages' drawer lies over everything and stays. */
function closeDrawer() {
  if (!matchMedia("(max-width: 768px)").matches) return;
  /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="stSidebarCollapseButton"] button'))?.click();
}

/** @param {Event} event */
function uncover(event) {
  const on = /** @type {Element} */ (event.target);
  if (on.closest(".st-key-atlas_side")) turn("side");
}

/**
 * @param {HTMLElement} place after which it stands
 * @param {HTMLIFrameElement} frame
 */
export function columnBeside(place, frame) {
  const divider = document.createElement("div"), shutter = button("atlas-shutter"), tabs = document.createElement("nav");
  const [toMap, toSide] = [button("map"), button("side")];
  let at = "", words = /** @type {Texts} */ ({});
  const name = () => {
    const shut = page.dataset.atlasSide === "shut", on = page.dataset.atlasTab || "map";
    shutter.title = shut ? words.side_open : words.side_shut;
    shutter.setAttribute("aria-label", shutter.title);
    shutter.setAttribute("aria-expanded", String(!shut));
    for (const tab of [toMap, toSide]) tab.setAttribute("aria-pressed", String(tab.className === on));
  };
  const open = (/** @type {boolean} */ wanted) => {
    if (wanted) delete page.dataset.atlasSide; else page.dataset.atlasSide = "shut";
    name();
  };
  divider.className = "atlas-divider";
  divider.tabIndex = 0;
  divider.setAttribute("role", "separator");
  divider.setAttribute("aria-orientation", "vertical");
  divider.ariaValueNow = String(Math.round(wide()));
  listen(divider);
  shutter.onclick = () => open(page.dataset.atlasSide === "shut");
  toMap.onclick = () => { turn("map"); name(); };
  toSide.onclick = () => { turn("side"); name(); };
  const seen = (/** @type {Event} */ event) => { uncover(event); name(); };
  document.addEventListener("focusin", seen);
  const entered = () => { turn("map"); name(); };
  frame.addEventListener("focus", entered);
  tabs.className = "atlas-tabs";
  tabs.append(toMap, toSide);
  place.after(divider, shutter, tabs);
  return {
    divider,
    /** @param {Texts} said @param {boolean} mapped whether the page is about the map */
    follow(said, mapped) {
      words = said;
      divider.setAttribute("aria-label", words.side_width);
      tabs.setAttribute("aria-label", words.skip);
      toMap.textContent = words.tab_map;
      toSide.textContent = words.tab_side;
      if (at !== location.pathname) {
        turn(mapped ? "map" : "side");
        open(true);
        if (at) closeDrawer();
      }
      at = location.pathname;
      name();
    },
    leave() {
      document.removeEventListener("focusin", seen);
      frame.removeEventListener("focus", entered);
      [divider, shutter, tabs].forEach((node) => node.remove());
      delete page.dataset.atlasSide;
    },
  };
}
