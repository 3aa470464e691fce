/* What the document opens with: what stands behind the # of its address; what it leaves out, as a file of its own carries it. */
/** @import { Opening } from "#types" */

const given = document.getElementById("atlas-opening");

/** @type {Opening} */
export const opening = given ? JSON.parse(given.textContent || "") : { open: {}, said: null };

/** The keys of docs/bridge.md. */
export const asked = () => new URLSearchParams({ ...opening.open, ...Object.fromEntries(new URLSearchParams(location.hash.slice(1))) });
