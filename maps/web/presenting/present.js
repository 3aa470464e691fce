/* A briefing: the scenes of a storyboard one after the other, full screen, by keyboard or clicker. */
import { askedScene, setUpAlone, tellAlone } from "./alone.js";
import { briefing, setBriefing } from "./briefing.js";
import { setUpTouch } from "./touch.js";
import { drawLegend, legend } from "./legend.js";
import { element } from "../furniture/dom.js";
import { cover, stir } from "../drawing/edges.js";
import { hosted, map, post } from "../state/map.js";
import { lookAgain, showOpening } from "../view/show.js";
import { showTimebar } from "../furniture/timebar.js";
import { lang, spoken, text } from "../state/words.js";
/** @import * as L from "leaflet" */
/** @import { Briefing, BriefingState, Step, Words } from "#types" */
/** @import { Meant } from "./gesture.js" */

const LARGEST = 2, SMALLEST = 0.8, STEP = 0.1;
const root = document.documentElement;
const at = { index: 0, blank: false, notes: false, laser: false, scale: 1, typed: "" };

const parts = {
  foot: element("div", "briefing-foot"),
  caption: element("div", "briefing-caption"),
  notes: element("div", "briefing-notes"),
  blank: element("div", "briefing-blank"),
  spoken: element("div", "briefing-spoken"),
  typed: element("div", "briefing-typed"),
  dot: element("div", "briefing-dot"),
  title: element("div", "briefing-title"),
  line: element("div", "briefing-line"),
  meta: element("div", "briefing-meta"),
  place: element("span", "briefing-place"),
  clause: element("span", "briefing-clause"),
};

let built = false;
let begun = false;
/** @type {L.LatLngBoundsExpression | undefined} */
let bounds;
/** @type {number | undefined} */
let snap;
const FINE_SNAP = 0.25; // a scene fills its frame

/**
 * @param {Step} step
 * @param {"title" | "line" | "notes" | "words"} field
 */
const said = (step, field) => /** @type {Words} */ (step[field])[lang] || "";

/** @param {Briefing} shown */
function drawCaption(shown) {
  const step = shown.steps[at.index];
  parts.title.textContent = said(step, "title");
  parts.line.textContent = said(step, "line");
  parts.place.textContent = (at.index + 1) + " / " + shown.steps.length;
  parts.clause.textContent = step.clause ? text("clause") + " " + step.clause : "";
  parts.notes.textContent = said(step, "notes");
  parts.notes.hidden = !at.notes;
  parts.blank.hidden = !at.blank;
  root.style.setProperty("--briefing-scale", String(at.scale));
  tellAlone(at.index);
  stir();
}

function redraw() {
  if (briefing) drawCaption(briefing);
}

/** What changed is read out: the scene's title and line, and the map in words. @param {Step} step */
function speak(step) {
  parts.spoken.textContent = [parts.place.textContent, said(step, "title"), said(step, "line"), said(step, "words")].join(". ");
}

/** @param {Briefing} shown */
function tell(shown) {
  post({ atlas: "scene", index: at.index, blank: at.blank, address: shown.steps[at.index].address });
}

/**
 * @param {number} index
 * @param {boolean} [quiet] the wish came from another window, which need not hear of it again
 */
export function goTo(index, quiet) {
  if (!briefing) return;
  const last = briefing.steps.length - 1;
  const wanted = Math.max(0, Math.min(last, Math.trunc(Number(index)) || 0));
  const first = !begun;
  if (wanted === at.index && !first) return;
  begun = true;
  at.index = wanted;
  drawCaption(briefing);
  showOpening(briefing.steps[wanted].open, !first, () => {
    drawLegend();
    stir();
  });
  speak(briefing.steps[wanted]);
  if (!quiet) tell(briefing);
}

/**
 * @param {boolean} wanted
 * @param {boolean} [quiet]
 */
export function setBlank(wanted, quiet) {
  at.blank = Boolean(wanted);
  redraw();
  if (briefing && !quiet) tell(briefing);
}

/** @returns {BriefingState | null} */
export function briefingState() {
  return briefing && { index: at.index, blank: at.blank, notes: at.notes, laser: at.laser, scale: at.scale, count: briefing.steps.length };
}

/** @param {number} by */
function enlarge(by) {
  at.scale = Math.round(Math.max(SMALLEST, Math.min(LARGEST, at.scale + by)) * 10) / 10;
  redraw();
}

/** The page around the map fills the screen with all that it has; a file that stands alone does so by itself. */
function fullScreen() {
  if (hosted) post({ atlas: "fullscreen" });
  else if (document.fullscreenElement) document.exitFullscreen();
  else if (root.requestFullscreen) root.requestFullscreen().catch((refusal) => console.debug(refusal.message));
}

function leave() {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (at.blank) setBlank(false);
  else post({ atlas: "leave" });
}

/** @param {boolean} wanted */
function point(wanted) {
  at.laser = wanted;
  root.classList.toggle("pointing", wanted);
}

/** @param {string} digits */
function type(digits) {
  at.typed = digits.slice(-3);
  parts.typed.textContent = at.typed;
}

function jump() {
  if (at.typed) goTo(Number(at.typed) - 1);
}

function turnNotes() {
  at.notes = !at.notes;
  redraw();
}

const on = () => goTo(at.index + 1);
const back = () => goTo(at.index - 1);
const darken = () => setBlank(!at.blank);
const again = () => lookAgain(true);

/** @type {Record<string, () => void>} */
const actions = {
  ArrowRight: on, ArrowDown: on, " ": on, PageDown: on, ArrowLeft: back, ArrowUp: back, PageUp: back,
  Home: () => goTo(0), End: () => goTo(Infinity), Enter: jump, f: fullScreen, n: turnNotes, b: darken, ".": darken,
  l: () => point(!at.laser), r: again, "+": () => enlarge(STEP), "=": () => enlarge(STEP), "-": () => enlarge(-STEP), Escape: leave,
};

/** A key, wherever it was pressed; true when it means something here. @param {string} key */
export function briefingKey(key) {
  if (!briefing) return false;
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (/^[0-9]$/.test(name)) {
    type(at.typed + name);
    return true;
  }
  if (!Object.hasOwn(actions, name)) return false;
  actions[name]();
  type("");
  return true;
}

function build() {
  const stage = element("section", "atlas-briefing");
  built = true;
  bounds = map.options.maxBounds;
  snap = map.options.zoomSnap;
  parts.spoken.setAttribute("role", "status");
  parts.spoken.setAttribute("aria-live", "polite");
  parts.title.setAttribute("role", "heading");
  parts.title.setAttribute("aria-level", "1");
  parts.meta.append(parts.place, parts.clause, parts.typed);
  parts.caption.append(parts.title, parts.line, parts.meta);
  parts.foot.append(parts.caption, legend);
  stage.append(parts.foot, parts.notes, parts.dot, parts.blank, parts.spoken);
  document.body.append(stage);
  cover("caption", parts.caption, () => (briefing ? parts.caption.offsetHeight : 0));
  cover("legend", legend, () => (briefing ? legend.offsetWidth : 0));
  cover("legendHeight", legend, () => (briefing ? legend.offsetHeight : 0));
  if (!hosted) setUpAlone(briefingKey, goTo);
  document.addEventListener("pointermove", (event) => {
    parts.dot.style.transform = "translate(" + event.clientX + "px," + event.clientY + "px)";
  });
}

/**
 * The scenes of a briefing from one of them; null ends it.
 * @param {Briefing | null} wanted
 * @param {number} [index]
 */
export function present(wanted, index) {
  root.classList.toggle("presenting", Boolean(wanted));
  setBriefing(wanted);
  if (!built) build();
  stir();
  // Whoever looks around is kept on the map; what a storyboard says is shown as it says.
  map.options.zoomSnap = wanted ? FINE_SNAP : snap;
  map.setMaxBounds(/** @type {L.LatLngBoundsExpression} */ (wanted ? null : bounds));
  if (!wanted) return;
  showTimebar(false);
  map.invalidateSize({ animate: false });
  begun = false;
  goTo(index ?? askedScene(), true);
}

/** What a finger means, and in a file of its own a mouse; around this map the page has a bar that a tap brings. @param {Meant} what */
function take(what) {
  if (what === "previous") back();
  else if (what === "next" || !hosted) on();
  else post({ atlas: "tap" });
}

export function setUpPresent() {
  setUpTouch(take);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(Enter| )$/.test(event.key) && event.target instanceof Element && event.target.closest(".bar")) return; // it presses the button
    if (briefingKey(event.key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, { capture: true });
  spoken.hear(() => {
    redraw();
    if (briefing) drawLegend();
  });
}
