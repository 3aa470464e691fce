/* The presentation: keys wherever they are pressed, an address that stays true, and the speaker's window beside it. */
import { Relay, isBriefing } from "./relay.js";
import { Stage } from "./stage.js";
import { KEYS, kept } from "./store.js";
/** @import { Briefing, Component, Lang, Message } from "#types" */
/** @import { Given } from "./stage.js" */

/** @typedef {Given & { prefix: string, board: string, briefing: Briefing, index: number }} Data */
/** @typedef {(name: string, value: unknown) => void} Tell */

const MARK = "atlas-presenting"; // in this tab: a reload goes on where it was, a new start begins anew
const WINDOW = "noopener,popup,width=1360,height=860"; // a process of its own, so that its maps do not slow this one
const SAID = ["present", "scene", "theme"]; // in the address as long as the presentation lasts

/** Whether the page was loaded for an address, and not again; asked once, since what comes later in it goes on. */
let asked = performance.getEntriesByType("navigation").some((entry) => /** @type {PerformanceNavigationTiming} */ (entry).type === "navigate");

/** @param {string} board */
function marked(board) {
  const anew = asked;
  asked = false;
  try {
    return !anew && sessionStorage.getItem(MARK) === board;
  } catch {
    return false;
  }
}

/** @param {string} board "" for none */
function mark(board) {
  try {
    if (board) sessionStorage.setItem(MARK, board);
    else sessionStorage.removeItem(MARK);
  } catch (refusal) {
    console.debug(String(refusal));
  }
}

/** A storyboard that the server has lost with its session is still in the browser. @param {Data} data */
function briefingOf(data) {
  const stored = kept(KEYS.briefing);
  return data.board !== data.briefing.id && isBriefing(stored) && stored.id === data.board ? stored : data.briefing;
}

class Presentation {
  /** @type {Tell} */
  tell = () => undefined;

  /** @param {Data} data */
  constructor(data) {
    const briefing = briefingOf(data);
    this.data = data;
    this.relay = new Relay("main", data.prefix, { briefing: () => undefined, state: () => this.obey(), main: () => undefined });
    this.relay.start(briefing, data.index, marked(briefing.id));
    mark(briefing.id);
    this.stage = new Stage(data, briefing.title[/** @type {Lang} */ (data.lang)], this.relay.room, {
      previous: () => this.key("ArrowLeft"), next: () => this.key("ArrowRight"), again: () => this.key("r"), speaker: () => this.openSpeaker(),
      full_screen: () => this.stage.fillScreen(), end: () => this.leave(true),
    });
    this.pressed = this.pressed.bind(this);
    this.moved = (/** @type {PointerEvent} */ event) => this.stage.moved(event);
    this.listening = this.listen();
    this.writeAddress();
  }

  listen() {
    const ended = new AbortController(), { signal } = ended;
    window.addEventListener("message", (event) => this.hear(event), { signal });
    window.addEventListener("keydown", this.pressed, { capture: true, signal });
    window.addEventListener("pointermove", this.moved, { signal });
    window.addEventListener("pagehide", () => this.relay.leave(), { signal });
    return ended;
  }

  begin() {
    const { frame, loading } = this.stage;
    this.stage.atlas()?.present(this.relay.briefing, this.relay.state?.index);
    this.obey();
    loading.hidden = true;
    // The map's document swallows the keys that it has a use for; of the others one is for us.
    frame.contentWindow?.addEventListener("keydown", this.pressed);
    frame.contentWindow?.addEventListener("pointermove", this.moved);
    this.stage.focus();
  }

  /** Show where the windows stand, when it was another one that moved. */
  obey() {
    const atlas = this.stage.atlas(), { state } = this.relay;
    this.writeAddress();
    if (!atlas || !state) return;
    atlas.goTo(state.index);
    atlas.setBlank(state.blank);
  }

  /** @param {MessageEvent} event */
  hear(event) {
    if (event.source !== this.stage.frame.contentWindow || event.origin !== location.origin) return;
    const told = /** @type {Message} */ (event.data || {});
    if (told.atlas === "ready") this.begin();
    if (told.atlas === "leave") this.leave();
    if (told.atlas === "tap") this.stage.bar.tapped();
    if (told.atlas === "fullscreen") this.stage.fillScreen();
    if (told.atlas === "scene") {
      this.relay.change({ index: told.index, blank: told.blank });
      this.writeAddress();
    }
  }

  /** @param {string} name */
  key(name) { return this.stage.atlas()?.key(name) || false; }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const at = event.composedPath()[0];
    // The map's elements are of another window, and so are their classes.
    const inside = (/** @type {string} */ name) => "closest" in at && /** @type {Element} */ (at).closest(name);
    const { share } = this.stage;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !share.box.hidden) share.hide();
    else if (inside(".share") || (inside(".bar") && /^(Enter| |Tab)$/.test(event.key))) return;
    else if (event.key.toLowerCase() === "s") this.openSpeaker();
    else if (event.view !== window || !this.key(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  openSpeaker() {
    const asked = new URLSearchParams({ lang: this.data.lang, theme: this.data.theme });
    window.open(this.data.prefix + "/speaker?" + asked, "_blank", WINDOW);
  }

  writeAddress() {
    const { state } = this.relay;
    const { lang, theme } = this.data;
    if (!state) return;
    const said = new URLSearchParams(location.search);
    const shown = { present: "1", board: state.board, scene: String(state.index + 1), lang, theme };
    for (const [name, value] of Object.entries(shown)) said.set(name, value);
    history.replaceState(history.state, "", location.pathname + "?" + said);
  }

  /** Escape leaves the full screen first. @param {boolean} [surely] */
  leave(surely) {
    if (document.fullscreenElement && !surely) {
      document.exitFullscreen();
      return;
    }
    const said = new URLSearchParams(location.search);
    SAID.forEach((name) => said.delete(name));
    history.replaceState(history.state, "", location.pathname + "?" + said);
    this.close();
    this.tell("left", { index: this.relay.state?.index });
  }

  /**
   * @param {Data} data
   * @param {Tell} tell
   */
  receive(data, tell) {
    this.data = data;
    this.tell = tell;
    if (!this.listening.signal.aborted) this.stage.atlas()?.setTheme(data.theme);
  }

  close() {
    if (this.listening.signal.aborted) return;
    this.listening.abort();
    mark("");
    this.relay.close();
    this.stage.close();
  }
}

/** One for each element that Streamlit mounts. @type {WeakMap<HTMLElement, Presentation>} */
const presentations = new WeakMap();

/** @param {Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const host = /** @type {HTMLElement} */ (parentElement.querySelector(".atlas-present"));
  const presentation = presentations.get(host) || new Presentation(data);
  presentations.set(host, presentation);
  presentation.receive(data, setTriggerValue);
  return () => presentation.close();
}
