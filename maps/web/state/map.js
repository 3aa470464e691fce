/* Leaflet's map, as Folium made it; and the page around it, if there is one. */
/** @import * as L from "leaflet" */
/** @import { Message } from "#types" */

/** @type {L.Map} */
export let map;

/** @param {L.Map} made */
export function adopt(made) { map = made; }

/** @param {string} name */
export const pane = (name) => /** @type {HTMLElement} */ (map.getPane(name));

export const hosted = window.parent !== window;

/** Whether this is a telephone's screen, the page around the map being counted. */
export const small = (hosted ? window.parent : window).matchMedia("(max-width: 720px)");

/** Tell the page around the map; to its own origin only. @param {Message} message */
export function post(message) {
  if (hosted) window.parent.postMessage(message, location.origin);
}
