/* What the plain pages and the presentation share: their parts, and the bridge of a map in a frame. */
/** @import { Atlas } from "#types" */

/**
 * A part of the page by its id.
 * @param {string} id
 */
export const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} selector */
export const every = (selector) => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]);

/** What the server wrote into the page. @returns {any} */
export const given = () => JSON.parse(at("atlas-page").textContent || "");

/**
 * The bridge of the map in a frame; none until the map is ready.
 * @param {HTMLIFrameElement} frame
 * @returns {Atlas | null}
 */
export function atlasIn(frame) {
  const atlas = frame.contentWindow?.atlas;
  return atlas?.ready ? atlas : null;
}
