/* Focus: some features stand out in full, everything else is dimmed, whatever layers are on. */
import * as L from "leaflet";
import { all, byId } from "../state/data.js";
import { dated } from "../state/date.js";
import { TIER } from "./choropleth.js";
import { drawFeatures } from "./draw.js";
import { svg } from "../furniture/dom.js";
import { opacityOf, paled } from "../state/hidden.js";
import { thematic, themed } from "../state/indicator.js";
import { map } from "../state/map.js";
import { switched } from "../state/shown.js";
import { signal } from "../state/signal.js";
import { ABOVE_LAYERS, placeAt, tierOf } from "./tiers.js";
/** @import { Feature, Place } from "#types" */
/** @import { Signal } from "../state/signal.js" */

const DIMMED = 0.28;

/** Ids of features. @type {Set<string> | null} */
export let focused = null;

/** @type {Signal<void>} */
export const refocused = signal();

export const group = L.layerGroup();

/** @type {Place} */
let place;

/** @param {string} name of a tier @param {number} share */
function lay(name, share) {
  const tier = tierOf(name);
  if (tier) tier.style.opacity = share < 1 ? String(share) : "";
}

/** Everything as opaque as its layer is, and dimmed while something stands out. */
function dim() {
  const rest = focused ? DIMMED : 1;
  for (const layer of all) {
    lay(layer.id, layer.panel ? rest * opacityOf(layer.id) : 1);
    tierOf(layer.id)?.classList.toggle("dimmed", layer.panel && rest < 1);
  }
  lay(TIER, rest * opacityOf(thematic?.layer));
}

/** What stands out is as opaque as its layer, too: the palest lowest. @param {Feature[]} features */
function drawInFront(features) {
  const front = place = place || placeAt("atlas-focus", ABOVE_LAYERS);
  for (const share of [...new Set(features.map(({ layer }) => opacityOf(layer.id)))].sort()) {
    const tier = svg("g", share < 1 ? { opacity: share } : {});
    front.tier.append(tier);
    drawFeatures(features.filter(({ layer }) => opacityOf(layer.id) === share), group, { ...front, tier });
  }
  group.addTo(map);
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
  place?.tier.replaceChildren();
  dim();
  if (features.length) drawInFront(features);
  refocused.tell();
}

switched.hear(dim); // what is built only now is dimmed, too
paled.hear(() => { if (focused) focus(focused); else dim(); });
themed.hear(() => queueMicrotask(dim)); // its drawing may come only now
for (const change of [dated, themed]) change.hear(() => { if (focused) focus(focused); });
