/* The room that others follow: opened, told where the presenter is, and ended. Its secret stays in the presenter's windows. */
import { KEYS, keep, kept } from "./store.js";
/** @import { PresentersPlace, Tokens } from "#types" */

/** An answer; `status` 0 where no server answers. @typedef {{ status: number, wait_s: number, body: any }} Answer */

const OVER = [403, 404, 410];
const PATIENCE_S = 2;

export class Room {
  due = false;
  busy = false;
  /** Whoever shows the link hears that it is another. @type {() => void} */
  changed = () => undefined;

  /**
   * @param {string} prefix
   * @param {() => PresentersPlace | null} place
   * @param {(place: PresentersPlace) => void} overtaken
   */
  constructor(prefix, place, overtaken) {
    this.prefix = prefix;
    this.place = place;
    this.overtaken = overtaken;
    this.listen = (/** @type {StorageEvent} */ event) => { if (event.key === KEYS.room) this.changed(); };
    window.addEventListener("storage", this.listen);
  }

  /** None where nobody is asked to follow. @returns {Tokens | null} */
  tokens() {
    const room = kept(KEYS.room);
    return room && typeof room.follow === "string" && typeof room.steer === "string" ? room : null;
  }

  /** @param {Tokens} tokens */
  link(tokens) {
    return location.origin + this.prefix + "/follow/" + tokens.follow;
  }

  /** The link as a QR code. @param {Tokens} tokens */
  picture(tokens) {
    return this.prefix + "/follow/" + tokens.follow + "/qr.svg?at=" + encodeURIComponent(location.origin);
  }

  /** @param {Tokens | null} tokens */
  set(tokens) {
    keep(KEYS.room, tokens);
    this.changed();
  }

  /**
   * @param {string} method
   * @param {Tokens | null} room
   * @param {string} [body]
   * @returns {Promise<Answer>}
   */
  async ask(method, room, body) {
    /** @type {Record<string, string>} */
    const headers = { "content-type": "application/json" };
    if (room) headers.authorization = "Bearer " + room.steer;
    try {
      const path = this.prefix + "/rooms" + (room ? "/" + room.follow : "");
      const answer = await fetch(path, { method, headers, body, keepalive: true, cache: "no-store" });
      const wait = Number(answer.headers.get("retry-after")) || PATIENCE_S;
      return { status: answer.status, wait_s: wait, body: answer.status === 204 ? {} : await answer.json() };
    } catch {
      return { status: 0, wait_s: PATIENCE_S, body: {} };
    }
  }

  async open() {
    const answer = await this.ask("POST", null, "{}");
    if (answer.status !== 201) return answer;
    this.set({ follow: answer.body.follow, steer: answer.body.steer });
    this.tell();
    return answer;
  }

  async end() {
    const answer = await this.ask("DELETE", this.tokens());
    if (answer.status === 204 || OVER.includes(answer.status)) this.set(null);
    return answer;
  }

  /** Say where the presenter is now. While a request is on its way, the next one waits and says the newest. */
  tell() {
    this.due = true;
    if (!this.busy) this.work();
  }

  async work() {
    this.busy = true;
    let tokens, place;
    while (this.due && (tokens = this.tokens()) && (place = this.place())) {
      this.due = false;
      await this.put(tokens, place);
    }
    this.busy = false;
  }

  /**
   * @param {Tokens} tokens
   * @param {PresentersPlace} place
   */
  async put(tokens, place) {
    const answer = await this.ask("PUT", tokens, JSON.stringify(place));
    if (answer.status === 409) this.overtaken(answer.body.place);
    if (OVER.includes(answer.status)) this.set(null);
    if (![0, 429, 503].includes(answer.status)) return;
    this.due = true;
    await new Promise((done) => setTimeout(done, answer.wait_s * 1000));
  }

  /** Say that the presenter has left there, at once: the window may be gone in a moment. @param {PresentersPlace} place */
  leave(place) {
    const tokens = this.tokens();
    this.due = false;
    if (tokens) this.ask("PUT", tokens, JSON.stringify({ ...place, left: true }));
  }

  close() {
    this.due = false;
    window.removeEventListener("storage", this.listen);
  }
}
