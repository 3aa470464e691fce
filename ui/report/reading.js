/* The reading pane: a document's text with its names as buttons. Everything reaches the page by textContent. */

import { element } from "#dom";
/** @import { Component } from "#types" */

/**
 * A text in pieces (`ui/report/segments.py`): plain words, and names with the ids of what they may mean.
 * @typedef {string | [text: string, ids: string[]]} Segment
 * @typedef {{ clause: string | null, opens: boolean, segments: Segment[] }} Piece
 * @typedef {{ pieces: Piece[], label: string, unplaced: string, selected: string | null, clause: string | null }} Data
 */

const SMOOTH = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

/** One pane of text. */
class Pane {
  /** @type {(ident: string) => void} */
  pick = () => undefined;
  content = "";
  /** @type {string | null | undefined} */
  selected;
  /** @type {string | null | undefined} */
  clause;
  /** What is to be brought into sight. @type {HTMLElement | null} */
  target = null;
  /** The names, with what they may mean. @type {Map<HTMLElement, string[]>} */
  names = new Map();

  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    new ResizeObserver(() => this.reveal()).observe(box);
  }

  /** @param {Data} data */
  receive(data) {
    this.box.setAttribute("aria-label", data.label);
    const content = JSON.stringify(data.pieces);
    const fresh = this.content !== content;
    if (fresh) this.write(data);
    this.content = content;
    const named = this.mark(data.selected), within = this.choose(data.clause);
    if (fresh || this.selected !== data.selected && !this.sees(data.selected)) this.target = named || this.target;
    if (fresh || this.clause !== data.clause) this.target = within || this.target;
    this.selected = data.selected;
    this.clause = data.clause;
    this.reveal();
    if (named && document.querySelector(".st-key-atlas_dock")) this.box.scrollIntoView({ block: "nearest" });
  }

  /** @param {Data} data */
  write(data) {
    this.names.clear();
    this.box.replaceChildren();
    for (const piece of data.pieces) {
      if (piece.opens || !this.box.lastChild) this.box.append(element("p"));
      const span = element("span");
      if (piece.clause) span.dataset.clause = piece.clause;
      span.append(...piece.segments.map((segment) => (typeof segment === "string" ? segment : this.name(segment, data.unplaced))));
      this.box.lastElementChild?.append(span);
    }
  }

  /**
   * @param {[text: string, ids: string[]]} segment
   * @param {string} unplaced
   */
  name([text, ids], unplaced) {
    if (!ids.length) return Object.assign(element("span", "mark", text), { title: unplaced });
    const node = element("button", "mark", text);
    node.type = "button";
    node.dataset.feature = ids[0];
    node.onclick = () => this.pick(ids[0]);
    this.names.set(node, ids);
    return node;
  }

  /** Marks the names of a feature; the first of them. @param {string | null} selected */
  mark(selected) {
    /** @type {HTMLElement[]} */
    const found = [];
    for (const [node, ids] of this.names) {
      const on = selected !== null && ids.includes(selected);
      node.classList.toggle("selected", on);
      node.setAttribute("aria-pressed", String(on));
      if (on) found.push(node);
    }
    return found[0];
  }

  /** Whether the reader sees a name of a feature already: the text stays where it is. @param {string | null} selected */
  sees(selected) {
    const { top, bottom } = this.box.getBoundingClientRect();
    return [...this.names].some(([node, ids]) => {
      const at = node.getBoundingClientRect();
      return selected !== null && ids.includes(selected) && at.height > 0 && at.top >= top && at.bottom <= bottom;
    });
  }

  /** Marks what stands in a clause and in those below it; the first of it. @param {string | null} clause */
  choose(clause) {
    const spans = /** @type {HTMLElement[]} */ ([...this.box.querySelectorAll("span[data-clause]")]);
    return spans.filter((node) => {
      const on = clause !== null && (node.dataset.clause + ".").startsWith(clause + ".");
      node.classList.toggle("chosen", on);
      return on;
    })[0];
  }

  /** A hidden tab has no height: what is to be shown waits until it has. */
  reveal() {
    const { box, target } = this;
    if (!target || !box.clientHeight) return;
    this.target = null;
    const offset = target.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTo({ top: box.scrollTop + offset - box.clientHeight / 4, behavior: SMOOTH });
  }
}

/** @type {WeakMap<HTMLElement, Pane>} */
const panes = new WeakMap();

/** @param {Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const box = /** @type {HTMLElement} */ (parentElement.querySelector(".text"));
  const pane = panes.get(box) || new Pane(box);
  panes.set(box, pane);
  pane.pick = (ident) => setTriggerValue("picked", ident);
  pane.receive(data);
}
