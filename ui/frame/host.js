/* Streamlit's end of the map: joins the iframe that the page has started (shell.js), never moves it, and carries out what
   Python wants of it. The element of this component is the map's place in the order of what Tab reaches. */
import { taken } from "../briefing/store.js";
import { parseView } from "../../maps/web/view/fitting.js";
import { followClauses } from "./clauses.js";
import { columnBeside } from "./column.js";
import { keysDialog } from "./keys.js";
import { keepTables } from "./steady.js";
import { isFromBefore } from "../server/history.js";
/** @import { Atlas, Component, Early, Hosted, MapFrame, Tell, Texts, Wish } from "#types" */

/**
 * What is different, in words that are read out, and what the component is given (`ui/frame/host.py`).
 * @typedef {{ number: number, text: string }} News
 * @typedef {Hosted & { description: string, said: News[], words: Texts, keys: import("./keys.js").Keys, scenes: number }} Data
 * @typedef {ReturnType<typeof standBy>} Beside
 * @typedef {ReturnType<typeof join>} Joined
 * @typedef {HTMLElement & { joined?: Joined | null }} Place
 */

/** Whose the map is now. @type {Place | null} */
let host = null;
/** How often something was told: by its number Python knows what it has heard before. */
let tellings = 0;

const TABBABLE = "a[href], button:not(:disabled), input:not(:disabled), summary, [tabindex='0']";

/**
 * The page has opened the map from the address; where the session begins with something else, that is shown. What the
 * reader has done meanwhile stays: Python is told of it.
 * @param {MapFrame} frame
 * @param {Hosted} before
 * @param {Data} data
 * @param {Map<string, Early>} early
 */
function catchUp(frame, before, data, early) {
  /** @type {Record<string, string>} */
  const said = { layers: "visible", date: "date", indicator: "indicator", hidden: "hidden", opacity: "opacity", unnamed: "unnamed", selected: "selected" };
  /** @type {Wish} */
  const wish = {};
  for (const name of /** @type {const} */ (["time", "layers", "date", "indicator", "hidden", "opacity", "unnamed", "focus", "selected"])) {
    const wanted = data.open[name] ?? "";
    if (wanted !== (before.open[name] ?? "") && !early.has(said[name])) wish[name] = wanted;
  }
  if (Object.keys(wish).length) frame.missed = wish;
}

/**
 * A session that begins where another one was (the server was away, or forgot a reader who slept) does not know what the
 * reader sees: it is told, as of what was done before anyone listened.
 * @param {string} page
 * @param {Map<string, Early>} early
 */
function recall(page, early) {
  const atlas = window.atlasShell.bridge();
  if (!atlas) return;
  const { on, date, indicator, hidden, opacity, unnamed, selected, besides } = atlas.state();
  early.set("visible", { value: { page, layers: on }, way: "tell" });
  early.set("date", { value: date, way: "tell" });
  early.set("indicator", { value: { page, indicator }, way: "tell" });
  early.set("hidden", { value: { page, hidden }, way: "tell" });
  early.set("opacity", { value: { page, opacity }, way: "tell" });
  early.set("unnamed", { value: { page, unnamed }, way: "tell" });
  early.set("selected", { value: selected && [selected, ...besides].join(","), way: "tell" });
}

/** @param {MapFrame} frame */
function carryOut(frame) {
  const atlas = window.atlasShell.bridge();
  const data = frame.asked;
  if (!atlas) return;
  if (atlas.state().lang !== data.lang) atlas.setLanguage(data.lang);
  // Paper is light, whatever is answered meanwhile.
  if (!document.documentElement.classList.contains("atlas-printing")) atlas.setTheme(data.theme);
  if (frame.missed) obey(frame, atlas, frame.missed);
  frame.missed = null;
  for (const command of data.commands.filter(({ number }) => number > frame.done)) {
    frame.done = command.number;
    obey(frame, atlas, command);
  }
}

/** @param {string} [text] */
const listed = (text) => (text ? text.split(",") : []);

/**
 * @param {MapFrame} frame
 * @param {Atlas} atlas
 * @param {Wish} command
 */
function obey(frame, atlas, command) {
  if ("time" in command) atlas.showTime(Boolean(command.time));
  if ("layers" in command) atlas.setVisible(listed(command.layers));
  if ("date" in command) atlas.setDate(command.date || null);
  if ("indicator" in command) atlas.setIndicator(command.indicator || null);
  if ("hidden" in command) atlas.setHidden(listed(command.hidden));
  if ("opacity" in command) atlas.setOpacity(listed(command.opacity));
  if ("unnamed" in command) atlas.setUnnamed(listed(command.unnamed));
  if ("focus" in command) atlas.focus(command.focus ? listed(command.focus) : null);
  if (frame.asked.address && (command.fit || command.closer || command.view)) window.atlasShell.leave();
  if (command.fit) atlas.fit(listed(command.fit));
  const close = parseView(command.closer);
  if (close) atlas.approach(command.near ?? "", close);
  if (command.capture) /** @type {Tell} */ (frame.ask)("capture", taken(atlas.state().view));
  const to = parseView(command.view);
  if (to) {
    frame.view = command.view ?? null;
    atlas.setView(to);
  }
  if ("selected" in command) {
    const [first, ...others] = listed(command.selected);
    atlas.select(first ?? null, others);
  }
  if (command.stress !== undefined) {
    frame.focus();
    atlas.stress(command.stress || null);
  }
  if (command.notice) announce(frame, atlas, command.notice);
}

/** A sentence for eye and ear; under the composer's page the map says nothing. @param {MapFrame} frame @param {Atlas} atlas @param {string} sentence */
function announce(frame, atlas, sentence) {
  const spoken = /** @type {HTMLElement} */ (document.querySelector(".atlas-spoken"));
  if (frame.shut) spoken.textContent = sentence; else atlas.notice(sentence);
}

/**
 * Beside the map and outside of Streamlit's tree, so that no rerun redraws it: links that skip ten pages' names and
 * twenty switches, and a line that is read out when it changes.
 * @param {MapFrame} frame
 */
function standBy(frame) {
  const skip = document.createElement("nav");
  skip.className = "atlas-skip";
  const made = [() => enterMap(frame), enterSide].map((enter) => {
    const button = document.createElement("button");
    button.type = "button";
    button.onclick = enter;
    return button;
  });
  skip.append(...made);
  const spoken = document.createElement("p");
  spoken.className = "atlas-spoken";
  spoken.setAttribute("role", "status");
  document.body.prepend(skip, spoken);
  return { skip, spoken };
}

/** @param {MapFrame} frame */
function enterMap(frame) {
  frame.focus();
  const inside = /** @type {Document} */ (frame.contentDocument);
  const container = /** @type {HTMLElement | null} */ (inside.querySelector(".leaflet-container"));
  // Only keys lead here; after a click in the map a browser may still take the focus that a script gives for the pointer's.
  container?.classList.add("keyed");
  container?.focus();
}

/** @param {MapFrame} frame */
function leaveInto(frame) {
  frame.focus();
  const inside = /** @type {Document} */ (frame.contentDocument);
  const found = /** @type {NodeListOf<HTMLElement>} */ (inside.querySelectorAll(TABBABLE));
  [...found].filter((node) => node.checkVisibility()).at(-1)?.focus();
}

/** @param {HTMLElement} divider */
function enterDivider(divider) {
  if (divider.checkVisibility()) divider.focus();
  else enterSide();
}

function enterSide() {
  const side = /** @type {HTMLElement} */ (document.querySelector(".st-key-atlas_side"));
  side.tabIndex = -1;
  side.focus();
}

/* The last of the header's tools; a tool may be a component with a tree of its own. */
function enterTools() {
  const found = [...document.querySelectorAll(".st-key-atlas_tools *")].map((node) => {
    return node.matches("button") ? node : node.shadowRoot && node.shadowRoot.querySelector("button");
  });
  /** @type {HTMLElement | null | undefined} */ (found.filter(Boolean).at(-1))?.focus();
}

/**
 * Tab finds the map between tools and side panel, though it stands before them in the page: its place here leads in, and
 * a stop before and after the iframe, there only while the focus is inside, leads out.
 * @param {MapFrame} frame
 * @param {Place} place
 * @param {HTMLElement} divider
 */
function order(frame, place, divider) {
  const stops = [enterTools, () => enterDivider(divider)].map((leave) => {
    const stop = document.createElement("span");
    stop.setAttribute("aria-hidden", "true");
    stop.onfocus = leave;
    return stop;
  });
  frame.before(stops[0]);
  frame.after(stops[1]);
  frame.tabIndex = -1;
  place.onfocus = (event) => {
    const from = /** @type {Element | null} */ (event.relatedTarget);
    if (from && from.closest(".st-key-atlas_side, .atlas-divider, .atlas-shutter, .atlas-tabs")) leaveInto(frame);
    else enterMap(frame);
  };
  const open = (/** @type {boolean} */ wanted) => stops.forEach((stop) => { if (wanted) stop.tabIndex = 0; else stop.removeAttribute("tabindex"); });
  // Only later: the browser tells of the window's focus before it looks for the next stop.
  const look = () => setTimeout(() => open(document.activeElement === frame));
  window.addEventListener("blur", look);
  window.addEventListener("focus", look);
  return () => {
    stops.forEach((stop) => stop.remove());
    window.removeEventListener("blur", look);
    window.removeEventListener("focus", look);
  };
}

/**
 * Out of reach: under the composer's page, or away.
 * @param {MapFrame} frame
 * @param {boolean} wanted
 */
function shut(frame, wanted) {
  frame.shut = frame.inert = wanted;
}

/**
 * @param {Beside} beside
 * @param {Data} data
 */
function nameLinks({ skip }, data) {
  const [toMap, toSide] = /** @type {HTMLCollectionOf<HTMLElement>} */ (skip.children);
  skip.setAttribute("aria-label", data.words.skip);
  skip.style.colorScheme = data.theme;
  toMap.textContent = data.words.to_map;
  toSide.textContent = data.words.to_side;
  toMap.hidden = data.covered;
}

/**
 * What a page opens with is there to be read; only what changes after that is read out.
 * @param {MapFrame} frame
 * @param {HTMLElement} spoken
 * @param {News[]} said
 */
function readOut(frame, spoken, said) {
  const last = said.length ? said[said.length - 1].number : 0;
  const news = said.filter((one) => one.number > (frame.heard ?? last));
  frame.heard = last;
  if (news.length) spoken.textContent = news.map((one) => one.text).join(" ");
}

/**
 * With the map of this content, from now on; the iframe is another one only when the data have changed.
 * @param {Place} place
 * @param {Data} data
 */
function join(place, data) {
  const frame = window.atlasShell.map(data);
  const beside = standBy(frame);
  const column = columnBeside(place, frame);
  const keys = keysDialog();
  const disorder = order(frame, place, column.divider);
  const unfollow = followClauses(frame), unkeep = keepTables();
  frame.obey = () => carryOut(frame);
  frame.classList.remove("away");
  host = place;
  return {
    frame,
    ...beside,
    column,
    keys,
    leave() {
      keys.leave();
      column.leave();
      beside.skip.remove();
      beside.spoken.remove();
      disorder();
      unfollow();
      unkeep();
      if (host !== place) return;
      frame.removeAttribute("tabindex");
      frame.classList.add("away");
      shut(frame, true);
      delete frame.tell;
      delete frame.ask;
      delete frame.obey;
    },
  };
}

/**
 * @param {Joined} joined
 * @param {Data} data
 * @param {Tell} tell
 * @param {Tell} ask
 */
function receive(joined, data, tell, ask) {
  const { frame } = joined;
  const before = frame.asked;
  Object.assign(frame, { tell, ask });
  const early = window.atlasShell.early();
  if (before.session !== data.session) {
    frame.done = 0;
    delete frame.back;
    frame.heard = undefined;
    if (before.session) recall(data.page, early);
    catchUp(frame, before, data, early);
  }
  const late = isFromBefore(frame, data);
  if (late) frame.done = Math.max(frame.done, ...data.commands.map(({ number }) => number));
  frame.asked = late ? { ...data, address: before.address, listed: before.listed } : data;
  frame.title = data.title;
  shut(frame, data.covered);
  frame.setAttribute("aria-description", data.description);
  document.documentElement.lang = data.lang === "zh" ? "zh-CN" : data.lang;
  document.documentElement.dataset.atlasTheme = data.theme;
  document.documentElement.dataset.atlasPage = data.address ? data.page : "";
  nameLinks(joined, data);
  joined.keys.say(data.keys);
  if (frame.scenes !== undefined && data.scenes > frame.scenes) window.atlasShell.bridge()?.notice(data.words.captured);
  frame.scenes = data.scenes;
  joined.column.follow(data.words, Boolean(data.address));
  readOut(frame, joined.spoken, data.said);
  carryOut(frame);
  if (!early.size) window.atlasShell.writeAddress();
  early.forEach(({ value, way }, name) => /** @type {Tell} */ (frame[way])(name, value));
}

/** @param {Place} place */
function leave(place) {
  place.joined?.leave();
  place.joined = null;
}

/**
 * Streamlit also ends what it goes on with in the same breath (two runs of the script one after the other): only who is
 * gone from the page has left.
 * @param {Place} place
 */
function end(place) {
  if (!place.isConnected) leave(place);
}

/** @param {Component<Data>} component */
export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const place = /** @type {Place} */ (parentElement.querySelector(".atlas-host"));
  if (place.joined && place.joined.frame.asked.url !== data.url) leave(place);
  if (!place.joined) place.joined = join(place, data);
  place.inert = data.covered;
  receive(place.joined, data, (name, value) => setStateValue(name, { number: ++tellings, value }), setTriggerValue);
  return () => queueMicrotask(() => end(place));
}
