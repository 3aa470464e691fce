/* The link by which others follow: opened, shown large, copied, ended. Used by the presentation and the speaker's window. */
import { element } from "#dom";
/** @import { Texts } from "#types" */
/** @import { Answer, Room } from "./room.js" */

const LOOPBACK = /^(localhost|127\.[\d.]+|\[::1\])$/;

/** A button that also others may press, see `stage.js`. @typedef {HTMLButtonElement & { act: () => void }} Button */

/**
 * @param {string} name
 * @param {string} text
 * @param {() => void} action
 * @returns {Button}
 */
export function button(name, text, action) {
  const made = Object.assign(element("button", name, text), { act: action });
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

export class Share {
  box = element("section", "share");
  link = element("textarea", "link");
  code = element("img", "code");
  note = element("p", "note");

  /**
   * @param {Room} room
   * @param {string} lang
   * @param {Texts} texts
   */
  constructor(room, lang, texts) {
    this.room = room;
    this.lang = lang;
    this.texts = texts;
    this.copy = button("copy", texts.share_copy, () => this.copyLink());
    this.stop = button("stop", texts.share_end, () => this.end());
    this.shut = button("shut", texts.share_close, () => this.hide());
    this.describe();
    this.build();
  }

  describe() {
    this.box.hidden = true;
    this.box.setAttribute("role", "dialog");
    this.box.setAttribute("aria-label", this.texts.share_title);
    this.link.readOnly = true;
    this.link.rows = 2;
    this.link.setAttribute("aria-label", this.texts.follow);
    this.code.alt = this.texts.share_qr;
    this.note.setAttribute("role", "status");
  }

  build() {
    const head = element("div", "head");
    head.append(element("strong", "", this.texts.share_title), this.shut);
    const row = element("div", "row");
    row.append(this.link, this.copy, this.stop);
    const words = element("div", "words");
    words.append(element("p", "", this.texts.share_text), row);
    if (LOOPBACK.test(location.hostname)) words.append(element("p", "local", this.texts.share_local));
    words.append(this.note);
    const body = element("div", "body");
    body.append(words, this.code);
    this.box.append(head, body);
  }

  draw() {
    const tokens = this.room.tokens();
    for (const part of [this.link, this.copy, this.stop, this.code]) part.hidden = !tokens;
    this.link.value = tokens ? this.room.link(tokens) : "";
    if (tokens && this.code.getAttribute("src") !== this.room.picture(tokens)) this.code.src = this.room.picture(tokens);
  }

  /** @param {string} text */
  say(text) {
    this.note.textContent = text;
  }

  /** Why the server did not do it, in the reader's language. @param {Answer} answer */
  reason(answer) { return answer.body[this.lang] || this.texts.share_away; }

  async show() {
    this.box.hidden = false;
    this.say("");
    this.draw();
    if (!this.room.tokens()) {
      const answer = await this.room.open();
      if (answer.status !== 201) this.say(this.reason(answer));
    }
    this.draw();
    (this.room.tokens() ? this.copy : this.shut).focus();
  }

  hide() {
    this.box.hidden = true;
    this.box.dispatchEvent(new Event("shut"));
  }

  async end() {
    const answer = await this.room.end();
    this.say(this.room.tokens() ? this.reason(answer) : this.texts.share_over);
    this.draw();
    this.shut.focus();
  }

  /** The clipboard is for pages with a certificate; the older way works everywhere. */
  async copyLink() {
    this.link.select();
    if (navigator.clipboard) await navigator.clipboard.writeText(this.link.value).catch(() => document.execCommand("copy"));
    else document.execCommand("copy");
    this.say(this.texts.share_copied);
  }
}
