/* Turns layers into Leaflet paths. A layer is built when it is first shown. */
import * as L from "leaflet";
import { painter } from "./coats.js";
import { payload } from "../state/data.js";
import { dated, styleOf } from "../state/date.js";
import { near, sifted, wanted } from "../state/hidden.js";
import { themed } from "../state/indicator.js";
import { color, svg } from "../furniture/dom.js";
import { badge, glyph, hatch } from "./glyphs.js";
import { relief } from "./relief.js";
import { signal } from "../state/signal.js";
import { extent } from "./shapes.js";
import { map } from "../state/map.js";
import { chosen } from "../state/selection.js";
import { placeAt } from "./tiers.js";
import { own, stackAt } from "../card/stack.js";
import { hover } from "../furniture/tip.js";
import { briefing } from "../presenting/briefing.js";
/** @import { Feature, Layer, Place, Shape, Stroke, Style } from "#types" */
/** @import { Painter } from "./coats.js" */
/** @import { Signal } from "../state/signal.js" */

const HIT_WIDTH = 14;
const GLOW_WIDTHS = [34, 24, 15, 7];
/** By how many px the course of a glow may leave that of its shape: nobody sees it, and a sixth of the vertices is left. */
const SOFT = 2;

/** A corner of a thinner line looks the same cut off, and a coast of ten thousand round corners takes twice the time to paint. */
const ROUND = 3;

/** @typedef {{ group: L.LayerGroup, place: Place }} Drawn */

/** A click that met features: all that lie there, the uppermost first. @type {Signal<{ stack: Feature[], at: L.LatLng, byKey: boolean }>} */
export const struck = signal();

/** How many soft edges there have been: a feature that stands out has one in its layer and another above all layers. */
let glows = 0;

/** What has been built, by layer. @type {Map<Layer, Drawn>} */
const built = new Map();

/** @param {Feature} feature */
export const bounds = (feature) => L.latLngBounds(extent(feature.shape));

/** @param {Stroke} spec */
export const strokeOf = (spec) => /** @type {const} */ ({
  fill: false, color: color(spec.color), weight: spec.width, opacity: spec.opacity,
  dashArray: spec.dash.length ? spec.dash.join(" ") : undefined, lineCap: "butt", lineJoin: spec.width < ROUND ? "bevel" : "round",
});

/** What an area is filled with. @param {Style} spec */
export const fillOf = (spec) => ({
  fillColor: spec.hatch ? hatch(spec.hatch) : spec.fill ? color(spec.fill) : "#000",
  fillOpacity: spec.hatch ? 1 : spec.fill ? spec.fill_opacity : 0,
});

/** What an area is filled with in hand. @param {Feature} feature */
export const heldFill = (feature) => ({ fillColor: color(styleOf(feature).held || ""), fillOpacity: payload.held_opacity });

/** The element of a path that is on the map. @param {L.Path} drawn */
const elementOf = (drawn) => /** @type {SVGPathElement} */ (drawn.getElement());

/**
 * A soft inner edge: wide strokes, clipped together to the shape they run around (the clip follows it by reference).
 * @param {Feature} feature
 * @param {Painter} paint
 * @param {L.LayerGroup} group
 * @param {Place} place
 */
function glow(feature, paint, group, place) {
  const ident = "glow-" + (glows += 1), hue = color(styleOf(feature).strokes[0].color);
  const clip = svg("clipPath", { id: ident + "-clip" }), inside = svg("g", { "clip-path": "url(#" + ident + "-clip)" });
  clip.append(svg("use", { href: "#" + ident }));
  const outline = paint(feature, { stroke: false, fill: true, fillOpacity: 0 });
  outline.on("add", () => {
    elementOf(outline).id = ident;
    place.tier.append(clip, inside);
  });
  outline.on("remove", () => [clip, inside].forEach((element) => element.remove()));
  group.addLayer(outline);
  const soft = painter({ ...place, tier: inside }, SOFT);
  for (const weight of GLOW_WIDTHS) group.addLayer(soft(feature, { fill: false, color: hue, weight, opacity: 0.09 }));
}

/**
 * What a feature is met by: the pointer over it names the feature, a click tells of it and of all that lies there.
 * @template {L.Path | L.FeatureGroup} T
 * @param {T} shape
 * @param {Feature} feature
 */
function heard(shape, feature) {
  if (!feature.layer.selectable) return shape;
  own(shape, feature);
  shape.on("click", ({ latlng, originalEvent: { clientX, clientY, detail } }) => {
    struck.tell({ stack: stackAt({ x: clientX, y: clientY }), at: latlng, byKey: !detail });
  });
  shape.on("mouseover", (event) => hover(feature, event.latlng));
  shape.on("mouseout", () => hover(null));
  if (styleOf(feature).held && feature.shape.a) {
    shape.on("mouseover", () => { if (!briefing) shape.setStyle(heldFill(feature)); }); // as the tooltip
    shape.on("mouseout", () => shape.setStyle(fillOf(styleOf(feature))));
  }
  return shape;
}

/**
 * An area. It is the first of its coats, and so it is clipped for the widest of them.
 * @param {Feature} feature
 * @param {Painter} paint
 */
function area(feature, paint) {
  return paint(feature, {
    interactive: feature.layer.selectable, bubblingMouseEvents: false, stroke: false, weight: GLOW_WIDTHS[0], fill: true,
    ...fillOf(styleOf(feature)),
  });
}

/**
 * What the pointer meets of a line.
 * @param {Feature} feature
 * @param {Painter} paint
 */
function touch(feature, paint) {
  return paint(feature, { interactive: true, bubblingMouseEvents: false, color: "#000", opacity: 0, weight: HIT_WIDTH });
}

/**
 * @param {Feature[]} features
 * @param {Painter} paint
 * @param {L.LayerGroup} group
 * @param {Place} place
 */
function addAreas(features, paint, group, place) {
  for (const feature of features) {
    group.addLayer(heard(area(feature, paint), feature));
    if (styleOf(feature).glow) glow(feature, paint, group, place);
  }
}

/**
 * Casings of all features first, then what runs on top of them: lines of one layer join at crossings.
 * @param {Feature[]} features
 * @param {Painter} paint
 * @param {L.LayerGroup} group
 */
function addStrokes(features, paint, group) {
  const styles = features.map(styleOf);
  const depth = Math.max(0, ...styles.map((style) => style.strokes.length));
  for (let level = 0; level < depth; level += 1) {
    features.forEach((feature, at) => {
      const spec = styles[at].strokes[level];
      if (spec) group.addLayer(paint(feature, strokeOf(spec)));
    });
  }
}

/**
 * @param {Feature[]} features
 * @param {L.LayerGroup} group
 * @param {Place} place
 */
export function drawFeatures(features, group, place) {
  const paint = painter(place);
  if (features[0]?.image) {
    for (const feature of features) group.addLayer(relief(feature, place));
    return;
  }
  const ofType = (/** @type {keyof Shape} */ type) => features.filter((feature) => feature.shape[type]);
  addAreas(ofType("a"), paint, group, place);
  addStrokes([...ofType("a"), ...ofType("l")], paint, group);
  for (const feature of ofType("l")) if (feature.layer.selectable) group.addLayer(heard(touch(feature, paint), feature));
  // The first class of a legend is drawn last and so lies on top where points coincide.
  for (const feature of ofType("p").sort((a, b) => b.kind - a.kind)) group.addLayer(heard(glyph(feature, place), feature));
  for (const feature of features) if (feature.badge) group.addLayer(badge(feature, place, feature.shape.p ? null : bounds(feature)));
}

/** A layer as it is drawn. @param {Layer} layer */
export function drawnOf(layer) {
  let drawn = built.get(layer);
  if (!drawn) {
    drawn = { group: L.layerGroup(), place: placeAt(layer.id, layer.order) };
    built.set(layer, drawn);
    if (layer.min_zooms.some(Boolean)) nearer.set(layer, standing(layer));
    drawFeatures(layer.features.filter(wanted), drawn.group, drawn.place);
  }
  return drawn;
}

/** Draw anew what has been drawn of some layers. @param {(layer: Layer) => boolean} changed */
function redraw(changed) {
  for (const [layer, { group, place }] of built) {
    if (!changed(layer)) continue;
    group.clearLayers();
    drawFeatures(layer.features.filter(wanted), group, place);
  }
}

/** Of layers with classes that come with a nearer zoom or when they are selected: which of those stand. @type {Map<Layer, string>} */
const nearer = new Map();

/** @param {Layer} layer */
const standing = (layer) => layer.features.filter((feature) => layer.min_zooms[feature.kind] && near(feature)).map(({ id }) => id).join();

function redrawNear() {
  redraw((layer) => {
    if (!layer.min_zooms.some(Boolean)) return false;
    const before = nearer.get(layer), now = standing(layer);
    nearer.set(layer, now);
    return now !== before;
  });
}

/** What comes and goes with the zoom, and with the selection. */
export function followNear() {
  map.on("zoomend", redrawNear);
  chosen.hear(redrawNear);
}

dated.hear(() => redraw((layer) => layer.timed));
sifted.hear(() => redraw((layer) => layer.panel));
themed.hear((turned) => { if (turned) redraw((layer) => layer.panel && layer.features.some((feature) => feature.shape.a && !feature.image)); });
