/* What is said of a place of the map: written beside it, wholly within what is free of the map. The map does not move for it. */
import * as L from "leaflet";
import { edges } from "../drawing/edges.js";
import { relabel } from "../names/labels.js";
import { map } from "../state/map.js";
import { beside } from "../view/beside.js";
import { button, element } from "../furniture/dom.js";
/** @import { At } from "../view/fitting.js" */

const BUTTONS = 58, FOLDED = 58, MARGIN = 10;

const frame = element("section", "atlas-popup");
const cross = button("\u00d7", () => shut?.());
const body = element("div", "content");

/** @type {L.LatLng | null} */
let place = null;
/** @type {(() => void) | null} */
let shut = null;
/** What it belongs to is in a part of the map. @type {(part: L.LatLngBounds) => boolean} */
let meets = () => true;
/** On which side of its place it is. @type {number | null} */
let side = null;

/** What is free of panel, buttons, time control and foot. */
function free() {
  const size = map.getSize(), edge = edges();
  const beside = edge.left > FOLDED, top = beside ? MARGIN : FOLDED;
  return { x: beside ? edge.left - MARGIN : MARGIN, y: top, w: size.x - BUTTONS - (beside ? edge.left - MARGIN : MARGIN), h: size.y - top - edge.bottom };
}

/** Where names stand before there is something to give way to. */
function names() {
  const { left, top } = map.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll(".atlas-label")].map((node) => node.getBoundingClientRect())
    .map(({ x, y, width, height }) => ({ x: x - left, y: y - top, w: width, h: height }));
}

/** @param {At} at */
function put(at) {
  const room = free();
  frame.style.maxWidth = Math.min(320, room.w) + "px";
  frame.style.maxHeight = Math.max(90, room.h) + "px";
  const found = beside(at, { w: frame.offsetWidth, h: frame.offsetHeight }, room, side === null ? { names: names() } : { side });
  side = found.side;
  frame.style.transform = "translate(" + Math.round(found.x) + "px," + Math.round(found.y) + "px)";
}

/** What belongs to something out of sight would be taken to belong to what is seen instead. */
function hide() {
  const away = !meets(map.getBounds());
  if (away === frame.classList.contains("away")) return;
  frame.classList.toggle("away", away);
  relabel();
}

function follow() {
  if (!place) return;
  put(map.latLngToContainerPoint(place));
  hide();
}

/** While the map zooms, to where it will be. @param {L.ZoomAnimEvent} event */
function lead({ center, zoom }) {
  if (!place) return;
  frame.classList.add("gliding");
  put(map.project(place, zoom).subtract(map.project(center, zoom)).add(map.getSize().divideBy(2)));
}

/** @param {Node} node */
export const within = (node) => frame.contains(node);

export const isOpen = () => frame.isConnected;

/**
 * @param {HTMLElement} content
 * @param {L.LatLng} at
 * @param {{ name: string, close: string, closed: () => void }} words `close` is what the cross does, `closed` is asked to do it
 * @param {(part: L.LatLngBounds) => boolean} [there] whether what it belongs to lies in a part of the map; else its place
 */
export function call(content, at, { name, close, closed }, there = (part) => part.contains(at)) {
  if (!place?.equals(at)) side = null;
  place = at;
  meets = there;
  shut = closed;
  frame.setAttribute("aria-label", name);
  cross.title = close;
  cross.setAttribute("aria-label", close);
  body.replaceChildren(content);
  if (!isOpen()) map.getContainer().append(frame);
  follow();
  relabel();
}

export function hush() {
  if (!isOpen()) return;
  place = null;
  frame.remove();
  relabel();
}

export function setUpCallout() {
  cross.className = "close";
  frame.setAttribute("role", "group");
  frame.append(cross, body);
  L.DomEvent.disableClickPropagation(frame);
  frame.addEventListener("click", (event) => event.stopPropagation()); // Leaflet looks where the clicked element is: it may be gone
  L.DomEvent.disableScrollPropagation(frame);
  map.on("move viewreset resize moveend", () => {
    frame.classList.remove("gliding");
    follow();
  });
  map.on("zoomanim", lead);
  new ResizeObserver(follow).observe(frame);
}
