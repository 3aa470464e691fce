/* How wide the side panel is: as the reader made it, but no less than its text needs and leaving the map what that needs,
   whatever the browser has kept and however narrow the window becomes. */

export const LEAST_PX = 280, MAP_PX = 360;

/** What the browser keeps it by. */
export const KEPT = "atlas-side";

/** @param {number} px */
export const sideWidth = (px) => `clamp(${LEAST_PX}px, ${px}px, max(${LEAST_PX}px, 100vw - ${MAP_PX}px))`;
