/* What a map has besides its features: zoom buttons, scale bar, the sources of what is shown, the keyboard's cross. */
import * as L from "leaflet";
import { payload } from "../state/data.js";
import { button, element, titled } from "./dom.js";
import { themed, thematicSources } from "../state/indicator.js";
import { niceLength } from "../view/fitting.js";
import { hosted, map, post } from "../state/map.js";
import { select } from "../state/selection.js";
import { drawn, switched } from "../state/shown.js";
import { fit, view } from "../view/view.js";
import { sourceTitle, spoken, text } from "../state/words.js";
/** @import { Feature } from "#types" */

const WIDEST = 130;
const REACH = 14;

const scale = element("div", "scale");
/** Of one line, or whole, as the reader wants it. */
const credits = button("", () => credits.setAttribute("aria-expanded", String(credits.classList.toggle("whole"))));

/** True at the map's centre: metres per pixel there, on the sphere Leaflet measures with. */
export function drawScale() {
  const size = map.getSize();
  const at = (/** @type {number} */ x) => map.containerPointToLatLng([x, size.y / 2]);
  const metres = map.distance(at(size.x / 2 - WIDEST / 2), at(size.x / 2 + WIDEST / 2));
  if (!metres) return;
  const length = niceLength(metres);
  scale.style.width = Math.round((WIDEST * length) / metres) + "px";
  scale.textContent = length >= 1000 ? length / 1000 + "\u2009" + text("km") : length + "\u2009" + text("m");
}

/**
 * Whom a licence asks to be named, and by which licence.
 * @param {string[]} ids of sources
 */
function credited(ids) {
  const found = ids.map((id) => payload.sources[id]).filter((source) => source && /^(ODbL|CC-BY)/.test(source.licence));
  const owed = found.flatMap(({ publisher, licence }) => publisher.split("; ").map((name) => "\u00a9 " + name + " (" + licence + ")"));
  return [...new Set(owed)].sort((one, other) => Number(other.includes("ODbL")) - Number(one.includes("ODbL")));
}

function drawCredits() {
  const used = new Set([...drawn().flatMap((layer) => layer.features).flatMap((feature) => feature.source), ...thematicSources()]);
  const said = [...credited([...used]), text("sources") + text("colon") + [...used].map(sourceTitle).join(" · ")].join(" · ");
  if (said !== credits.title) credits.textContent = credits.title = said;
}

/** Buttons say what they do in the language of now. */
export function nameButtons() {
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button[data-title]"))) {
    node.title = text(node.dataset.title || "");
    node.setAttribute("aria-label", node.title);
  }
  map.getContainer().setAttribute("aria-label", text("keys"));
}

/** Where the keyboard points: the middle of what the panel leaves free of the map. */
function aim() {
  const { lat, lng } = view();
  return map.latLngToContainerPoint([lat, lng]);
}

/** What a click at a point of the map would hit. @param {L.Point} at */
function click(at) {
  const { left, top } = map.getContainer().getBoundingClientRect();
  const place = { clientX: left + at.x, clientY: top + at.y };
  const target = document.elementFromPoint(place.clientX, place.clientY);
  if (target) target.dispatchEvent(new MouseEvent("click", { bubbles: true, view: window, ...place }));
}

/** A symbol is small: the nearest one within reach; else what a click there would hit. */
function pick() {
  const at = aim();
  const away = (/** @type {Feature} */ feature) => map.latLngToContainerPoint(feature.latlngs).distanceTo(at);
  const symbols = drawn().filter((layer) => layer.selectable).flatMap((layer) => layer.features)
    .filter((feature) => feature.shape.p && away(feature) <= REACH);
  if (symbols.length) select(symbols.reduce((best, other) => (away(other) < away(best) ? other : best)).id, true);
  else click(at);
}

function setUpKeys() {
  const container = map.getContainer();
  const cross = element("div", "atlas-cross");
  const place = () => {
    const { x, y } = aim();
    Object.assign(cross.style, { left: x + "px", top: y + "px" });
  };
  container.append(cross);
  container.setAttribute("role", "application");
  container.addEventListener("focus", place);
  map.on("moveend resize", place);
  container.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === container) pick();
  });
}

/**
 * Leaflet gives the map the focus at every press of a pointer, and browsers show the focus that a script gives: the frame
 * and the cross are for who got here by keys. A window that comes back to the front brings the focus as it was.
 */
function watchFocus() {
  const container = map.getContainer();
  let pressing = false, away = false;
  const mark = (/** @type {boolean} */ pointed) => container.classList.toggle("pointed", pointed);
  document.addEventListener("pointerdown", () => mark(pressing = true), { capture: true });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { pressing = false; }, { capture: true });
  document.addEventListener("keydown", () => mark(false), { capture: true });
  window.addEventListener("blur", () => setTimeout(() => { away = !(hosted && window.parent.document.hasFocus()); }));
  container.addEventListener("focus", () => {
    if (!away) mark(pressing);
    away = false;
  });
}

function buttons() {
  const box = element("div", "atlas-buttons");
  box.append(
    titled("+", "zoom_in", () => map.zoomIn(1)),
    titled("\u2212", "zoom_out", () => map.zoomOut(1)),
    titled("\u2302", "home", () => fit(["circle"])),
  );
  if (hosted) box.append(titled("\u2913", "export", () => post({ atlas: "export", view: view() })));
  L.DomEvent.disableClickPropagation(box);
  return box;
}

export function setUpFurniture() {
  const foot = element("footer", "atlas-foot");
  credits.className = "credits";
  credits.setAttribute("aria-expanded", "false");
  foot.append(scale, credits);
  document.body.append(buttons(), foot);
  setUpKeys();
  watchFocus();
  // Folium forbids a touch screen to enlarge the page.
  const viewport = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="viewport"]'));
  viewport.content = "width=device-width, initial-scale=1";
  map.on("zoomend moveend resize", drawScale);
  spoken.hear(() => { drawScale(); nameButtons(); drawCredits(); });
  switched.hear(drawCredits);
  themed.hear(drawCredits);
}
