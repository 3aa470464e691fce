/* Shows what an opening says (the keys of docs/bridge.md), on a map that is open already: a briefing's change of scene. */
import { byId, layers } from "../state/data.js";
import { setDate } from "../state/date.js";
import { setHidden, setOpacity, setUnnamed } from "../state/hidden.js";
import { DRAWN } from "../drawing/tiers.js";
import { parseView } from "./fitting.js";
import { focus } from "../drawing/focus.js";
import { hideNames } from "../names/labels.js";
import { map } from "../state/map.js";
import { showThematic } from "../furniture/chooser.js";
import { refold } from "../furniture/panel.js";
import { select, selections } from "../state/selection.js";
import { about, show } from "../state/shown.js";
import { flyToFit, flyToView } from "./view.js";
/** @import * as L from "leaflet" */
/** @import { Open } from "#types" */

const FLIGHT_S = 1.1;
const SPARE = 0.1; // how much of each side may be empty for a moment
const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");

/** @type {Open | null} */
let shown = null;
/** What has been drawn. @type {L.LatLngBounds | null} */
let drawn = null;
let flying = false;

/** A list as an address has it. @param {string | null | undefined} text */
export const listed = (text) => (text || "").split(",").filter(Boolean);

const mayFly = () => !stillness.matches && !document.hidden;

/** A drag would stop a flight half-way, even one by mistake: the map cannot be seized until it lands. @param {boolean} wanted */
function fly(wanted) {
  flying = wanted;
  map.dragging[wanted ? "disable" : "enable"]();
}

function note() { drawn = map.getBounds().pad(DRAWN); }

/** In a flight Leaflet only scales and shifts what it has drawn. Where that does not reach, the map is drawn anew. The
 * names stand where the last view had them: away while the map flies, and back when they are placed anew. */
function watchFlights() {
  note();
  map.on("moveend", () => {
    fly(false);
    note();
    requestAnimationFrame(() => { if (!flying) hideNames(false); });
  });
  map.on("move", () => {
    if (!flying || drawn?.contains(map.getBounds().pad(-SPARE))) return;
    map.fire("viewreset");
    note();
  });
}

/**
 * @param {Open} open
 * @param {boolean} gently
 */
function look(open, gently) {
  const to = parseView(open.view);
  const duration = gently && mayFly() ? FLIGHT_S : 0;
  const subjects = listed(open.fit || open.focus).filter((id) => byId.has(id) || layers.has(id));
  if (!drawn) watchFlights();
  hideNames(true);
  if (to) flyToView(to, duration);
  else flyToFit(subjects.length ? subjects : ["circle"], duration);
  fly(duration > 0); // only now: a movement that this one cuts off has just ended
}

/** The map's size has changed, or somebody has moved the map and wants back. @param {boolean} gently */
export function lookAgain(gently) { if (shown) look(shown, gently); }

/**
 * @param {Open} open
 * @param {boolean} gently
 * @param {() => void} [before] what is done when all is switched on, before the map looks: what will lie over it is there
 */
export function showOpening(open, gently, before) {
  shown = open;
  select(null, false);
  refold();
  show(listed(open.layers));
  showThematic(open.indicator);
  setHidden(listed(open.hidden));
  setOpacity(listed(open.opacity));
  setUnnamed(listed(open.unnamed));
  setDate(open.date);
  focus(listed(open.focus));
  before?.();
  look(open, gently);
  const [selected, ...others] = listed(open.selected);
  if (selected) about([selected, ...others], () => select(selected, false, false, others), () => selections);
}
