/* What a step back takes back: each act on the map is an entry of the browser's history, which remembers what was shown. */
/** @import { Atlas, Hosted, MapFrame, Restored, Way } from "#types" */

const BREATH_MS = 1500, ANSWER_MS = 5000, MOST_STRAYS = 5;

/**
 * Where the last step back or forward leads. Streamlit's answer to the step before it, or what the map told on the page between,
 * may come later than the step: whoever goes on from there has not been asked to.
 */
export function course() {
  let path = "", until = -Infinity, left = 0;
  return {
    /** @param {string} to */
    lead(to) {
      path = to;
      until = performance.now() + ANSWER_MS;
      left = MOST_STRAYS;
    },
    /** The reader has gone elsewhere. */
    end() { left = 0; },
    /** Whether a page is another one than the step leads to; a server that insists is believed. @param {string} to */
    strays: (to) => to !== path && performance.now() < until && left-- > 0,
  };
}

/**
 * A step that moved the map by itself also takes the view back, and forward again; where the reader moved it, it stays.
 * @param {Way | null} kept by the entry that is there
 */
export function trail(kept) {
  let here = kept ?? { at: 0, from: null, led: null }, flying = false;
  /** Where it looked when it was told to look elsewhere, until that is a step. @type {string | null} */
  let left = null;
  return {
    here: () => here,
    /** The map is told to look elsewhere. @param {string | null} view that is seen */
    leave(view) { left ??= view; },
    /** A new entry. @param {string | null} view that is seen */
    step(view) {
      here = { at: here.at + 1, from: left ?? view, led: null };
      flying = left !== null;
      left = null;
      return here;
    },
    /** No new entry: what the map was told belongs to the one that is there. */
    stay() {
      if (left !== null) {
        here = { ...here, from: here.led === null ? left : here.from };
        flying = true;
        left = null;
      }
      return here;
    },
    /** The map has moved; whether the entry has that to remember. @param {string} view @param {boolean} led by what it was told */
    look(view, led) {
      if (flying && led) here = { ...here, led: view };
      return flying && led;
    },
    /** Back or forward to an entry: the view that comes with it. @param {Way | null} to */
    go(to) {
      const before = here;
      here = to ?? { at: before.at, from: null, led: null };
      flying = false;
      left = null;
      if (here.at < before.at) return before.led && before.from;
      return here.at > before.at ? here.led : null;
    },
  };
}

/** What the map shows, and what Python said last of the text and the lists beside it. @param {Atlas} atlas @param {Hosted} asked @returns {Restored} */
export function shownBy(atlas, asked) {
  const { on, date, indicator, hidden, opacity, unnamed, selected, besides } = atlas.state(), { clause = null, filter = null } = asked.address ?? {};
  return { layers: on, date, indicator, hidden, opacity, unnamed, selected, besides, clause, filter, listed: asked.listed ?? {} };
}

/** @param {unknown} one @param {unknown} other */
export const differ = (one, other) => JSON.stringify(one) !== JSON.stringify(other);

/** The names of what is different. @param {Restored} one @param {Restored} other */
export function differing(one, other) {
  return /** @type {(keyof Restored)[]} */ (Object.keys(one)).filter((name) => differ(one[name], other[name]));
}

/** @param {Atlas} atlas @param {Restored} wanted @param {Hosted} asked */
export function bringBack(atlas, wanted, asked) {
  const names = differing(wanted, shownBy(atlas, asked));
  if (names.includes("layers")) atlas.setVisible(wanted.layers);
  if (names.includes("date")) atlas.setDate(wanted.date);
  if (names.includes("indicator")) atlas.setIndicator(wanted.indicator);
  if (names.includes("hidden")) atlas.setHidden(wanted.hidden);
  if (names.includes("opacity")) atlas.setOpacity(wanted.opacity);
  if (names.includes("unnamed")) atlas.setUnnamed(wanted.unnamed);
  if (names.includes("selected") || names.includes("besides")) atlas.select(wanted.selected, wanted.besides);
}

/** What the address says of what was brought back, until Python says it. @param {Hosted} asked @param {Restored} shown */
export function sayRestored(asked, shown) {
  const { layers, date, indicator, hidden, opacity, unnamed, selected, besides, clause, filter, listed } = shown;
  /** @type {Record<string, string | null>} */
  const said = {
    layers: layers.join(","), date, indicator, clause, filter, hidden: hidden.join(",") || null, opacity: opacity.join(",") || null,
    unnamed: unnamed.join(",") || null, selected: selected && [selected, ...besides].join(","),
  };
  const address = /** @type {Record<string, string>} */ (asked.address);
  for (const [name, value] of Object.entries(said)) if (value === null) delete address[name]; else address[name] = value;
  asked.listed = listed;
}

/**
 * An answer of the server's from before the last step back knows nothing of it: what it wishes is over. One that never comes is not
 * waited for.
 * @param {MapFrame} frame
 * @param {Hosted} data
 */
export function isFromBefore(frame, data) {
  const { back, asked } = frame;
  return Boolean(back && asked.address && data.address && data.page === asked.page && (data.restored ?? 0) < back.number && performance.now() - back.at < ANSWER_MS);
}

/** What is moved step by step with a handle. */
const HANDLES = ["date", "opacity"];

/** Whether an act goes on with the one before: what is passed on the way to another month or opacity is no step. */
export function breath() {
  let last = -Infinity, held = "";
  return (/** @type {string[]} */ names) => {
    const moved = names.join(), now = performance.now(), moving = HANDLES.includes(moved);
    const goesOn = moving && moved === held && now - last < BREATH_MS;
    held = moved;
    last = moving ? now : -Infinity;
    return goesOn;
  };
}
