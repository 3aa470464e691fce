/* Zooming by wheel and trackpad. Leaflet's own rounds up every 40 ms, so that a stroke of 40 px is three levels and a half. */
import { map } from "../state/map.js";
import { stroke } from "./stroke.js";
import { zoomBy } from "./view.js";

/** The pointer's place stays where it is. */
export function setUpWheel() {
  const container = map.getContainer();
  const turned = stroke(map.options.zoomSnap || 1);
  map.scrollWheelZoom.disable();
  container.addEventListener("wheel", (event) => {
    event.preventDefault(); // with Ctrl the browser would enlarge the page
    const levels = turned(event);
    if (levels) zoomBy(levels, map.mouseEventToLatLng(event));
  }, { passive: false });
}
