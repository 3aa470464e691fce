/* The frame that is drawn on the preview of the page: by mouse, pen and finger, or by keys. */

import { drawn, grown, moved } from "./rectangle.js";
/** @import { Component } from "#types" */
/** @import { Point, Rectangle } from "./rectangle.js" */

/** @typedef {"choose" | "drop" | "undo" | "how" | "small" | "working"} Word */
/** @typedef {{ box: [number, number, number, number], word: string, least: number, chosen: boolean, answers: number, state: string, words: Record<Word, string> }} Data */

const STEP = 0.02, FACTOR = 1.08;
/** @type {Rectangle} */
const BEGIN = { left: 0.2, top: 0.2, width: 0.6 };
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
/** @type {Record<string, number>} */
const FACTORS = { "+": FACTOR, "=": FACTOR, "-": 1 / FACTOR, "−": 1 / FACTOR };

/** The control below the preview, and the map's part of the preview above which one draws. */
class Chooser {
  /** @type {(name: string, value: unknown) => void} */
  tell = () => undefined;
  /** @type {Data | null} */
  data = null;
  /** @type {Rectangle | null} */
  frame = null;
  /** Where the pointer went down. @type {Point | null} */
  from = null;
  watch = new ResizeObserver(() => this.place());

  /** @param {HTMLElement} root */
  constructor(root) {
    /** @param {string} which */
    const part = (which) => /** @type {HTMLElement} */ (root.querySelector(which));
    this.button = part(".choose");
    this.back = part(".undo");
    this.status = part("[role=status]");
    this.area = part(".area");
    this.rim = part(".rim");
    this.button.addEventListener("click", (event) => (this.area.hidden ? this.begin(event.detail === 0) : this.end()));
    this.back.addEventListener("click", () => this.send("undo", Date.now()));
    this.area.addEventListener("keydown", (event) => this.key(event));
    this.area.addEventListener("pointerdown", (event) => this.down(event));
    this.area.addEventListener("pointermove", (event) => this.from && this.show(drawn(this.from, this.at(event))));
    this.area.addEventListener("pointerup", () => this.from && this.take());
    this.area.addEventListener("pointercancel", () => this.show(null));
    // What the control says can take a line more, and moves the picture.
    this.watch.observe(part(".control"));
    addEventListener("resize", () => this.place());
  }

  /** @param {Data} data */
  receive(data) {
    const other = this.data?.word !== data.word;
    this.data = data;
    this.area.setAttribute("aria-label", data.words.how);
    this.back.textContent = data.words.undo;
    this.back.hidden = !data.chosen;
    if (other && !this.area.hidden) this.end();
    this.say();
  }

  /** What the control says: what to do while one chooses, else what the page shows. @param {string} [said] */
  say(said) {
    if (!this.data) return;
    const { words, state } = this.data, choosing = !this.area.hidden;
    this.button.textContent = choosing ? words.drop : words.choose;
    this.status.textContent = said ?? (choosing ? words.how : state);
  }

  /** @param {boolean} byKey */
  begin(byKey) {
    this.area.hidden = false;
    this.show(byKey ? BEGIN : null);
    this.say();
    this.place();
    this.area.focus({ preventScroll: true });
  }

  end() {
    if (this.area.contains(document.activeElement)) this.button.focus({ preventScroll: true });
    this.area.hidden = true;
    this.show(null);
    this.say();
  }

  /** Lie over the map of the page, where its picture is now. */
  place() {
    const picture = this.picture();
    if (!this.data || !picture || this.area.hidden) return;
    this.watch.observe(picture);
    const { left, top, width, height } = picture.getBoundingClientRect(), [x, y, w, h] = this.data.box;
    const sides = { left: left + x * width, top: top + y * height, width: w * width, height: h * height };
    for (const [side, px] of Object.entries(sides)) this.area.style.setProperty(side, `${px}px`);
  }

  picture() {
    return /** @type {HTMLElement | null} */ (document.querySelector(".st-key-atlas_stage img"));
  }

  /** @param {Rectangle | null} frame */
  show(frame) {
    if (!frame) this.from = null;
    this.frame = frame;
    this.rim.hidden = !frame;
    if (!frame) return;
    const { left, top, width } = frame;
    for (const [side, share] of Object.entries({ left, top, width, height: width })) {
      this.rim.style.setProperty(side, `${share * 100}%`);
    }
  }

  /** @param {PointerEvent} event
   * @returns {Point} */
  at(event) {
    const { left, top, width, height } = this.area.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (!event.isPrimary || event.button) return;
    this.area.setPointerCapture(event.pointerId);
    this.from = this.at(event);
    this.show(drawn(this.from, this.from));
    this.say();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event, frame = this.frame ?? BEGIN;
    if (key === "Escape") this.end();
    else if (key === "Enter") this.take();
    else if (key in ARROWS) this.show(this.frame ? moved(frame, ...ARROWS[key]) : frame);
    else if (key in FACTORS) this.show(this.frame ? grown(frame, FACTORS[key], this.data?.least ?? 1) : frame);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Tell Python of the frame, if it is one. */
  take() {
    const { frame, data } = this;
    this.from = null;
    if (!frame || !data) return;
    if (frame.width < data.least) {
      this.show(null);
      this.say(data.words.small);
      return;
    }
    this.end();
    this.send("chosen", { word: data.word, ...frame });
  }

  /** @param {string} name @param {unknown} value */
  send(name, value) {
    this.tell(name, value);
    this.say(this.data?.words.working);
  }
}

/** @type {WeakMap<Element, Chooser>} */
const choosers = new WeakMap();

/** @param {Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const button = /** @type {HTMLElement} */ (parentElement.querySelector(".choose"));
  const chooser = choosers.get(button) || new Chooser(parentElement);
  choosers.set(button, chooser);
  chooser.tell = setTriggerValue;
  chooser.receive(data);
}
