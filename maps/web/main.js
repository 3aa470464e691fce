/* The map document's script, as the global `AtlasMap`: Folium's calls, and what tests look at. */
import * as L from "leaflet";
import { setDate } from "./state/date.js";
import { setHidden, setOpacity, setUnnamed } from "./state/hidden.js";
import { briefing } from "./presenting/briefing.js";
import { showThematic } from "./furniture/chooser.js";
import { setTheme, writes } from "./furniture/dom.js";
import { setUpChoropleth } from "./drawing/choropleth.js";
import { followNear } from "./drawing/draw.js";
import { stir } from "./drawing/edges.js";
import { fittedOf, leastZoom, parseView } from "./view/fitting.js";
import { focus } from "./drawing/focus.js";
import { drawScale, nameButtons, setUpFurniture } from "./furniture/furniture.js";
import { relabel, setUpLabels } from "./names/labels.js";
import { adopt, map, post } from "./state/map.js";
import { asked, opening } from "./state/opening.js";
import { adaptPanel, setUpPanel } from "./furniture/panel.js";
import { setUpPopup } from "./card/popup.js";
import { drawSaid } from "./furniture/said.js";
import { present, setUpPresent } from "./presenting/present.js";
import { setUpPrint } from "./presenting/print.js";
import { select, selections } from "./state/selection.js";
import { listed, lookAgain as lookAtScene } from "./view/show.js";
import { about, followDate, followZoom, show, slot } from "./state/shown.js";
import { setUpTimebar, showTimebar } from "./furniture/timebar.js";
import { openView, resize, tellView } from "./view/view.js";
import { setUpWheel } from "./view/wheel.js";
import { setLanguage } from "./state/words.js";
import { atlas } from "./bridge.js";

/* For tests and benchmarks, to be read and never written; a host asks `window.atlas`. */
export { byId, layers, payload as data } from "./state/data.js";
export { date, nameOf, statusAt, styleOf } from "./state/date.js";
export { color } from "./furniture/dom.js";
export { bounds, drawnOf } from "./drawing/draw.js";
export { group as thematicGroup } from "./drawing/choropleth.js";
export { thematic } from "./state/indicator.js";
export { focused, group as focusGroup } from "./drawing/focus.js";
export { glyph } from "./drawing/glyphs.js";
export { map } from "./state/map.js";
export { selection } from "./card/popup.js";
export { besides, select, selected } from "./state/selection.js";
export { absence, shown, visible } from "./state/shown.js";
export { swatch } from "./drawing/swatch.js";
export { hover } from "./furniture/tip.js";
export { view } from "./view/view.js";
export { lang } from "./state/words.js";

Object.assign(window, { atlas, L: { CRS: L.CRS, map: L.map } }); // what Folium's script asks of Leaflet

const LEAST_ZOOM = 6, MOST_ZOOM = 15;

/** Before the layers: the map that Folium made. @param {L.Map} made */
export function begin(made) { adopt(made); }

/** Once per layer: it has a place in this document, and is drawn when it is first shown. @param {string} layer */
export function add(layer) { slot(layer); }

/** A large screen would see the end of the ground. */
function limitZoom() {
  map.setMinZoom(leastZoom(map.getSize(), LEAST_ZOOM, map.options.zoomSnap || 1));
  map.setMaxZoom(MOST_ZOOM); // Folium gives it to tiles alone
}

function follow() {
  resize(() => {
    limitZoom();
    stir();
    adaptPanel();
  });
  if (briefing) lookAtScene(false);
  relabel();
}

/** Looks again when the map's size becomes another one than it was. */
function watchSize() {
  let last = map.getSize();
  new ResizeObserver(([{ contentRect: { width, height } }]) => {
    const now = L.point(Math.round(width), Math.round(height));
    if (!now.equals(last)) follow();
    last = now;
  }).observe(map.getContainer());
}

function setUp() {
  setUpChoropleth();
  setUpPresent();
  setUpPrint();
  setUpWheel();
  setUpPopup();
  setUpLabels();
  setUpPanel();
  setUpFurniture();
  setUpTimebar();
  followZoom();
  followNear();
  drawSaid();
  nameButtons();
  document.addEventListener("keydown", (event) => {
    if (briefing || writes(event)) return;
    if (event.key === "/") post({ atlas: "slash" });
    if (event.key === "?") post({ atlas: "keys" });
  });
}

/** Looks first and draws then, so that nothing is drawn twice. @param {URLSearchParams} said */
function open(said) {
  if (opening.said) map.invalidateSize({ animate: false });
  if (said.get("time")) showTimebar(true);
  adaptPanel();
  limitZoom();
  openView(parseView(said.get("view")), fittedOf({ fit: said.get("fit"), focus: said.get("focus") }));
  tellView();
  drawScale();
  show(listed(said.get("layers")));
  showThematic(said.get("indicator"));
  followDate();
  focus(listed(said.get("focus")));
  const [chosen, ...others] = listed(said.get("selected"));
  if (chosen) about([chosen, ...others], () => select(chosen, false, true, others), () => selections);
}

/** After the layers: the map opens. */
export function finish() {
  const said = asked();
  setTheme(said.get("theme"));
  setLanguage("zh");
  setLanguage(said.get("lang") || "");
  setHidden(listed(said.get("hidden")));
  setOpacity(listed(said.get("opacity")));
  setUnnamed(listed(said.get("unnamed")));
  setDate(said.get("date")); // before there is a panel that would be drawn for nothing
  setUp();
  open(said);
  watchSize();
  if (opening.briefing) present(opening.briefing);
  atlas.ready = true;
  post({ atlas: "ready" });
}
