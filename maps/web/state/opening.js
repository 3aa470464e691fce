/* What the document opens with: what stands behind the # of its address, else what a file of its own carries. */
/** @import { Opening } from "#types" */

const given = document.getElementById("atlas-opening");

/** @type {Opening} */
export const opening = given ? JSON.parse(given.textContent || "") : { open: {}, said: null };

/** The keys of docs/bridge.md. */
export const asked = () => new URLSearchParams(location.hash.length > 1 || !given ? location.hash.slice(1) : opening.open);
