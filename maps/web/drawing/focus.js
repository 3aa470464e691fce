/* Focus: some features stand out in full, everything else is dimmed, whatever layers are on. */
import * as L from "leaflet";
import { all, byId } from "../state/data.js";
import { dated } from "../state/date.js";
import { TIER } from "./choropleth.js";
import { drawFeatures } from "./draw.js";
import { themed } from "../state/indicator.js";
import { map } from "../state/map.js";
import { switched } from "../state/shown.js";
import { signal } from "../state/signal.js";
import { ABOVE_LAYERS, placeAt, tierOf } from "./tiers.js";
/** @import { Place } from "#types" */
/** @import { Signal } from "../state/signal.js" */

const DIMMED = 0.28;

/** Ids of features. @type {Set<string> | null} */
export let focused = null;

/** @type {Signal<void>} */
export const refocused = signal();

export const group = L.layerGroup();

/** @type {Place} */
let place;

/** @param {boolean} wanted */
function dim(wanted) {
  for (const layer of all) {
    const tier = tierOf(layer.id);
    if (tier) tier.style.opacity = wanted && layer.panel ? String(DIMMED) : "";
  }
  const themedTier = tierOf(TIER);
  if (themedTier) themedTier.style.opacity = wanted ? String(DIMMED) : "";
}

/**
 * The ids are features; those that are not on the map are left out. Null or an empty list ends the focus.
 * @param {Iterable<string> | null} ids
 */
export function focus(ids) {
  const features = [...ids || []].map((id) => byId.get(id)).filter((feature) => feature !== undefined);
  if (!features.length && !focused) return;
  focused = features.length ? new Set(features.map((feature) => feature.id)) : null;
  group.clearLayers();
  dim(focused !== null);
  if (features.length) {
    place = place || placeAt("atlas-focus", ABOVE_LAYERS);
    drawFeatures(features, group, place);
    group.addTo(map);
  }
  refocused.tell();
}

switched.hear(() => { if (focused) dim(true); }); // what is built only now is dimmed, too
for (const change of [dated, themed]) change.hear(() => { if (focused) focus(focused); });
