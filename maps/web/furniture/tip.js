/* The tooltip of what is under the pointer. */
import * as L from "leaflet";
import { element } from "./dom.js";
import { briefing, presented } from "../presenting/briefing.js";
import { nameOf } from "../state/date.js";
import { map } from "../state/map.js";
import { chosen, selected } from "../state/selection.js";
import { lang } from "../state/words.js";
/** @import { Feature } from "#types" */

const tip = L.tooltip({ className: "atlas-tip", offset: [12, 0], opacity: 1 });

/**
 * None while a briefing is presented: the scenes pass below a pointer that rests.
 * @param {Feature | null} feature
 * @param {L.LatLngExpression} [at]
 */
export function hover(feature, at) {
  tip.remove();
  if (!feature || !at || briefing || feature.id === selected) return;
  const kind = feature.layer.kinds[feature.kind][lang];
  const content = element("div");
  content.append(element("strong", "", nameOf(feature)), element("span", "kind", kind));
  tip.setLatLng(at).setContent(content).addTo(map);
}

chosen.hear(() => hover(null));
presented.hear(() => hover(null));
