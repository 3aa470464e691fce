/* Whether anything of a feature lies in a part of the map. */
import * as L from "leaflet";
import { extent } from "../drawing/shapes.js";
/** @import { Feature } from "#types" */

/** @typedef {[number, number]} Corner latitude and longitude */

const xy = (/** @type {Corner} */ [lat, lng]) => L.point(lng, lat);

/** Whether a line comes into a frame. @param {Corner[]} line @param {L.Bounds} frame */
const crosses = (line, frame) => line.some((end, at) => at > 0 && L.LineUtil.clipSegment(xy(line[at - 1]), xy(end), frame));

/** Whether anything of a feature lies in a frame of degrees. @param {Feature} feature @param {L.Bounds} frame */
export function meets({ shape, latlngs }, frame) {
  if (!frame.overlaps(L.bounds(extent(shape).map(xy))) && !shape.p) return false;
  if (shape.p) return frame.contains(xy(/** @type {Corner} */ (latlngs)));
  if (shape.l) return /** @type {Corner[][]} */ (latlngs).some((line) => crosses(line, frame));
  return /** @type {Corner[][][]} */ (latlngs).some(([around]) => L.PolyUtil.clipPolygon(around.map(xy), frame).length > 0);
}

/** The frame of degrees of a part of the map. @param {L.LatLngBounds} part */
export const frameOf = (part) => L.bounds([xy([part.getSouth(), part.getWest()]), xy([part.getNorth(), part.getEast()])]);
