/* Starts the map before Streamlit, in an iframe beside Streamlit's tree, where no rerun reaches it, and owns it to the
   end: an iframe that is moved loads anew. Streamlit's component (host.js) joins it; a reader who only looks needs none. */
import { breath, bringBack, course, differ, differing, sayRestored, shownBy, trail } from "./history.js";
import { remembered, wayOf } from "./remembered.js";
import { KEPT, sideWidth } from "./side.js";
import { taken } from "../briefing/store.js";
import { fittedOf, parseView, viewText } from "../../maps/web/view/fitting.js";
import { follow, translate } from "./translate.js";
/** @import { Early, Hosted, MapFrame, Message, Restored } from "#types" */
/** @import { Phrases } from "./translate.js" */

/**
 * What the page is given (`ui/server/shell.py`).
 * @typedef {{ client: Record<"module" | "modulepreload" | "stylesheet", string[]>, sheet: string, base: string, paths: string[], start: string,
 *   theme: string | null, map: Hosted | null, first: boolean, lost: string | null, phrases: Record<string, Phrases> }} Given
 */

(function () {
  const LONGEST_MS = 1500; // frames of one origin share a thread: Streamlit waits for the map, but not for ever
  const FADE_MS = 300;
  /** @type {Given} */
  const given = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("atlas-shell")).textContent);
  const still = /** @type {HTMLElement} */ (document.querySelector(".atlas-still"));
  const anchor = /** @type {HTMLScriptElement} */ (document.currentScript), page = document.documentElement;
  const here = location.origin + given.base;
  /** What the map said before Streamlit was there: the last word of each kind. @type {Map<string, Early>} */
  const told = new Map();
  /** @type {MapFrame | null} */
  let frame = null;
  let begun = false;
  /** Whether the reader has done something since the history was last changed. */
  let acted = false;
  /** What an entry of another page or language showed, and where another page's looked, until Python is there. @type {{ shown: Restored, view?: string | null } | null} */
  let due = null;
  const goesOn = breath(), steps = course(), way = trail(wayOf(history.state));

  /** Where Streamlit's client looks for the reader's choice when it starts. @param {string} path */
  const chosenAt = (path) => "stActiveTheme-" + path + "-v2";

  function chosen() {
    try {
      if (given.theme) {
        const name = JSON.stringify(given.theme === "dark" ? "Dark" : "Light");
        [...given.paths, location.pathname].forEach((path) => localStorage.setItem(chosenAt(path), name));
      }
      const stored = /** @type {string} */ (localStorage.getItem(chosenAt(location.pathname)));
      return /** @type {Record<string, string>} */ ({ '"Dark"': "dark", '"Light"': "light" })[stored];
    } catch (refusal) {
      console.debug(/** @type {Error} */ (refusal).message);
      return given.theme;
    }
  }

  /* An address that no page has is the start page's, which says so; Streamlit would say it in English. */
  function settle() {
    if (given.lost === null) return;
    const query = new URLSearchParams(location.search);
    if (given.lost) query.set("page", given.lost);
    history.replaceState(history.state, "", given.base + (query.size ? "?" + query.toString() : ""));
  }

  /* As Streamlit decides it. */
  function theme() {
    return chosen() || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  }

  /** @param {Hosted} data */
  const opening = (data) => data.url + "#" + new URLSearchParams({ ...data.open, theme: data.theme }).toString();

  /** @param {Hosted} data */
  function open(data) {
    frame = /** @type {MapFrame} */ (document.createElement("iframe"));
    frame.className = "atlas-frame";
    frame.title = data.title;
    frame.src = opening(data);
    frame.done = 0;
    frame.view = data.open.view || null;
    frame.asked = data;
    frame.shut = false;
    frame.addEventListener("load", () => {
      watch(/** @type {Window} */ (/** @type {MapFrame} */ (frame).contentWindow));
      if (!bridge()) begin();
    });
    anchor.after(frame);
    guard();
  }

  /** Whatever the reader does in a window may make an entry of the history. @param {Window} shown */
  function watch(shown) {
    // A click that no pointer and no key made is a screen reader's or a voice's.
    for (const act of ["pointerdown", "click"]) shown.addEventListener(act, () => { acted = true; }, true);
    // With Alt the browser goes back and forward, which is no act on the page.
    shown.addEventListener("keydown", (event) => { acted ||= !event.altKey && event.key !== "Alt"; }, true);
  }

  /* One step back for one act. Streamlit makes an entry for a page and another one for its query, and, when a step back has
     changed what the map shows, one more, with which all that lay ahead is lost: whatever no act came before takes the place of
     the entry that is there. */
  function keepHistory() {
    const push = history.pushState.bind(history);
    history.pushState = (state, title, address) => {
      const to = new URL(address ?? location.href, location.href), known = to.href === location.href && !state?.atlas;
      if (!acted && steps.strays(to.pathname)) {
        setTimeout(askAgain);
        return;
      }
      if (acted) steps.end();
      if (acted && to.pathname !== location.pathname) due = null;
      if (acted && !known) push({ ...state, way: state?.way ?? way.step(seen()) }, title, address);
      else history.replaceState({ ...(to.pathname === location.pathname && history.state), ...state, way: way.here() }, title, address);
      if (!known) acted = false;
    };
    watch(window);
    window.addEventListener("popstate", stepBack);
  }

  /* Streamlit goes to the page of an answer that came late: it is told once more where the last step has led. */
  function askAgain() { window.dispatchEvent(new PopStateEvent("popstate", { state: history.state })); }

  /* On the same page the map is brought back at once, and Streamlit, which would begin the page anew, hears nothing of it. */
  function stepBack(/** @type {PopStateEvent} */ event) {
    if (!event.isTrusted) return; // it is for Streamlit alone
    const shown = remembered(event.state), asked = frame?.asked, looked = parseView(way.go(wayOf(event.state)));
    acted = false;
    steps.lead(location.pathname);
    due = null;
    if (!asked?.address || !shown) return;
    const spoken = new URLSearchParams(location.search).get("lang") ?? asked.lang;
    if (!isAt(asked.page) || spoken !== asked.lang) {
      due = isAt(asked.page) ? { shown } : { shown, view: new URLSearchParams(location.search).get("view") };
      return;
    }
    event.stopImmediatePropagation();
    restore(shown);
    if (looked) bridge()?.setView(looked);
  }

  /** Whether the address is that of a page. @param {string} name */
  function isAt(name) {
    const path = location.pathname;
    return path === given.base + name || (path === given.base && name === given.start);
  }

  /** The map looks where it looked on a page that one goes back to. @param {string | null} text what the address says of it */
  function lookBack(text) {
    const atlas = bridge(), view = parseView(text);
    if (view) atlas?.setView(view);
    else atlas?.open(fittedOf(/** @type {MapFrame} */ (frame).asked.open));
  }

  /** Where the map looks now, as an address says it. */
  const seen = (atlas = bridge()) => atlas && viewText(atlas.state().view);

  /** @param {Restored} shown */
  function restore(shown) {
    const atlas = bridge(), { asked } = /** @type {MapFrame} */ (frame);
    if (!atlas || !asked.address) return;
    bringBack(atlas, shown, asked);
    sayRestored(asked, shown);
    const { page } = asked, { layers, date, indicator, hidden, opacity, unnamed, selected, besides } = shown, number = (frame?.back?.number ?? 0) + 1;
    /** @type {MapFrame} */ (frame).back = { number, at: performance.now() };
    tell("visible", { page, layers });
    tell("date", date);
    tell("indicator", { page, indicator });
    tell("hidden", { page, hidden });
    tell("opacity", { page, opacity });
    tell("unnamed", { page, unnamed });
    tell("selected", selected && [selected, ...besides].join(","));
    // A state that Streamlit knows already is no news to it, though something else may have been shown since.
    tell("restored", { page, number, ...shown }, "ask");
    writeAddress();
  }

  /* A dialog of Streamlit's makes everything else inert; the map goes on, above all when the server is what it lost. */
  function guard() {
    const guarded = /** @type {MapFrame} */ (frame);
    new MutationObserver(() => {
      if (guarded.inert !== guarded.shut) guarded.inert = guarded.shut;
      guarded.removeAttribute("aria-hidden");
    }).observe(guarded, { attributeFilter: ["inert", "aria-hidden"] });
  }

  function bridge() {
    const atlas = frame && frame.contentWindow && frame.contentWindow.atlas;
    return atlas && atlas.ready ? atlas : null;
  }

  /**
   * @param {"link" | "script"} tag
   * @param {Record<string, string>} attributes
   */
  function load(tag, attributes) {
    document.head.append(Object.assign(document.createElement(tag), { crossOrigin: "", ...attributes }));
  }

  /* What Streamlit's own page loads. */
  function begin() {
    if (begun) return;
    begun = true;
    // Ours comes with Streamlit's, since in the head it would hold up the map; and behind all of Streamlit's, which it mends.
    document.body.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: given.sheet }));
    /** @type {const} */ (["stylesheet", "modulepreload"]).forEach((rel) => given.client[rel].forEach((href) => load("link", { rel, href })));
    given.client.module.forEach((src) => load("script", { type: "module", src }));
  }

  /* The address is the permalink of what is shown. It is kept true here and not by Python, which is not told of every
     move and may be out of reach. */
  function writeAddress() {
    const { asked, view } = /** @type {MapFrame} */ (frame);
    if (!asked.address || !isAt(asked.page)) return;
    if (due) {
      const { shown, view } = due;
      due = null;
      if (view !== undefined) lookBack(view);
      restore(shown);
      return;
    }
    const said = new URLSearchParams(asked.address);
    if (view) said.set("view", view);
    const search = "?" + said.toString().replaceAll("%2C", ",");
    enter(location.pathname + search);
  }

  /** An entry of its own where the map shows something else than in the entry that is there. @param {string} address */
  function enter(address) {
    const atlas = bridge(), before = remembered(history.state), { asked } = /** @type {MapFrame} */ (frame);
    const shown = atlas ? shownBy(atlas, asked) : before, names = shown && before ? differing(shown, before) : [];
    const step = names.length > 0 && !goesOn(names);
    const state = { ...history.state, atlas: shown, way: step ? way.step(seen()) : way.stay() };
    if (step) history.pushState(state, "", address);
    else if (address !== location.pathname + location.search || differ(shown, before)) history.replaceState(state, "", address);
  }

  /**
   * What Python will say of the address, said here until it does.
   * @param {string} name
   * @param {string | null} value
   */
  function note(name, value) {
    const said = /** @type {MapFrame} */ (frame).asked.address;
    if (!said) return;
    if (value === null) delete said[name]; else said[name] = value;
    writeAddress();
  }

  /**
   * `way` is the component's: a state, or an event of this moment.
   * @param {string} name
   * @param {unknown} value
   * @param {Early["way"]} way
   */
  function tell(name, value, way = "tell") {
    const listener = /** @type {MapFrame} */ (frame)[way];
    if (listener) listener(name, value);
    else told.set(name, { value, way });
  }

  /** A key that was pressed in the map and is the page's. @param {string} key */
  function press(key) {
    window.focus();
    document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  }

  /** @type {{ [Name in Message["atlas"]]?: (message: Extract<Message, { atlas: Name }>) => void }} */
  const heard = {
    ready() {
      begin();
      drawn();
      frame?.obey?.();
    },
    clause(message) { tell("clause", message.clause, "ask"); },
    slash() { press("/"); },
    keys() { press("?"); },
    capture(message) { tell("capture", taken(message.view), "ask"); },
    export(message) {
      tell("export", { ...message.view, page: /** @type {MapFrame} */ (frame).asked.page }, "ask");
    },
    view(message) {
      const shown = /** @type {MapFrame} */ (frame);
      const before = shown.view;
      shown.view = message.own ? viewText(message.view) : null;
      if (before || shown.view) writeAddress();
      if (way.look(viewText(message.view), message.led)) history.replaceState({ ...history.state, way: way.here() }, "");
    },
    select(message) {
      note("selected", message.id);
      tell("selected", message.id);
    },
    date(message) {
      note("date", message.date);
      tell("date", message.date);
    },
    indicator(message) {
      note("indicator", message.indicator);
      tell("indicator", { page: /** @type {MapFrame} */ (frame).asked.page, indicator: message.indicator });
    },
    hidden(message) {
      note("hidden", message.hidden.join(",") || null);
      tell("hidden", { page: /** @type {MapFrame} */ (frame).asked.page, hidden: message.hidden });
    },
    opacity(message) {
      note("opacity", message.opacity.join(",") || null);
      tell("opacity", { page: /** @type {MapFrame} */ (frame).asked.page, opacity: message.opacity });
    },
    unnamed(message) {
      note("unnamed", message.unnamed.join(",") || null);
      tell("unnamed", { page: /** @type {MapFrame} */ (frame).asked.page, unnamed: message.unnamed });
    },
    visible(message) {
      note("layers", message.layers.join(","));
      tell("visible", { page: /** @type {MapFrame} */ (frame).asked.page, layers: message.layers });
    },
  };

  /** @param {MessageEvent} event */
  function listen(event) {
    if (!frame || event.source !== frame.contentWindow || event.origin !== location.origin) return;
    const message = /** @type {Message} */ (event.data || {});
    if (Object.hasOwn(heard, message.atlas)) /** @type {(message: Message) => void} */ (heard[message.atlas])(message);
  }

  /* What is printed is the map that is seen, laid out for paper; of the composer's page the sheet that it shows. */
  function print(/** @type {boolean} */ wanted) {
    const atlas = bridge(), covered = frame?.asked.covered, away = frame?.classList.contains("away");
    page.classList.toggle("atlas-printing-sheet", wanted && Boolean(covered) && !away);
    if (!atlas || !frame || wanted && (covered || away)) return;
    page.classList.toggle("atlas-printing", wanted);
    atlas.print(wanted ? document.title + " · " + frame.asked.title : null);
  }

  /* The cities' outlines go when the map has them. */
  function drawn() {
    const skeleton = document.querySelector(".atlas-skeleton:not(.drawn)");
    skeleton?.classList.add("drawn");
    setTimeout(() => skeleton?.remove(), FADE_MS);
  }

  /* The outlines give way to the side panel, or to a sentence that says what is wrong. */
  function giveWay() {
    const seen = new MutationObserver(() => {
      if (!document.querySelector("#root :is(.atlas-heading, .atlas-fault)")) return;
      seen.disconnect();
      still.remove();
    });
    seen.observe(/** @type {HTMLElement} */ (document.getElementById("root")), { childList: true, subtree: true });
  }

  window.atlasShell = {
    bridge,
    /* The map, opened where that has not happened yet or where the data have changed since. */
    map(data) {
      if (frame && frame.asked.url !== data.url) {
        frame.remove();
        frame = null;
      }
      if (!frame) open(data);
      return /** @type {MapFrame} */ (frame);
    },
    /* What the map said before anyone listened, once. */
    early() {
      const found = new Map(told);
      told.clear();
      return found;
    },
    writeAddress,
    /* The map is about to be told to look elsewhere. */
    leave: () => way.leave(seen()),
  };

  /* As wide as the reader made the side panel (ui/frame/column.js). */
  function lay() {
    try {
      const width = Number(localStorage.getItem(KEPT));
      if (width > 0 && Number.isFinite(width)) page.style.setProperty("--atlas-side", sideWidth(width));
    } catch (refusal) {
      console.debug(/** @type {Error} */ (refusal).message);
    }
  }

  settle();
  follow();
  translate(given.phrases);
  window.__streamlit = { BACKEND_BASE_URL: here, MAIN_PAGE_BASE_URL: here };
  const found = theme();
  page.dataset.atlasTheme = found;
  page.dataset.atlasPage = given.map?.address ? given.map.page : "";
  lay();
  keepHistory();
  window.addEventListener("message", listen);
  window.addEventListener("beforeprint", () => print(true));
  window.addEventListener("afterprint", () => print(false));
  document.addEventListener("DOMContentLoaded", giveWay, { once: true });
  if (given.map && given.first) {
    const { address } = given.map;
    open({ ...given.map, theme: found, address: address && { ...address, theme: found } });
    setTimeout(begin, LONGEST_MS);
  } else {
    begin();
  }
})();
