/* A follower's page: the map goes where the presenter goes, until its reader looks around, and again when they rejoin. */
import { at, atlasIn, every, given as written } from "./page.js";
/** @import { Lang, Message, Open, PresentersPlace, Texts, Theme, Words } from "#types" */

/** @typedef {{ map: string, prefix: string, follow: string, texts: Record<Lang, Texts> }} Given */
/** What a permalink shows: what the map opens with, and the map in words. @typedef {{ open: Open, words: Words }} Scene */
/** No answer for now is `away`; `left` is a presentation that has ended and may go on. @typedef {"waiting" | "live" | "left" | "away" | "over" | "unknown"} Condition */

/** @type {Given} */
const given = written();
const frame = /** @type {HTMLIFrameElement} */ (at("map"));
const AGAIN_MS = 2000;
const SETTLE_MS = 200;
/** @type {Record<number, Condition>} */
const GONE = { 404: "unknown", 410: "over" };
const room = given.prefix + "/rooms/" + given.follow;

/**
 * @template {string} T
 * @param {string} name
 * @param {T[]} allowed
 * @param {T} otherwise
 * @returns {T}
 */
function remembered(name, allowed, otherwise) {
  try {
    const value = localStorage.getItem("atlas-follow-" + name);
    return allowed.find((one) => one === value) || otherwise;
  } catch {
    return otherwise;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function remember(name, value) {
  try {
    localStorage.setItem("atlas-follow-" + name, value);
  } catch (refusal) {
    console.debug(String(refusal));
  }
}

const now = {
  /** @type {Lang} */
  lang: remembered("lang", /** @type {Lang[]} */ (Object.keys(given.texts)), navigator.language.startsWith("zh") ? "zh" : "en"),
  /** @type {Theme} */
  theme: remembered("theme", ["light", "dark"], matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"),
  version: -1,
  /** @type {PresentersPlace | null} */
  place: null,
  wanted: "",
  /** @type {Scene | null} */
  scene: null,
  apart: false,
  touched: false,
  /** @type {Condition} */
  state: "waiting",
};
/** @param {Words | undefined} words */
const told = (words) => (words ? words[now.lang] || words.zh || words.en || "" : "");

/** @param {Condition} state */
function become(state) {
  now.state = state;
  draw();
}

/** @param {Texts} texts */
function drawChoices(texts) {
  document.documentElement.lang = now.lang === "zh" ? "zh-CN" : now.lang;
  document.documentElement.dataset.theme = now.theme;
  for (const node of every("[data-text]")) node.textContent = texts[node.dataset.text || ""];
  for (const node of every("[data-lang]")) node.setAttribute("aria-pressed", String(node.dataset.lang === now.lang));
  at("theme").title = texts.theme;
  at("theme").setAttribute("aria-label", texts.theme);
  frame.title = texts.map;
}

/** @param {Texts} texts */
function drawPlace(texts) {
  const { place, scene } = now;
  const title = told(place?.title);
  document.title = (title ? title + " \u00b7 " : "") + texts.page;
  at("title").textContent = title || texts.page;
  at("line").textContent = told(place?.line);
  if (scene) frame.setAttribute("aria-description", told(scene.words));
}

function draw() {
  const texts = given.texts[now.lang];
  const { place, apart } = now;
  const gone = now.state === "over" || now.state === "unknown";
  drawChoices(texts);
  drawPlace(texts);
  at("status").textContent = now.state === "live" ? texts[apart ? "apart" : "live"] : texts[now.state];
  at("strip").dataset.state = now.state === "live" && apart ? "apart" : now.state;
  at("rejoin").hidden = !apart || gone || !place;
  at("dark").hidden = !place?.blank || place.left || apart || gone;
}

/** The map shows the presenter's scene; what moves it from now on and is not ours is the reader's hand. */
function show() {
  const map = atlasIn(frame);
  if (!map || !now.scene || now.apart) return;
  now.touched = false;
  map.show(now.scene.open);
}

function leave() {
  if (now.apart || !now.scene) return;
  now.apart = true;
  draw();
}

function rejoin() {
  now.apart = false;
  draw();
  show();
  frame.contentWindow?.focus();
}

/** @param {PresentersPlace} place */
const keyOf = (place) => place.scene + " " + place.permalink;

/** The presenter's address as what the map opens with; asked for again until it is known or not wanted any more. @param {PresentersPlace} place */
async function open(place) {
  const wanted = keyOf(place);
  now.wanted = wanted;
  try {
    const answer = await fetch(given.prefix + "/scene?" + new URLSearchParams({ address: place.permalink }));
    if (!answer.ok) throw new Error(String(answer.status));
    const scene = await answer.json();
    if (now.wanted !== wanted) return;
    now.scene = scene;
    draw();
    show();
  } catch {
    setTimeout(() => { if (now.wanted === wanted) open(place); }, AGAIN_MS);
  }
}

/** Where the presenter is, as far as it is known. @returns {Condition} */
const standing = () => (now.place ? (now.place.left ? "left" : "live") : "waiting");

/**
 * Of two places the one with the higher version counts.
 * @param {number} version
 * @param {PresentersPlace | null} place
 */
function take(version, place) {
  if (!place || version <= now.version) return;
  now.version = version;
  now.place = place;
  become(standing());
  if (keyOf(place) !== now.wanted) open(place);
}

function listen() {
  const events = new EventSource(room + "/events");
  events.addEventListener("open", () => { if (now.state === "away") become(standing()); });
  events.addEventListener("place", (event) => {
    const { version, place } = JSON.parse(event.data);
    take(version, place);
  });
  events.addEventListener("ended", () => {
    events.close();
    become("over");
  });
  events.addEventListener("error", () => {
    become("away");
    if (events.readyState === EventSource.CLOSED) setTimeout(come, AGAIN_MS);
  });
}

/** An event stream does not say why it was refused; a plain request does. */
async function come() {
  try {
    const answer = await fetch(room, { cache: "no-store" });
    if (GONE[answer.status]) {
      become(GONE[answer.status]);
      return;
    }
    if (answer.ok) {
      const { version, place } = await answer.json();
      take(version, place);
      listen();
      return;
    }
  } catch (refusal) {
    console.debug(String(refusal));
  }
  become("away");
  setTimeout(come, AGAIN_MS);
}

/** @param {MessageEvent} event */
function hear(event) {
  if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
  const { atlas: kind } = /** @type {Message} */ (event.data || {});
  if (kind === "ready") arrive();
  if (["view", "select", "visible", "date"].includes(kind) && now.touched) leave();
}

function arrive() {
  const page = /** @type {Document} */ (frame.contentDocument);
  const touch = () => { now.touched = true; };
  ["pointerdown", "wheel", "keydown"].forEach((name) => page.addEventListener(name, touch, { capture: true, passive: true }));
  page.querySelectorAll('[data-title="export"]').forEach((node) => node.remove()); // there is no page here that draws figures
  atlasIn(frame)?.setLanguage(now.lang);
  atlasIn(frame)?.setTheme(now.theme);
  show();
}

/** @param {string | undefined} lang */
function speak(lang) {
  now.lang = /** @type {Lang} */ (lang);
  remember("lang", now.lang);
  atlasIn(frame)?.setLanguage(now.lang);
  draw();
}

function turnTheme() {
  now.theme = now.theme === "dark" ? "light" : "dark";
  remember("theme", now.theme);
  atlasIn(frame)?.setTheme(now.theme);
  draw();
}

let settling = 0;
window.addEventListener("resize", () => {
  clearTimeout(settling);
  settling = window.setTimeout(show, SETTLE_MS);
});
for (const node of every("[data-lang]")) node.addEventListener("click", () => speak(node.dataset.lang));
at("theme").addEventListener("click", turnTheme);
at("rejoin").addEventListener("click", rejoin);
at("look").addEventListener("click", leave);
window.addEventListener("message", hear);
frame.src = given.map + "#" + new URLSearchParams({ lang: now.lang, theme: now.theme, layers: "cities,circle" });
draw();
come();
