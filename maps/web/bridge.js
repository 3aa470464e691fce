/* The bridge, `window.atlas`: what the host and the tests may ask of the map. */
import { all } from "./data.js";
import { date, setDate } from "./date.js";
import { setTheme } from "./dom.js";
import { focus, focused } from "./focus.js";
import { refold } from "./panel.js";
import { deckKey, deckState, goTo, present, setBlank } from "./present.js";
import { select, selected } from "./selection.js";
import { showOpening } from "./show.js";
import { show, shown } from "./shown.js";
import { showTimebar } from "./timebar.js";
import { fit, setView, view } from "./view.js";
import { lang, setLanguage } from "./words.js";
/** @import { Atlas, State } from "#types" */

/** @returns {State} */
function state() {
  const layers = Object.fromEntries(all.map(({ id, features }) => [id, { visible: shown.has(id), features: features.length }]));
  return { layers, view: view(), selected, lang, date, focus: focused && [...focused] };
}

/** @type {Atlas} */
export const atlas = {
  ready: false,
  state,
  setVisible: (ids) => { refold(); show(ids); },
  setView,
  fit,
  select: (id) => select(id, false),
  setLanguage,
  setTheme,
  setDate,
  showTime: (wanted) => showTimebar(Boolean(wanted)),
  focus,
  show: (open) => showOpening(open, true),
  present,
  goTo: (index) => goTo(index, true),
  setBlank: (wanted) => setBlank(wanted, true),
  key: deckKey,
  deck: deckState,
};
