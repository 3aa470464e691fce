/* What the presenter's windows share: the briefing and where it stands, over a channel and in the browser's storage. */
import { Room } from "./room.js";
import { KEYS, keep, kept } from "./store.js";
/** @import { Briefing, PresentersPlace, RelayMessage, Standing } from "#types" */

/**
 * What one window's end hears: briefing() when the briefing is another, state() when another window moved, main(there).
 * @typedef {{ briefing: () => void, state: () => void, main: (there: boolean) => void }} Ears
 */

/** @param {any} briefing @returns {briefing is Briefing} */
export const isBriefing = (briefing) => Boolean(briefing && typeof briefing.id === "string" && Array.isArray(briefing.steps) && briefing.steps.length);

/**
 * A state that was read, made to fit its briefing; null for one of another briefing, and for nonsense.
 * @param {any} state
 * @param {Briefing} briefing
 * @returns {Standing | null}
 */
export function fitting(state, briefing) {
  if (!state || state.board !== briefing.id || !Number.isInteger(state.index) || !Number.isInteger(state.turn)) return null;
  const index = Math.max(0, Math.min(briefing.steps.length - 1, state.index));
  const begun = Number.isFinite(state.began_at) ? state.began_at : Date.now();
  return { board: briefing.id, index, blank: Boolean(state.blank), began_at: begun, turn: state.turn, by: String(state.by) };
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
  /** @type {Briefing | null} */
  briefing = null;
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
   * @param {Briefing} briefing
   * @param {number} index
   * @param {boolean} again
   */
  start(briefing, index, again) {
    const before = kept(KEYS.state);
    const turn = before && Number.isInteger(before.turn) ? before.turn + 1 : 1;
    const fresh = { board: briefing.id, index, blank: false, began_at: Date.now(), turn, by: this.name };
    this.briefing = briefing;
    const stood = again && fitting(before, briefing);
    this.state = stood ? { ...stood, turn } : fitting(fresh, briefing);
    keep(KEYS.briefing, briefing);
    keep(KEYS.state, this.state);
    this.post("briefing", { briefing, state: this.state, fresh: true });
    this.room.tell();
  }

  /** The speaker's window takes what is stored, and what the main window answers. */
  join() {
    const briefing = kept(KEYS.briefing);
    const state = isBriefing(briefing) && fitting(kept(KEYS.state), briefing);
    if (state) this.take(briefing, state);
    this.post("hello", {});
  }

  /**
   * @param {Briefing} briefing
   * @param {Standing} state
   */
  take(briefing, state) {
    this.briefing = briefing;
    this.state = state;
    this.on.briefing();
  }

  /** A wish of this window's user. @param {Partial<Standing>} part */
  change(part) {
    if (!this.briefing || !this.state) return;
    const state = { ...this.state, ...part, turn: this.state.turn + 1, by: this.name };
    this.state = fitting(state, this.briefing);
    keep(KEYS.state, this.state);
    this.post("state", { state: this.state });
    this.room.tell();
  }

  /** @param {RelayMessage} message */
  receive(message) {
    if (message.kind === "hello" && this.role === "main" && this.briefing) this.post("briefing", { briefing: this.briefing, state: this.state });
    else if (message.kind === "gone" && message.role === "main") this.on.main(false);
    else if (message.kind === "briefing" && this.role !== "main" && isBriefing(message.briefing)) this.hear(message);
    else if (message.kind === "state" && this.briefing) this.compare(message.state, this.briefing);
  }

  /**
   * @param {unknown} told
   * @param {Briefing} briefing
   */
  compare(told, briefing) {
    const state = fitting(told, briefing);
    if (state && later(state, this.state)) this.follow(state);
  }

  /** @param {Extract<RelayMessage, { kind: "briefing" }>} message */
  hear(message) {
    const state = fitting(message.state, message.briefing);
    const other = !this.briefing || this.briefing.id !== message.briefing.id;
    if (state && (message.fresh || other || later(state, this.state))) this.take(message.briefing, state);
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

  /** Another turn of a state: what is stored of another briefing stays. @param {Standing} state */
  turn(state) {
    this.state = { ...state, turn: state.turn + 1, by: this.name };
    if (kept(KEYS.state)?.board === state.board) keep(KEYS.state, this.state);
  }

  /**
   * This window goes: the others hear of it, and of the presentation itself the followers, until a window moves again. That is a turn of
   * its own, so that a request which is still on its way does not come after it.
   */
  leave() {
    if (this.role === "main" && this.state) this.turn(this.state);
    const place = this.role === "main" ? this.place() : null;
    this.post("gone", {});
    if (place) this.room.leave(place);
  }

  close() {
    this.leave();
    this.channel.close();
    this.room.close();
  }

  /** What followers are told. @returns {PresentersPlace | null} */
  place() {
    const step = this.state && this.briefing?.steps[this.state.index];
    if (!step || !this.state || !this.briefing) return null;
    const elapsed = Math.max(0, Math.min(1e6, (Date.now() - this.state.began_at) / 1000));
    return {
      storyboard: this.briefing.id, scene: this.state.index, permalink: step.address, blank: this.state.blank,
      elapsed_s: elapsed, seq: this.state.turn, title: step.title, line: step.line,
    };
  }

  /** The room knows a later turn than this window: of this briefing it counts, of another one it is overruled. @param {PresentersPlace} place */
  overtaken(place) {
    if (!this.briefing || !this.state || place.seq <= this.state.turn) return;
    const same = place.storyboard === this.briefing.id;
    const told = same ? { index: place.scene, blank: place.blank } : {};
    const state = fitting({ ...this.state, ...told, turn: place.seq + (same ? 0 : 1), by: this.name }, this.briefing);
    if (!state) return;
    keep(KEYS.state, state);
    this.post("state", { state });
    this.follow(state);
    if (!same) this.room.tell();
  }
}
