/* What a presentation puts over the page: the map in a frame, a bar that is seen while the pointer moves, the follow link. */
import { Bar } from "#bar";
import { element } from "#dom";
import { Share, button } from "./share.js";
import { atlasIn } from "./page.js";
/** @import { Atlas, Texts } from "#types" */
/** @import { Room } from "./room.js" */
/** @import { Button } from "./share.js" */

/* global STYLE */

/** @typedef {{ map: string, texts: Texts, lang: string, theme: string }} Given */

const BAR = /** @type {const} */ ([
  ["previous", "\u2190"], ["next", "\u2192"], ["again", "R"], ["speaker", "S"], ["follow", ""], ["full_screen", "F"], ["end", "Esc"],
]);

/** @typedef {Record<Exclude<typeof BAR[number][0], "follow">, () => void>} Deeds */

export class Stage {
  box = element("div");
  frame = element("iframe");

  /**
   * @param {Given} data
   * @param {string} title
   * @param {Room} room
   * @param {Deeds} does
   */
  constructor(data, title, room, does) {
    const { texts, lang, theme } = data;
    this.box.id = "atlas-stage";
    this.box.lang = lang === "zh" ? "zh-CN" : lang;
    this.box.dataset.theme = theme;
    this.loading = element("p", "loading", title + " \u00b7 " + texts.loading);
    this.frame.title = title;
    this.frame.src = data.map + "#" + new URLSearchParams({ lang, theme });
    this.frame.addEventListener("load", () => { if (!this.atlas()) this.loading.textContent = texts.broken; });
    this.share = new Share(room, lang, texts);
    this.share.box.addEventListener("shut", () => this.focus());
    this.bar = this.made(texts, { ...does, follow: () => this.share.show() });
    this.tools = this.bar.box;
    this.box.attachShadow({ mode: "open" }).append(element("style", "", STYLE), this.loading, this.frame, this.tools, this.share.box);
    this.clicked = this.clicked.bind(this);
    this.guard = new MutationObserver(() => ["inert", "aria-hidden"].forEach((name) => this.box.removeAttribute(name)));
    this.page = /** @type {HTMLElement} */ (document.getElementById("root"));
    this.cover();
    room.changed = () => this.tellLink(room);
    this.tellLink(room);
  }

  /**
   * @param {Texts} texts
   * @param {Deeds & { follow: () => void }} does
   */
  made(texts, does) {
    const bar = new Bar(texts.bar);
    for (const [name, key] of BAR) {
      const made = button(name, texts[name], does[name]);
      made.title = texts[name] + (key ? " (" + key + ")" : "");
      bar.box.append(made);
    }
    return bar;
  }

  /** @param {Room} room */
  tellLink(room) {
    this.tools.querySelector(".follow")?.setAttribute("aria-pressed", String(Boolean(room.tokens())));
    this.share.draw();
  }

  /** The page below is neither seen nor reached. What it says meanwhile (of a lost server, in a dialog that makes everything
   * else inert and takes its clicks away) does not lock this out. */
  cover() {
    document.body.append(this.box);
    this.page.inert = true;
    this.page.style.visibility = "hidden";
    window.addEventListener("click", this.clicked, { capture: true });
    this.guard.observe(this.box, { attributeFilter: ["inert", "aria-hidden"] });
  }

  /** With the mouse, a click on the bar gives the keys back to the map; who came by keyboard stays. @param {MouseEvent} event */
  clicked(event) {
    const at = event.composedPath()[0];
    const own = event.composedPath().includes(this.box) && at instanceof Element;
    const made = own && /** @type {Button | null} */ (at.closest("button"));
    if (!made) return;
    event.stopImmediatePropagation();
    made.act();
    if (event.detail && this.tools.contains(made) && this.share.box.hidden && this.box.isConnected) this.focus();
  }

  /** The map's bridge, when the map is ready. @returns {Atlas | null} */
  atlas() {
    return atlasIn(this.frame);
  }

  focus() { this.frame.contentWindow?.focus(); }

  /** A laser pointer is not looking for the bar. @param {PointerEvent} event */
  moved(event) {
    const briefing = this.atlas()?.briefing();
    if (briefing && !briefing.laser) this.bar.moved(event);
  }

  fillScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.box.requestFullscreen().catch((refusal) => console.debug(refusal.message));
  }

  close() {
    this.bar.close();
    this.guard.disconnect();
    window.removeEventListener("click", this.clicked, { capture: true });
    this.box.remove();
    this.page.inert = false;
    this.page.style.visibility = "";
  }
}
