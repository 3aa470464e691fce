/* The card and the highlight of the selected feature. Every value is set as text, never as HTML. */
import * as L from "leaflet";
import { path } from "../drawing/coats.js";
import { byId, payload } from "../state/data.js";
import { heldFill } from "../drawing/draw.js";
import { dated, nameOf, sizeOf, styleOf } from "../state/date.js";
import { color, element } from "./dom.js";
import { themed, valueOf } from "../state/indicator.js";
import { ABOVE_LAYERS, placeAt } from "../drawing/tiers.js";
import { hosted, map } from "../state/map.js";
import { chosen, select, selected } from "../state/selection.js";
import { lang, number, sourceTitle, spoken, text } from "../state/words.js";
/** @import { Feature, FormerName, Place } from "#types" */

/** The highlight. */
export const selection = L.layerGroup();

const popup = L.popup({ className: "atlas-popup", maxWidth: 300, minWidth: 220, autoPanPadding: [24, 24], closeButton: true });
const voice = element("div", "atlas-spoken");

/** @type {Place} */
let place;
let changing = false;

/**
 * @param {HTMLElement} list
 * @param {string} term
 * @param {string} value
 */
function row(list, term, value) {
  if (value !== "") list.append(element("dt", "", term), element("dd", "", value));
}

/** @param {Feature} feature */
function evidence(feature) {
  return text(payload.evidence[feature.evidence]) + " · ±" + number(feature.accuracy_m) + "\u2009m";
}

/** A former name with its date and reason. @param {FormerName} name */
function former(name) {
  const parts = new Map([["{name}", name[lang]], ["{date}", name.until], ["{reason}", name.reason[lang]]]);
  return text("former_name").replace(/\{\w+\}/g, (part) => parts.get(part) || part);
}

/** @param {Feature} feature */
function card(feature) {
  const box = element("div", "atlas-card");
  const list = element("dl");
  box.append(element("strong", "", nameOf(feature)), element("span", "other", nameOf(feature, lang === "zh" ? "en" : "zh")), list);
  row(list, text("kind"), feature.layer.kinds[feature.kind][lang]);
  const counted = valueOf(feature.id);
  if (counted) row(list, counted.title, counted.value);
  if (counted?.sources.length) row(list, text("indicator_source"), counted.sources.map(sourceTitle).join(text("between")));
  if (feature.area_km2 !== null) row(list, text("area"), number(feature.area_km2) + "\u2009km²");
  if (feature.length_km !== null) row(list, text("length"), number(feature.length_km) + "\u2009km");
  row(list, text("former_names"), (feature.former || []).map(former).join("; "));
  row(list, text("looked_up"), payload.looked_up[feature.id] || payload.looked_up[feature.line || ""] || "");
  row(list, text("evidence"), evidence(feature));
  row(list, text("clauses"), feature.clauses.join(" · ") || text("no_clause"));
  row(list, text("source"), feature.source.map(sourceTitle).join("; "));
  return box;
}

/** @param {Feature} feature */
function highlight(feature) {
  place = place || placeAt("atlas-selection", ABOVE_LAYERS + 1);
  const shared = { ...place, fill: false };
  if (feature.shape.p) {
    const radius = sizeOf(feature) / 2 + 6;
    return [L.circleMarker(feature.latlngs, { ...shared, interactive: false, radius, color: color("select"), weight: 3 })];
  }
  const filled = feature.shape.a && styleOf(feature).held ? [path(feature, { ...place, stroke: false, fill: true, ...heldFill(feature) })] : [];
  return [
    ...filled,
    path(feature, { ...shared, color: color("halo"), weight: 6, opacity: 0.85 }),
    path(feature, { ...shared, color: color("select"), weight: 2.6 }),
  ];
}

/** @param {Feature | null} feature */
function mark(feature) {
  selection.clearLayers();
  if (feature) highlight(feature).forEach((shape) => selection.addLayer(shape));
}

/** Leaflet's cross is a link that says in English what it does. */
function nameClose() {
  const close = /** @type {HTMLElement} */ (popup.getElement()?.querySelector(".leaflet-popup-close-button"));
  close.title = text("close");
  close.setAttribute("aria-label", close.title);
  close.onkeydown = (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    close.click();
  };
}

/** @param {Feature} feature */
function open(feature) {
  popup.setLatLng([feature.at[1], feature.at[0]]).setContent(card(feature)).openOn(map);
  nameClose();
  // Within a page its host says what changed; a document by itself says what is selected.
  if (!hosted) voice.textContent = nameOf(feature) + ", " + feature.layer.kinds[feature.kind][lang];
}

/** @param {{ feature: Feature | null, opened: boolean }} choice */
function follow({ feature, opened }) {
  changing = true;
  mark(feature);
  if (feature && opened) open(feature); else map.closePopup(popup);
  changing = false;
}

/** Escape ends the selection wherever the focus is; from within the card the focus goes back to the map. @param {KeyboardEvent} event */
function closeByKey(event) {
  if (event.key !== "Escape" || !selected) return;
  const within = popup.getElement()?.contains(document.activeElement);
  select(null, true);
  if (within) map.getContainer().focus();
}

export function setUpPopup() {
  selection.addTo(map);
  voice.setAttribute("role", "status");
  document.body.append(voice);
  document.addEventListener("keydown", closeByKey);
  map.on("popupclose", (event) => { if (event.popup === popup && !changing) select(null, true); });
  chosen.hear(follow);
  spoken.hear(() => { if (selected) select(selected, false); });
  dated.hear(() => {
    const feature = selected ? byId.get(selected) : null;
    if (feature?.former && popup.isOpen()) popup.setContent(card(feature));
  });
  // The card says what the map now shows, if it is open.
  themed.hear(() => { if (selected && popup.isOpen()) select(selected, false); });
}
