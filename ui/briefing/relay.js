/* What the presenter's windows share: the deck and where it stands, over a channel and in the browser's storage. */
import { Room } from "./room.js";
import { KEYS, keep, kept } from "./store.js";
/** @import { Deck, PresentersPlace, RelayMessage, Standing } from "#types" */

/**
 * What one window's end hears: deck() when the deck is another, state() when another window moved, main(there).
 * @typedef {{ deck: () => void, state: () => void, main: (there: boolean) => void }} Ears
 */

/** @param {any} deck @returns {deck is Deck} */
export const isDeck = (deck) => Boolean(deck && typeof deck.id === "string" && Array.isArray(deck.steps) && deck.steps.length);

/**
 * A state that was read, made to fit its deck; null for one of another deck, and for nonsense.
 * @param {any} state
 * @param {Deck} deck
 * @returns {Standing | null}
 */
export function fitting(state, deck) {
  if (!state || state.board !== deck.id || !Number.isInteger(state.index) || !Number.isInteger(state.turn)) return null;
  const index = Math.max(0, Math.min(deck.steps.length - 1, state.index));
  const begun = Number.isFinite(state.began_at) ? state.began_at : Date.now();
  return { board: deck.id, index, blank: Boolean(state.blank), began_at: begun, turn: state.turn, by: String(state.by) };
}

/**
 * Of two states the later turn counts; of the same turn in two windows, always the same one of them.
 * @param {Standing} one
 * @param {Standing | null} other
 */
export function later(one, other) {
  return !other || one.turn > other.turn || (one.turn === other.turn && one.by > other.by);
}

/** One window's end. */
export class Relay {
  /** @type {Deck | null} */
  deck = null;
  /** @type {Standing | null} */
  state = null;

  /**
   * @param {"main" | "speaker"} role
   * @param {string} prefix
   * @param {Ears} on
   */
  constructor(role, prefix, on) {
    this.role = role;
    this.on = on;
    this.name = role + Math.random().toString(36).slice(2);
    this.room = new Room(prefix, () => this.place(), (place) => this.overtaken(place));
    this.channel = new BroadcastChannel("atlas-briefing");
    this.channel.onmessage = (event) => this.receive(event.data || {});
  }

  /**
   * The main window begins at a scene, or, after a reload, where all windows stood.
   * @param {Deck} deck
   * @param {number} index
   * @param {boolean} again
   */
  start(deck, index, again) {
    const before = kept(KEYS.state);
    const turn = before && Number.isInteger(before.turn) ? before.turn + 1 : 1;
    const fresh = { board: deck.id, index, blank: false, began_at: Date.now(), turn, by: this.name };
    this.deck = deck;
    this.state = (again && fitting(before, deck)) || fitting(fresh, deck);
    keep(KEYS.deck, deck);
    keep(KEYS.state, this.state);
    this.post("deck", { deck, state: this.state, fresh: true });
    this.room.tell();
  }

  /** The speaker's window takes what is stored, and what the main window answers. */
  join() {
    const deck = kept(KEYS.deck);
    const state = isDeck(deck) && fitting(kept(KEYS.state), deck);
    if (state) this.take(deck, state);
    this.post("hello", {});
  }

  /**
   * @param {Deck} deck
   * @param {Standing} state
   */
  take(deck, state) {
    this.deck = deck;
    this.state = state;
    this.on.deck();
  }

  /** A wish of this window's user. @param {Partial<Standing>} part */
  change(part) {
    if (!this.deck || !this.state) return;
    const state = { ...this.state, ...part, turn: this.state.turn + 1, by: this.name };
    this.state = fitting(state, this.deck);
    keep(KEYS.state, this.state);
    this.post("state", { state: this.state });
    this.room.tell();
  }

  /** @param {RelayMessage} message */
  receive(message) {
    if (message.kind === "hello" && this.role === "main" && this.deck) this.post("deck", { deck: this.deck, state: this.state });
    else if (message.kind === "gone" && message.role === "main") this.on.main(false);
    else if (message.kind === "deck" && this.role !== "main" && isDeck(message.deck)) this.hear(message);
    else if (message.kind === "state" && this.deck) this.compare(message.state, this.deck);
  }

  /**
   * @param {unknown} told
   * @param {Deck} deck
   */
  compare(told, deck) {
    const state = fitting(told, deck);
    if (state && later(state, this.state)) this.follow(state);
  }

  /** @param {Extract<RelayMessage, { kind: "deck" }>} message */
  hear(message) {
    const state = fitting(message.state, message.deck);
    const other = !this.deck || this.deck.id !== message.deck.id;
    if (state && (message.fresh || other || later(state, this.state))) this.take(message.deck, state);
    this.on.main(true);
  }

  /** @param {Standing} state */
  follow(state) {
    this.state = state;
    this.on.state();
  }

  /**
   * @param {RelayMessage["kind"]} kind
   * @param {object} detail
   */
  post(kind, detail) {
    this.channel.postMessage({ kind, role: this.role, ...detail });
  }

  close() {
    this.post("gone", {});
    this.channel.close();
    this.room.close();
  }

  /** What followers are told. @returns {PresentersPlace | null} */
  place() {
    const step = this.state && this.deck?.steps[this.state.index];
    if (!step || !this.state || !this.deck) return null;
    const elapsed = Math.max(0, Math.min(1e6, (Date.now() - this.state.began_at) / 1000));
    return {
      storyboard: this.deck.id, scene: this.state.index, permalink: step.address, blank: this.state.blank,
      elapsed_s: elapsed, seq: this.state.turn, title: step.title, line: step.line,
    };
  }

  /** The room knows a later turn than this window: of this deck it counts, of another one it is overruled. @param {PresentersPlace} place */
  overtaken(place) {
    if (!this.deck || !this.state || place.seq <= this.state.turn) return;
    const same = place.storyboard === this.deck.id;
    const told = same ? { index: place.scene, blank: place.blank } : {};
    const state = fitting({ ...this.state, ...told, turn: place.seq + (same ? 0 : 1), by: this.name }, this.deck);
    if (!state) return;
    keep(KEYS.state, state);
    this.post("state", { state });
    this.follow(state);
    if (!same) this.room.tell();
  }
}
