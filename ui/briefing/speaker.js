/* The speaker's window: what is shown and what comes next, the notes and the time, in step with the presentation. */
import { element } from "#dom";
import { at, atlasIn, every, given as written } from "./page.js";
import { Relay } from "./relay.js";
import { Share, button } from "./share.js";
/** @import { Briefing, Lang, Standing, Texts } from "#types" */

/** @typedef {{ map: string, prefix: string, lang: Lang, texts: Record<Lang, Texts> }} Given */

/** @type {Given} */
const given = written();
const asked = new URLSearchParams(location.search);
const lang = Object.hasOwn(given.texts, asked.get("lang") || "") ? /** @type {Lang} */ (asked.get("lang")) : given.lang;
const texts = given.texts[lang];
const theme = asked.get("theme") === "dark" ? "dark" : "light";
const WIDTH = 1600;
const TICK_MS = 250;
const SIZES = { least: 0.7, most: 2.4, step: 0.15 };
const view = { typed: "", size: 1 };

/** Minutes and seconds, with hours where there are any. @param {number} seconds */
function spoken(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  return (whole >= 3600 ? Math.floor(whole / 3600) + ":" : "") + parts.join(":");
}

/** A map that shows a scene as the presentation does, at a small scale. */
class Picture {
  /** @type {Briefing | null} */
  briefing = null;
  index = 0;

  /** @param {HTMLElement} section */
  constructor(section) {
    this.frame = /** @type {HTMLIFrameElement} */ (section.querySelector("iframe"));
    this.note = /** @type {HTMLElement} */ (section.querySelector("em"));
    this.title = /** @type {HTMLElement} */ (section.querySelector(".title"));
    const box = /** @type {HTMLElement} */ (section.querySelector(".picture"));
    new ResizeObserver(() => { this.frame.style.transform = "scale(" + box.clientWidth / WIDTH + ")"; }).observe(box);
    window.addEventListener("message", (event) => {
      if (event.source === this.frame.contentWindow && event.data?.atlas === "ready") this.draw();
    });
    this.frame.src = given.map + "#" + new URLSearchParams({ lang, theme });
  }

  /**
   * @param {Briefing} briefing
   * @param {number} index past the last one, nothing is shown
   */
  show(briefing, index) {
    const step = briefing.steps[index];
    this.briefing = step ? briefing : null;
    this.index = index;
    this.title.textContent = step ? step.title[lang] : "";
    this.frame.style.visibility = step ? "" : "hidden";
    this.draw();
  }

  draw() {
    if (this.briefing) atlasIn(this.frame)?.present(this.briefing, this.index);
  }
}

/** Whether the presentation itself is there. @param {boolean} there */
function drawMain(there) {
  at("main").textContent = there ? texts.main_here : texts.main_gone;
  at("main").classList.toggle("gone", !there);
}

const relay = new Relay("speaker", given.prefix, { briefing: () => { drawBriefing(); drawState(); }, state: () => drawState(), main: drawMain });
const share = new Share(relay.room, lang, texts);

/** @param {Partial<Standing>} part */
function wish(part) {
  if (!relay.state) return;
  relay.change(part);
  drawState();
}

/** @param {number} index */
const go = (index) => wish({ index });
/** @param {number} steps */
const by = (steps) => { if (relay.state) go(relay.state.index + steps); };
const last = () => (relay.briefing ? relay.briefing.steps.length - 1 : 0);
const darken = () => { if (relay.state) wish({ blank: !relay.state.blank }); };
const restart = () => wish({ began_at: Date.now() });

function fillScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch((refusal) => console.debug(refusal.message));
}

/** @param {number} change */
function resize(change) {
  view.size = Math.max(SIZES.least, Math.min(SIZES.most, view.size + change));
  document.documentElement.style.setProperty("--size", String(view.size));
}

/** @param {string} digits */
function type(digits) {
  view.typed = digits.slice(-3);
  at("typed").textContent = view.typed;
}

/** @type {Record<string, () => void>} */
const actions = {
  ArrowRight: () => by(1), ArrowDown: () => by(1), " ": () => by(1), PageDown: () => by(1),
  ArrowLeft: () => by(-1), ArrowUp: () => by(-1), PageUp: () => by(-1),
  Home: () => go(0), End: () => go(last()), Enter: () => { if (view.typed) go(Number(view.typed) - 1); },
  b: darken, ".": darken, f: fillScreen, n: () => { at("notes").hidden = !at("notes").hidden; },
  "+": () => resize(SIZES.step), "=": () => resize(SIZES.step), "-": () => resize(-SIZES.step),
  Escape: () => {
    if (!share.box.hidden) share.hide();
    else if (relay.state?.blank) darken();
  },
};

/** A key belongs to what has the focus: all of them to the follow link, what presses a button to the button. @param {KeyboardEvent} event */
function elsewhere(event) {
  const target = /** @type {Element} */ (event.target);
  return (target.closest(".share") && event.key !== "Escape") || (target.closest("button") && /^(Enter| )$/.test(event.key));
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || elsewhere(event)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (/^[0-9]$/.test(key)) type(view.typed + key);
  else if (Object.hasOwn(actions, key)) {
    actions[key]();
    type("");
  } else return;
  event.preventDefault();
}

/** @param {Briefing} briefing */
const planned = (briefing) => briefing.steps.reduce((sum, step) => sum + step.duration_s, 0);

/** By when the present scene is to be over, in seconds from the beginning. @param {Briefing} briefing @param {Standing} state */
const due = (briefing, state) => planned({ ...briefing, steps: briefing.steps.slice(0, state.index + 1) });

/** @param {Briefing["steps"][number]} step @param {number} index */
function sceneRow(step, index) {
  const row = element("li");
  const made = button("", "", () => go(index));
  made.append(element("b", "", String(index + 1)), element("span", "", step.title[lang]), element("small", "", spoken(step.duration_s)));
  row.append(made);
  return row;
}

function drawBriefing() {
  const { briefing } = relay;
  if (!briefing) return;
  document.body.classList.add("begun");
  at("board").textContent = briefing.title[lang];
  at("planned").textContent = spoken(planned(briefing));
  at("scenes").replaceChildren(...briefing.steps.map(sceneRow));
}

/** @param {Briefing} briefing @param {Standing} state */
function drawPictures(briefing, state) {
  pictures.now.show(briefing, state.index);
  pictures.next.show(briefing, state.index + 1);
  pictures.now.note.hidden = !state.blank;
  pictures.next.note.hidden = state.index < last();
}

function drawState() {
  const { briefing, state } = relay;
  if (!briefing || !state) return;
  const notes = briefing.steps[state.index].notes[lang];
  drawPictures(briefing, state);
  at("place").textContent = state.index + 1 + " / " + briefing.steps.length;
  at("notes").textContent = notes || texts.no_notes;
  at("notes").classList.toggle("none", !notes);
  at("until").textContent = texts.until.replace("{time}", spoken(due(briefing, state)));
  buttons.blank.setAttribute("aria-pressed", String(state.blank));
  [...at("scenes").children].forEach((row, index) => row.firstElementChild?.setAttribute("aria-current", String(index === state.index)));
  at("scenes").children[state.index].scrollIntoView({ block: "nearest" });
  tick();
}

function tick() {
  const { briefing, state } = relay;
  at("clock").textContent = new Date().toLocaleTimeString(lang === "zh" ? "zh-CN" : "en-GB");
  if (!briefing || !state) return;
  const elapsed = (Date.now() - state.began_at) / 1000;
  at("elapsed").textContent = spoken(elapsed);
  at("spent").classList.toggle("late", elapsed > due(briefing, state));
}

document.documentElement.lang = lang === "zh" ? "zh-CN" : lang;
document.documentElement.dataset.theme = theme;
document.title = texts.speaker;
for (const node of every("[data-text]")) node.textContent = texts[node.dataset.text || ""];
at("buttons").setAttribute("aria-label", texts.bar);
const pictures = { now: new Picture(at("now")), next: new Picture(at("next")) };
const buttons = {
  previous: button("previous", texts.previous, () => by(-1)),
  next: button("next", texts.next, () => by(1)),
  blank: button("blank", texts.blank, darken),
  reset: button("reset", texts.reset, restart),
  follow: button("follow", texts.follow, () => share.show()),
  full_screen: button("full_screen", texts.full_screen, fillScreen),
};
at("buttons").append(...Object.values(buttons));
document.body.append(share.box);
relay.room.changed = () => {
  buttons.follow.setAttribute("aria-pressed", String(Boolean(relay.room.tokens())));
  share.draw();
};
relay.room.changed();
window.addEventListener("keydown", pressed);
window.addEventListener("pagehide", () => relay.post("gone", {}));
setInterval(tick, TICK_MS);
tick();
drawMain(false);
relay.join();
