/* The list of a storyboard's scenes: kept in the browser over a reload and a crash, ordered by drag and keys, and a word
   before one leaves with what no file holds. */
import { element, writes } from "#dom";
import { KEYS, keep, kept, readable } from "./store.js";
/** @import { Component, Tell } from "#types" */
/** @import { Kept } from "./store.js" */

/** What is given: `away` is the number of the state on another page than the storyboards', which is told when it is kept.
 * @typedef {{ session: string, heard: boolean, touched: boolean, merged: number, full: boolean, kept: Kept, unsaved: boolean, own: boolean, away: number | null,
 *   file: { number: number, name: string, text: string } | null }} Data */

const ROW = '.st-key-atlas_scenes [class*="st-key-scene_"]';
const WRITTEN_MS = 60_000;
const FAR_PX = 6; // a hand that clicks is not quite still

/** @type {{ data: Data, tell: Tell, host: HTMLElement } | null} */
let joined = null;
let session = "";
let waiting = false;
/** The storyboards that this window has read or written last, and how often the server has answered what another one has written. */
let known = "[]", merged = 0;
/** What the server is told of another window, and with what of one's own: until it answers it is told of nothing else, and where it has no room
 * for that, only when the reader has changed something. @type {{ there: string, here: string, open: boolean } | null} */
let told = null;
/** The place of the scene that was moved by keys: the focus goes along. @type {number | null} */
let moved = null;

/**
 * The first word to a new session is what an earlier one has left; nothing is written over it before it was heard.
 * @param {Data} data
 * @param {Tell} tell
 */
function store(data, tell) {
  if (data.session !== session) {
    session = data.session;
    const found = data.heard ? null : readable(kept(KEYS.own));
    waiting = found !== null;
    merged = data.merged;
    told = null;
    known = JSON.stringify(kept(KEYS.own)?.boards ?? []);
    if (found) tell("restore", found);
  }
  if (data.heard) waiting = false;
  if (waiting || !data.heard && !data.touched) return;
  if (data.merged !== merged && told) {
    if (data.full) told.open = false;
    else [known, told] = [told.there, null];
  }
  merged = data.merged;
  if (!compare(data, tell)) return;
  write(data.kept);
  if (data.away !== null) tell("stored", data.away);
}

/** @param {Kept} wanted */
function write(wanted) {
  // Another window learns of the last one that is taken away; a browser whose storage was emptied has told nothing.
  keep(KEYS.own, wanted.boards.length || kept(KEYS.own) ? wanted : null);
  known = JSON.stringify(wanted.boards);
}

/** Whether nothing stands there but what this window knows; the server is told what another one has written. @param {Data} data @param {Tell} tell */
function compare(data, tell) {
  const raw = kept(KEYS.own), found = readable(raw) ?? (raw?.boards?.length === 0 ? raw : null);
  const there = JSON.stringify(found?.boards), here = JSON.stringify(data.kept.boards);
  if (!found || there === known) return true;
  if (told && (told.open || there === told.there && here === told.here)) return false;
  told = { there, here, open: true };
  tell("merge", { found, base: { boards: JSON.parse(known || "[]") } });
  return false;
}

/** Another window has written. @param {StorageEvent} event */
function overhear(event) {
  if (event.key === KEYS.own && joined && !waiting) compare(joined.data, joined.tell);
}

/** The number of the file that this window has written last, and the session that it is of. */
let written = { number: 0, session: "" };

/** A file is written when the server gives it, and not when it is told of it again. @param {Data} data */
function give({ file, session: of }) {
  const begins = written.session !== of, number = file?.number ?? 0;
  if (file && number > (begins ? 0 : written.number)) {
    const link = element("a"), url = URL.createObjectURL(new Blob([file.text], { type: "application/toml" }));
    Object.assign(link, { href: url, download: file.name }).click();
    setTimeout(() => URL.revokeObjectURL(url), WRITTEN_MS);
  }
  written = { number, session: of };
}

const rows = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(ROW)]).filter((row) => row.checkVisibility());

/** @param {EventTarget | null} target @returns {number} the place of the scene whose row this is, -1 for none */
const placeOf = (target) => (target instanceof Element ? rows().findIndex((row) => row.contains(target)) : -1);

const line = element("div", "atlas-drop-line");
/** @type {{ from: number, y: number, to: number | null } | null} */
let drag = null;

/** Before which scene the pointer is. @param {number} y */
function gap(y) {
  const found = rows().findIndex((row) => { const { top, height } = row.getBoundingClientRect(); return y < top + height / 2; });
  return found < 0 ? rows().length : found;
}

/** @param {number} before */
function drawLine(before) {
  const all = rows(), at = all[Math.min(before, all.length - 1)].getBoundingClientRect();
  line.style.cssText = `left:${at.left}px;width:${at.width}px;top:${(before < all.length ? at.top : at.bottom) - 2}px`;
  if (!line.isConnected) document.body.append(line);
}

function letGo() {
  drag = null;
  line.remove();
}

/** @param {PointerEvent} event */
function seize(event) {
  const from = joined?.data.own && event.button === 0 && event.pointerType !== "touch" ? placeOf(event.target) : -1;
  drag = from < 0 ? null : { from, y: event.clientY, to: null };
}

/** @param {PointerEvent} event */
function pull(event) {
  if (!drag || (drag.to === null && Math.abs(event.clientY - drag.y) < FAR_PX)) return;
  drag.to = gap(event.clientY);
  drawLine(drag.to);
}

/** The click that ends a drag chooses nothing. */
function swallow() {
  const stop = (/** @type {Event} */ event) => { event.stopPropagation(); event.preventDefault(); };
  window.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", stop, { capture: true }));
}

function drop() {
  const done = drag;
  letGo();
  if (!done || done.to === null) return;
  swallow();
  const to = done.to > done.from ? done.to - 1 : done.to;
  if (to !== done.from) joined?.tell("move", { from: done.from, to });
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (joined?.data.away !== null) return; // on a map's page there is nothing to be seen of it
  if (event.key === "Escape" && drag) letGo();
  else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !writes(event)) joined?.tell(event.shiftKey ? "redo" : "undo", true);
  else if (event.altKey && /^Arrow(Up|Down)$/.test(event.key) && joined?.data.own && placeOf(event.target) >= 0) {
    const from = placeOf(event.target), to = from + (event.key === "ArrowUp" ? -1 : 1);
    if (to >= 0 && to < rows().length) joined.tell("move", { from, to: (moved = to) });
  } else return;
  event.preventDefault();
}

/** The focus is where the scene is now; the page is drawn anew piece by piece. */
function goAlong() {
  if (moved === null) return;
  const to = moved;
  moved = null;
  const focus = () => /** @type {HTMLElement | null} */ (rows()[to]?.querySelector("button"))?.focus();
  focus();
  setTimeout(focus, 200);
}

/** @param {BeforeUnloadEvent} event */
function warn(event) {
  if (unsaved) event.preventDefault();
}

/** On other pages, too. */
let unsaved = false;

function listen() {
  const ended = new AbortController(), { signal } = ended;
  document.addEventListener("pointerdown", seize, { signal });
  document.addEventListener("pointermove", pull, { signal });
  document.addEventListener("pointerup", drop, { signal });
  document.addEventListener("pointercancel", letGo, { signal });
  document.addEventListener("keydown", press, { signal });
  window.addEventListener("storage", overhear, { signal });
  return ended;
}

/** @type {AbortController | null} */
let listening = null;

/** Streamlit also ends what it goes on with in the same breath: only who is gone from the page has left. @param {HTMLElement} host */
function end(host) {
  if (host.isConnected || joined?.host !== host) return;
  listening?.abort();
  listening = joined = null;
  letGo();
}

/** @param {Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const host = /** @type {HTMLElement} */ (parentElement.querySelector(".atlas-keeping"));
  joined = { data, tell: setTriggerValue, host };
  listening ??= listen();
  unsaved = data.unsaved;
  window.addEventListener("beforeunload", warn);
  store(data, setTriggerValue);
  give(data);
  goAlong();
  return () => queueMicrotask(() => end(host));
}
