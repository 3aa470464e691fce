/* The places of a thematic map in the colours of their classes: above the land, below water, borders and names. */
import * as L from "leaflet";
import { painter } from "./coats.js";
import { fillOf, strokeOf } from "./draw.js";
import { placeAt } from "./tiers.js";
import { layers, payload } from "../state/data.js";
import { fillsOf, themed, thematic } from "../state/indicator.js";
import { map } from "../state/map.js";
/** @import { Layer, Place } from "#types" */

export const TIER = "atlas-indicator";

export const group = L.layerGroup();

/** @type {Place} */
let place;

function draw() {
  group.clearLayers();
  if (!thematic) return;
  place = place || placeAt(TIER, payload.thematic.order);
  const paint = painter(place), fills = fillsOf(thematic);
  const { features } = /** @type {Layer} */ (layers.get(thematic.layer));
  features.forEach((feature, at) => group.addLayer(paint(feature, { interactive: false, stroke: false, fill: true, ...fillOf(fills[at]) })));
  features.forEach((feature, at) => fills[at].strokes.forEach((stroke) => group.addLayer(paint(feature, strokeOf(stroke)))));
}

export function setUpChoropleth() {
  group.addTo(map);
  themed.hear(draw);
}
