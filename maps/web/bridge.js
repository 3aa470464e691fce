/* The bridge, `window.atlas`: what the host and the tests may ask of the map. */
import { all } from "./state/data.js";
import { date, setDate } from "./state/date.js";
import { hiddenKeys, opacityKeys, setHidden, setOpacity, setUnnamed, unnamedKeys } from "./state/hidden.js";
import { showThematic } from "./furniture/chooser.js";
import { setTheme } from "./furniture/dom.js";
import { notice } from "./furniture/notice.js";
import { focus, focused } from "./drawing/focus.js";
import { refold, stress } from "./furniture/panel.js";
import { briefingKey, briefingState, goTo, present, setBlank } from "./presenting/present.js";
import { print } from "./presenting/print.js";
import { thematic } from "./state/indicator.js";
import { besides, select, selected, selections } from "./state/selection.js";
import { showOpening } from "./view/show.js";
import { about, show, shown, visible } from "./state/shown.js";
import { showTimebar } from "./furniture/timebar.js";
import { approach, fit, moves, open, setView, view } from "./view/view.js";
import { lang, setLanguage } from "./state/words.js";
/** @import { Atlas, State } from "#types" */

/** @returns {State} */
function state() {
  const layers = Object.fromEntries(all.map(({ id, features }) => [id, { visible: shown.has(id), features: features.length }]));
  return {
    layers, on: visible(), view: view(), selected, besides, lang, date, indicator: thematic?.key ?? null, hidden: hiddenKeys(), opacity: opacityKeys(),
    unnamed: unnamedKeys(), focus: focused && [...focused],
  };
}

/** @type {Atlas} */
export const atlas = {
  ready: false,
  state,
  setVisible: (ids) => { refold(); show(ids); },
  setView,
  approach,
  open: (ids) => about(ids, () => open(ids), () => moves),
  fit: (ids) => about(ids, () => fit(ids), () => moves),
  select: (id, others = []) => about(id ? [id, ...others] : [], () => select(id, false, true, others), () => selections),
  setLanguage,
  setTheme,
  setDate,
  setIndicator: showThematic,
  setHidden,
  setOpacity,
  setUnnamed,
  showTime: (wanted) => showTimebar(Boolean(wanted)),
  focus,
  show: (open) => showOpening(open, true),
  print,
  notice,
  stress,
  present,
  goTo: (index) => goTo(index, true),
  setBlank: (wanted) => setBlank(wanted, true),
  key: briefingKey,
  briefing: briefingState,
};
