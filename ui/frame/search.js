/* The search box. Names come from data and may be anything: they reach the page by textContent only. */
import { element, writes } from "#dom";
/** @import { Component, Texts } from "#types" */

/**
 * What was found (`ui/frame/search.py`); `to` says what a hit is, and one without a place says why.
 * @typedef {{ to: string, id: string, name: string, matched: string, other: string, located: boolean, kind: string, reason: string }} Hit
 * @typedef {{ name: string, hits: Hit[] }} Group
 * @typedef {{ words: Texts, number: number, most: number, groups: Group[] }} Data
 */

const WAIT_MS = 80;

/**
 * @param {Hit} hit
 * @param {number} place
 * @param {Texts} words
 */
function option(hit, place, words) {
  const row = element("div", "hit");
  row.id = "atlas-hit-" + place;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", "false");
  row.dataset.id = hit.id;
  const first = element("span", "first");
  first.append(element("span", "name", hit.name));
  if (hit.matched) first.append(element("span", "matched", hit.matched));
  const second = element("span", "second");
  second.append(element("span", "other", hit.other));
  second.append(hit.located ? element("span", "kind", hit.kind) : element("span", "unlocated", words.unlocated));
  row.append(first, second);
  return row;
}

class Box {
  /** @type {Hit[]} */
  hits = [];
  marked = -1;
  asked = "";
  answered = "";
  waiting = false;
  hurry = false;
  timer = 0;
  /** @type {Component<Data>["setStateValue"]} */
  tell = () => undefined;
  /** @type {(picked: { to: string, id: string }) => void} */
  pick = () => undefined;

  /**
   * @param {HTMLElement} root
   * @param {number} number
   */
  constructor(root, number) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(name));
    this.root = root;
    this.number = number;
    this.input = /** @type {HTMLInputElement} */ (part("input"));
    this.drop = part(".drop");
    this.list = part("[role=listbox]");
    this.note = part(".note");
    this.spoken = part(".spoken");
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", (event) => { if (!(/** @type {InputEvent} */ (event).isComposing)) this.typed(); });
    this.input.addEventListener("compositionend", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("blur", () => this.close());
    this.drop.addEventListener("pointerdown", (event) => event.preventDefault()); // the input keeps the focus
    this.list.addEventListener("click", (event) => {
      const row = /** @type {Element} */ (event.target).closest("[role=option]");
      if (row) this.choose(this.rows().indexOf(row));
    });
    const slash = (/** @type {KeyboardEvent} */ event) => {
      if (!this.root.isConnected) document.removeEventListener("keydown", slash);
      else this.slash(event);
    };
    document.addEventListener("keydown", slash);
  }

  /** @param {KeyboardEvent} event */
  slash(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes(event)) return;
    event.preventDefault();
    this.input.focus();
  }

  text() { return this.input.value.trim(); }

  rows() { return [...this.list.querySelectorAll("[role=option]")]; }

  typed() {
    clearTimeout(this.timer);
    this.hurry = false;
    if (!this.text()) this.close();
    else if (this.text() !== this.answered) this.timer = window.setTimeout(() => this.ask(), WAIT_MS);
  }

  ask() {
    clearTimeout(this.timer);
    this.number += 1;
    this.asked = this.text();
    this.waiting = true;
    this.tell("query", { text: this.asked, number: this.number });
  }

  /** Every run of the script gives data; only what answers the latest question counts. @param {Data} data */
  receive(data) {
    const words = data.words;
    this.input.placeholder = words.placeholder;
    this.input.setAttribute("aria-label", words.label);
    this.list.setAttribute("aria-label", words.label);
    this.input.maxLength = data.most;
    if (data.number !== this.number || !(this.waiting || !this.drop.hidden)) return;
    const mayHurry = this.waiting && this.hurry && this.asked === this.text();
    this.waiting = false;
    this.answered = this.asked;
    this.fill(data.groups, words);
    if (mayHurry) this.choose(0);
    else if (/** @type {Document | ShadowRoot} */ (this.root.getRootNode()).activeElement === this.input && this.text()) this.open();
  }

  /**
   * @param {Group[]} groups
   * @param {Texts} words
   */
  fill(groups, words) {
    this.hits = groups.flatMap((group) => group.hits);
    let place = 0;
    this.list.replaceChildren(...groups.map((group, number) => {
      const block = element("div", "group");
      const head = element("div", "head", group.name);
      head.id = "atlas-hits-" + number;
      block.setAttribute("role", "group");
      block.setAttribute("aria-labelledby", head.id);
      block.append(head, ...group.hits.map((hit) => option(hit, place++, words)));
      return block;
    }));
    this.say(this.hits.length ? "" : words.none);
    this.spoken.textContent = this.hits.length ? words.found.replace("{count}", String(this.hits.length)) : words.none;
    this.mark(this.hits.length ? 0 : -1);
  }

  /** @param {string} text */
  say(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
  }

  /** @param {number} place */
  mark(place) {
    this.marked = place;
    this.rows().forEach((row, number) => row.setAttribute("aria-selected", String(number === place)));
    const row = this.rows()[place];
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
    if (row && !this.drop.hidden) row.scrollIntoView({ block: "nearest" });
  }

  open() {
    this.drop.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    clearTimeout(this.timer);
    this.hurry = this.waiting = false;
    this.drop.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} place */
  choose(place) {
    const hit = this.hits[place];
    if (!hit) {
      this.open();
      return;
    }
    this.mark(place);
    if (!hit.located) {
      this.open();
      this.say(hit.name + " · " + hit.reason);
      return;
    }
    this.input.value = this.answered = ""; // where one has gone stands on the page
    this.close();
    if (matchMedia("(pointer: coarse)").matches) this.input.blur(); // puts the keyboard on the screen away
    this.pick({ to: hit.to, id: hit.id });
  }

  enter() {
    if (!this.text()) return;
    if (!this.drop.hidden && this.answered === this.text()) {
      this.choose(Math.max(0, this.marked));
      return;
    }
    if (!this.waiting || this.asked !== this.text()) this.ask();
    this.hurry = true;
  }

  /** One hit up or down; where the list is closed, the question is asked. @param {number} step */
  move(step) {
    if (this.drop.hidden) {
      if (this.text()) this.ask();
    } else if (this.hits.length) this.mark((this.marked + step + this.hits.length) % this.hits.length);
  }

  escape() {
    if (!this.drop.hidden) {
      this.close();
      return;
    }
    this.input.value = "";
    this.input.blur();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) return; // Enter and arrows belong to the input method
    if (event.key === "Enter") this.enter();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") this.escape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** @type {WeakMap<HTMLElement, Box>} */
const boxes = new WeakMap();

/** @param {Component<Data>} component */
export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".box"));
  const box = boxes.get(root) || new Box(root, data.number);
  boxes.set(root, box);
  box.tell = setStateValue;
  box.pick = (picked) => setTriggerValue("picked", picked);
  box.receive(data);
}
