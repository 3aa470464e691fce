/* A briefing: the scenes of a storyboard one after the other, full screen, by keyboard or clicker. */
"use strict";
(function (A) {
  const LARGEST = 2, SMALLEST = 0.8, STEP = 0.1;
  const hosted = window.parent !== window;
  A.deck = null;
  const at = { index: 0, blank: false, notes: false, laser: false, scale: 1, typed: "" };
  const parts = {};

  A.captionHeight = () => (A.deck && parts.caption ? parts.caption.offsetHeight + 24 : 0);

  const said = (step, field) => (step ? step[field][A.lang] || "" : "");

  function drawCaption() {
    const step = A.deck.steps[at.index];
    parts.title.textContent = said(step, "title");
    parts.line.textContent = said(step, "line");
    parts.place.textContent = (at.index + 1) + " / " + A.deck.steps.length;
    parts.clause.textContent = step.clause ? A.text("clause") + " " + step.clause : "";
    parts.notes.textContent = said(step, "notes");
    parts.notes.hidden = !at.notes;
    parts.blank.hidden = !at.blank;
    document.documentElement.style.setProperty("--deck-scale", String(at.scale));
  }

  /* What changed is read out: the scene's title and line, and the map in words. */
  function speak() {
    const step = A.deck.steps[at.index];
    parts.spoken.textContent = [parts.place.textContent, said(step, "title"), said(step, "line"), said(step, "words")].join(". ");
  }

  function tell() {
    A.post("scene", { index: at.index, blank: at.blank, address: A.deck.steps[at.index].address });
  }

  /* `quiet`: the wish came from another window, which need not hear of it again. */
  A.goTo = function (index, quiet) {
    const last = A.deck.steps.length - 1;
    const wanted = Math.max(0, Math.min(last, Math.trunc(Number(index)) || 0));
    const first = !A.deck.begun;
    if (wanted === at.index && !first) return;
    A.deck.begun = true;
    at.index = wanted;
    drawCaption();
    A.showOpening(A.deck.steps[wanted].open, !first);
    A.drawDeckLegend();
    speak();
    if (!quiet) tell();
  };

  A.setBlank = function (wanted, quiet) {
    at.blank = Boolean(wanted);
    drawCaption();
    if (!quiet) tell();
  };

  A.deckState = () => (A.deck ? { index: at.index, blank: at.blank, notes: at.notes, laser: at.laser, scale: at.scale, count: A.deck.steps.length } : null);

  function enlarge(by) {
    at.scale = Math.round(Math.max(SMALLEST, Math.min(LARGEST, at.scale + by)) * 10) / 10;
    drawCaption();
  }

  /* The page around the map fills the screen with all that it has; a file that stands alone does so by itself. */
  function fullScreen() {
    const root = document.documentElement;
    if (hosted) A.post("fullscreen", {});
    else if (document.fullscreenElement) document.exitFullscreen();
    else if (root.requestFullscreen) root.requestFullscreen().catch((refusal) => console.debug(refusal.message));
  }

  function leave() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (at.blank) A.setBlank(false);
    else A.post("leave", {});
  }

  function point(wanted) {
    at.laser = wanted;
    document.documentElement.classList.toggle("pointing", wanted);
  }

  function type(digits) {
    at.typed = digits.slice(-3);
    parts.typed.textContent = at.typed;
  }

  function jump() {
    if (at.typed) A.goTo(Number(at.typed) - 1);
  }

  const actions = {
    ArrowRight: () => A.goTo(at.index + 1), ArrowLeft: () => A.goTo(at.index - 1),
    ArrowDown: () => A.goTo(at.index + 1), ArrowUp: () => A.goTo(at.index - 1),
    " ": () => A.goTo(at.index + 1), PageDown: () => A.goTo(at.index + 1), PageUp: () => A.goTo(at.index - 1),
    Home: () => A.goTo(0), End: () => A.goTo(A.deck.steps.length - 1), Enter: jump,
    f: fullScreen, n: () => { at.notes = !at.notes; drawCaption(); }, b: () => A.setBlank(!at.blank), ".": () => A.setBlank(!at.blank),
    l: () => point(!at.laser), "+": () => enlarge(STEP), "=": () => enlarge(STEP), "-": () => enlarge(-STEP), Escape: leave,
  };

  /* A key, wherever it was pressed; true when it means something here. */
  A.deckKey = function (key) {
    if (!A.deck) return false;
    const name = key.length === 1 ? key.toLowerCase() : key;
    if (/^[0-9]$/.test(name)) {
      type(at.typed + name);
      return true;
    }
    if (!Object.hasOwn(actions, name)) return false;
    actions[name]();
    type("");
    return true;
  };

  function build() {
    const stage = A.element("section", "atlas-deck");
    parts.bounds = A.map.options.maxBounds;
    ["caption", "notes", "blank", "spoken", "typed", "dot"].forEach((name) => { parts[name] = A.element("div", "deck-" + name); });
    ["title", "line", "meta"].forEach((name) => { parts[name] = A.element("div", "deck-" + name); });
    ["place", "clause"].forEach((name) => { parts[name] = A.element("span", "deck-" + name); });
    parts.spoken.setAttribute("role", "status");
    parts.spoken.setAttribute("aria-live", "polite");
    parts.title.setAttribute("role", "heading");
    parts.title.setAttribute("aria-level", "1");
    parts.meta.append(parts.place, parts.clause, parts.typed);
    parts.caption.append(parts.title, parts.line, parts.meta);
    stage.append(parts.caption, parts.notes, parts.dot, parts.blank, parts.spoken);
    document.body.append(stage);
    document.addEventListener("pointermove", (event) => {
      parts.dot.style.transform = "translate(" + event.clientX + "px," + event.clientY + "px)";
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (A.deckKey(event.key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, { capture: true });

  /* The deck: {title, steps: [{address, open, clause, title, line, notes, words}]}, texts by language; null ends it. */
  A.present = function (deck, index) {
    document.documentElement.classList.toggle("presenting", Boolean(deck));
    A.deck = deck;
    if (!parts.caption) build();
    // Whoever looks around is kept on the map; what a storyboard says is shown as it says.
    A.map.setMaxBounds(deck ? null : parts.bounds);
    if (!deck) return;
    A.showTimebar(false);
    A.map.invalidateSize({ animate: false });
    A.deck.begun = false;
    A.goTo(index || 0, true);
  };

  A.redrawDeck = function () {
    if (!A.deck) return;
    drawCaption();
    A.drawDeckLegend();
  };
})(window.AtlasMap);
