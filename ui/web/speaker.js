/* The speaker's window: what is shown and what comes next, the notes and the time, in step with the presentation. */
const given = JSON.parse(document.getElementById("atlas-page").textContent);
const asked = new URLSearchParams(location.search);
const lang = Object.hasOwn(given.texts, asked.get("lang") || "") ? asked.get("lang") : given.lang;
const texts = given.texts[lang];
const at = (id) => document.getElementById(id);
const WIDTH = 1600;
const TICK_MS = 250;
const SIZES = { least: 0.7, most: 2.4, step: 0.15 };
const view = { typed: "", size: 1 };

/* Minutes and seconds, with hours where there are any. */
function spoken(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  return (whole >= 3600 ? Math.floor(whole / 3600) + ":" : "") + parts.join(":");
}

/* A map that shows a scene as the presentation does, at a small scale. */
class Picture {
  constructor(section) {
    this.section = section;
    this.frame = section.querySelector("iframe");
    this.note = section.querySelector("em");
    this.index = null;
    const box = section.querySelector(".picture");
    new ResizeObserver(() => { this.frame.style.transform = "scale(" + box.clientWidth / WIDTH + ")"; }).observe(box);
    window.addEventListener("message", (event) => {
      if (event.source === this.frame.contentWindow && event.data && event.data.atlas === "ready") this.draw();
    });
    this.frame.src = given.map + "#" + new URLSearchParams({ lang, theme: document.documentElement.dataset.theme });
  }

  show(deck, index) {
    const step = deck.steps[index];
    this.deck = deck;
    this.index = step ? index : null;
    this.section.querySelector(".title").textContent = step ? step.title[lang] : "";
    this.frame.style.visibility = step ? "" : "hidden";
    this.draw();
  }

  draw() {
    const atlas = this.frame.contentWindow.atlas;
    if (this.index !== null && atlas && atlas.ready) atlas.present(this.deck, this.index);
  }
}

/* Whether the presentation itself is there. */
function drawMain(there) {
  at("main").textContent = there ? texts.main_here : texts.main_gone;
  at("main").classList.toggle("gone", !there);
}

const relay = new Relay("speaker", given.prefix, { deck: () => { drawDeck(); drawState(); }, state: () => drawState(), main: drawMain });
const share = new Share(relay.room, lang, texts);

function wish(part) {
  relay.change(part);
  drawState();
}

const go = (index) => relay.deck && wish({ index });
const by = (steps) => relay.deck && go(relay.state.index + steps);
const last = () => relay.deck.steps.length - 1;
const darken = () => relay.deck && wish({ blank: !relay.state.blank });
const restart = () => relay.deck && wish({ began_at: Date.now() });

function fillScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch((refusal) => console.debug(refusal.message));
}

function resize(change) {
  view.size = Math.max(SIZES.least, Math.min(SIZES.most, view.size + change));
  document.documentElement.style.setProperty("--size", String(view.size));
}

function type(digits) {
  view.typed = digits.slice(-3);
  at("typed").textContent = view.typed;
}

const actions = {
  ArrowRight: () => by(1), ArrowDown: () => by(1), " ": () => by(1), PageDown: () => by(1),
  ArrowLeft: () => by(-1), ArrowUp: () => by(-1), PageUp: () => by(-1),
  Home: () => go(0), End: () => relay.deck && go(last()), Enter: () => { if (view.typed) go(Number(view.typed) - 1); },
  b: darken, ".": darken, f: fillScreen, n: () => { at("notes").hidden = !at("notes").hidden; },
  "+": () => resize(SIZES.step), "=": () => resize(SIZES.step), "-": () => resize(-SIZES.step),
  Escape: () => {
    if (!share.box.hidden) share.hide();
    else if (relay.deck && relay.state.blank) darken();
  },
};

function pressed(event) {
  const inside = (event.target.closest(".share") && event.key !== "Escape") || (event.target.closest("button") && /^(Enter| )$/.test(event.key));
  if (event.ctrlKey || event.metaKey || event.altKey || inside) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (/^[0-9]$/.test(key)) type(view.typed + key);
  else if (Object.hasOwn(actions, key)) {
    actions[key]();
    type("");
  } else return;
  event.preventDefault();
}

function drawDeck() {
  const { deck } = relay;
  document.body.classList.add("begun");
  at("board").textContent = deck.title[lang];
  at("planned").textContent = spoken(deck.steps.reduce((sum, step) => sum + step.duration_s, 0));
  at("scenes").replaceChildren(...deck.steps.map((step, index) => {
    const row = element("li");
    const made = button("", "", () => go(index));
    made.append(element("b", "", String(index + 1)), element("span", "", step.title[lang]), element("small", "", spoken(step.duration_s)));
    row.append(made);
    return row;
  }));
}

function drawState() {
  const { deck, state } = relay;
  const notes = deck.steps[state.index].notes[lang];
  pictures.now.show(deck, state.index);
  pictures.next.show(deck, state.index + 1);
  pictures.now.note.hidden = !state.blank;
  pictures.next.note.hidden = state.index < last();
  at("place").textContent = state.index + 1 + " / " + deck.steps.length;
  at("notes").textContent = notes || texts.no_notes;
  at("notes").classList.toggle("none", !notes);
  at("until").textContent = texts.until.replace("{time}", spoken(due()));
  buttons.blank.setAttribute("aria-pressed", String(state.blank));
  [...at("scenes").children].forEach((row, index) => row.firstChild.setAttribute("aria-current", String(index === state.index)));
  at("scenes").children[state.index].scrollIntoView({ block: "nearest" });
  tick();
}

/* By when the present scene is to be over, in seconds from the beginning. */
const due = () => relay.deck.steps.slice(0, relay.state.index + 1).reduce((sum, step) => sum + step.duration_s, 0);

function tick() {
  at("clock").textContent = new Date().toLocaleTimeString(lang === "zh" ? "zh-CN" : "en-GB");
  if (!relay.deck) return;
  const elapsed = (Date.now() - relay.state.began_at) / 1000;
  at("elapsed").textContent = spoken(elapsed);
  at("spent").classList.toggle("late", elapsed > due());
}

document.documentElement.lang = lang === "zh" ? "zh-CN" : lang;
document.documentElement.dataset.theme = asked.get("theme") === "dark" ? "dark" : "light";
document.title = texts.speaker;
document.querySelectorAll("[data-text]").forEach((node) => { node.textContent = texts[node.dataset.text]; });
at("buttons").setAttribute("aria-label", texts.bar);
const pictures = { now: new Picture(at("now")), next: new Picture(at("next")) };
const buttons = Object.fromEntries(
  Object.entries({ previous: () => by(-1), next: () => by(1), blank: darken, reset: restart, follow: () => share.show(), full_screen: fillScreen })
    .map(([name, action]) => [name, button(name, texts[name], action)]),
);
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
