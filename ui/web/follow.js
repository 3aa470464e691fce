/* A follower's page: the map goes where the presenter goes, until its reader looks around, and again when they rejoin. */
const given = JSON.parse(document.getElementById("atlas-page").textContent);
const at = (id) => document.getElementById(id);
const frame = at("map");
const AGAIN_MS = 2000;
const SETTLE_MS = 200;
const GONE = { 404: "unknown", 410: "over" };
const room = given.prefix + "/rooms/" + given.follow;

function remembered(name, allowed, otherwise) {
  try {
    const value = localStorage.getItem("atlas-follow-" + name);
    return allowed.includes(value) ? value : otherwise;
  } catch {
    return otherwise;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem("atlas-follow-" + name, value);
  } catch (refusal) {
    console.debug(refusal.message);
  }
}

const now = {
  lang: remembered("lang", Object.keys(given.texts), navigator.language.startsWith("zh") ? "zh" : "en"),
  theme: remembered("theme", ["light", "dark"], matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"),
  version: -1, place: null, wanted: "", scene: null,
  apart: false, touched: false, state: "waiting",
};
const told = (words) => (words ? words[now.lang] || words.zh || words.en || "" : "");
const atlas = () => (frame.contentWindow && frame.contentWindow.atlas && frame.contentWindow.atlas.ready ? frame.contentWindow.atlas : null);

/* waiting, live, away (no answer for now), over, unknown */
function become(state) {
  now.state = state;
  draw();
}

function draw() {
  const texts = given.texts[now.lang];
  const { place, apart } = now;
  const gone = now.state === "over" || now.state === "unknown";
  const title = place ? told(place.title) : "";
  document.documentElement.lang = now.lang === "zh" ? "zh-CN" : now.lang;
  document.documentElement.dataset.theme = now.theme;
  document.title = (title ? title + " \u00b7 " : "") + texts.page;
  document.querySelectorAll("[data-text]").forEach((node) => { node.textContent = texts[node.dataset.text]; });
  document.querySelectorAll("[data-lang]").forEach((node) => node.setAttribute("aria-pressed", String(node.dataset.lang === now.lang)));
  at("theme").title = texts.theme;
  at("theme").setAttribute("aria-label", texts.theme);
  at("title").textContent = title || texts.page;
  at("line").textContent = place ? told(place.line) : "";
  at("status").textContent = now.state === "live" ? texts[apart ? "apart" : "live"] : texts[now.state];
  at("strip").dataset.state = now.state === "live" && apart ? "apart" : now.state;
  at("rejoin").hidden = !apart || gone || !place;
  at("dark").hidden = !(place && place.blank && !apart && !gone);
  frame.title = texts.map;
  if (now.scene) frame.setAttribute("aria-description", told(now.scene.words));
}

/* The map shows the presenter's scene; what moves it from now on and is not ours is the reader's hand. */
function show() {
  const map = atlas();
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
  frame.contentWindow.focus();
}

const keyOf = (place) => place.scene + " " + place.permalink;

/* The presenter's address as what the map opens with; asked for again until it is known or not wanted any more. */
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

/* Of two places the one with the higher version counts. */
function take(version, place) {
  if (!place || version <= now.version) return;
  now.version = version;
  now.place = place;
  become("live");
  if (keyOf(place) !== now.wanted) open(place);
}

function listen() {
  const events = new EventSource(room + "/events");
  events.addEventListener("open", () => { if (now.state === "away") become(now.place ? "live" : "waiting"); });
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

/* An event stream does not say why it was refused; a plain request does. */
async function come() {
  try {
    const answer = await fetch(room, { cache: "no-store" });
    if (GONE[answer.status]) return become(GONE[answer.status]);
    if (answer.ok) {
      const { version, place } = await answer.json();
      take(version, place);
      return listen();
    }
    become("away");
  } catch {
    become("away");
  }
  return setTimeout(come, AGAIN_MS);
}

function hear(event) {
  if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
  const kind = (event.data || {}).atlas;
  if (kind === "ready") arrive();
  if (["view", "select", "visible", "date"].includes(kind) && now.touched) leave();
}

function arrive() {
  const page = frame.contentDocument;
  const touch = () => { now.touched = true; };
  ["pointerdown", "wheel", "keydown"].forEach((name) => page.addEventListener(name, touch, { capture: true, passive: true }));
  page.querySelectorAll('[data-title="export"]').forEach((node) => node.remove()); // there is no page here that draws figures
  atlas().setLanguage(now.lang);
  atlas().setTheme(now.theme);
  show();
}

function change(name, value) {
  now[name] = value;
  remember(name, value);
  if (atlas()) atlas()[name === "lang" ? "setLanguage" : "setTheme"](value);
  draw();
}

let settling = 0;
window.addEventListener("resize", () => {
  clearTimeout(settling);
  settling = setTimeout(show, SETTLE_MS);
});
document.querySelectorAll("[data-lang]").forEach((node) => node.addEventListener("click", () => change("lang", node.dataset.lang)));
at("theme").addEventListener("click", () => change("theme", now.theme === "dark" ? "light" : "dark"));
at("rejoin").addEventListener("click", rejoin);
at("look").addEventListener("click", leave);
window.addEventListener("message", hear);
frame.src = given.map + "#" + new URLSearchParams({ lang: now.lang, theme: now.theme, layers: "cities,circle" });
draw();
come();
