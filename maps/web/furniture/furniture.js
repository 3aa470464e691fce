/* What a map has besides its features: zoom buttons, scale bar, the sources of what is shown, the keyboard's cross. */
import * as L from "leaflet";
import { payload } from "../state/data.js";
import { copyPicture, copyText } from "./clipboard.js";
import { creditsOf } from "./credits.js";
import { button, element, svg, titled } from "./dom.js";
import { notice, setUpNotice } from "./notice.js";
import { themed, thematicSources } from "../state/indicator.js";
import { niceLength, viewText } from "../view/fitting.js";
import { hosted, map, post } from "../state/map.js";
import { select } from "../state/selection.js";
import { drawn as standing, switched } from "../state/shown.js";
import { fit, view } from "../view/view.js";
import { lang, sourceTitle, spoken, text } from "../state/words.js";
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

function drawCredits() {
  const used = new Set([...standing().flatMap((layer) => layer.features).flatMap((feature) => feature.source), ...thematicSources()]);
  const sources = [...used].map((id) => payload.sources[id]).filter(Boolean);
  const said = [...creditsOf(sources, lang), text("sources") + text("colon") + [...used].map(sourceTitle).join(" · ")].join(" · ");
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
  const symbols = standing().filter((layer) => layer.selectable).flatMap((layer) => layer.features)
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
  // A finger has left the glass before the map gets the focus: what counts is by what the reader acted last.
  let byPointer = false, away = false;
  const mark = (/** @type {boolean} */ pointed) => container.classList.toggle("pointed", pointed);
  const act = (/** @type {boolean} */ pointed) => {
    mark(byPointer = pointed);
    if (pointed) container.classList.remove("keyed"); // which the host sets where its keys lead in
  };
  document.addEventListener("pointerdown", () => act(true), { capture: true });
  document.addEventListener("keydown", () => act(false), { capture: true });
  window.addEventListener("blur", () => setTimeout(() => { away = !(hosted && window.parent.document.hasFocus()); }));
  container.addEventListener("focus", () => {
    if (!away) mark(byPointer && !container.classList.contains("keyed"));
    away = false;
  });
}

/**
 * A button with a sign that is drawn, of lines on a grid of 16.
 * @param {string} d
 * @param {string} title
 * @param {() => void} action
 */
function drawn(d, title, action) {
  const node = titled("", title, action), sign = svg("svg", { viewBox: "0 0 16 16", width: 17, height: 17, "aria-hidden": "true" });
  sign.append(svg("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-linecap": "round", "stroke-linejoin": "round" }));
  node.append(sign);
  return node;
}

/** The address of the page, and where the map looks, which the address says only where somebody has moved it: a window of another size
 * would show another part. */
async function copyLink() {
  const address = new URL(window.parent.location.href);
  address.searchParams.set("view", viewText(view()));
  address.search = address.searchParams.toString().replaceAll("%2C", ",");
  notice(text(await copyText(address.href) ? "link_copied" : "link_not_copied"));
}

async function copyShown() {
  notice(text(await copyPicture()));
}

function buttons() {
  const box = element("div", "atlas-buttons");
  box.append(
    titled("+", "zoom_in", () => map.zoomIn(1)),
    titled("\u2212", "zoom_out", () => map.zoomOut(1)),
    titled("\u2302", "home", () => fit(["circle"])),
  );
  if (hosted) {
    box.append(
      drawn("M6.5 9.5a3 3 0 0 0 4.3 0l2.5-2.5a3 3 0 0 0-4.3-4.3L7.7 4M9.5 6.5a3 3 0 0 0-4.3 0L2.7 9A3 3 0 0 0 7 13.3L8.3 12", "copy_link", copyLink),
      drawn("M2 3h12v10H2zM2 11l3.5-3.5 3 3L11 8l3 3M10.5 5.7v.1", "copy_picture", copyShown),
      drawn("M2.5 2.5h11v8h-11zM8 10.5v3M5.5 13.5h5M8 4.5v4M6 6.5h4", "capture", () => post({ atlas: "capture", view: view() })),
      titled("?", "show_keys", () => post({ atlas: "keys" })),
      titled("\u2913", "export", () => post({ atlas: "export", view: view() })),
    );
  }
  L.DomEvent.disableClickPropagation(box);
  return box;
}

export function setUpFurniture() {
  const foot = element("footer", "atlas-foot");
  credits.className = "credits";
  credits.setAttribute("aria-expanded", "false");
  foot.append(scale, credits);
  document.body.append(buttons(), foot);
  setUpNotice();
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
