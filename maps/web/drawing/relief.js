/* The shaded relief: a grey picture in Web Mercator, each of its sides in the colour of the theme, below all but the land. */
import * as L from "leaflet";
import { svg } from "../furniture/dom.js";
import { strength, tint } from "./shade.js";
import { extent } from "./shapes.js";
import { picture } from "../state/parts.js";
import { signal } from "../state/signal.js";
/** @import { Feature, Layer, Place, Style } from "#types" */
/** @import { Signal } from "../state/signal.js" */

/** Red, green and blue of a colour of the theme. @param {string} name */
function channels(name) {
  const value = getComputedStyle(document.documentElement).getPropertyValue("--c-" + name).trim();
  return [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16));
}

/**
 * @param {ImageBitmap} grey
 * @param {Style} style
 * @returns {Promise<string>} the address of the picture in the colours of the theme
 */
async function tinted(grey, style) {
  const canvas = Object.assign(document.createElement("canvas"), { width: grey.width, height: grey.height });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  context.drawImage(grey, 0, 0);
  const image = context.getImageData(0, 0, grey.width, grey.height);
  tint(image.data, channels(style.relief[0]), channels(style.relief[1]), style.fill_opacity);
  context.putImageData(image, 0, 0);
  grey.close();
  const blob = await new Promise((done) => { canvas.toBlob(done); });
  return URL.createObjectURL(/** @type {Blob} */ (blob));
}

/** What has been made, by the picture's name and the theme: two of each at most, kept for as long as the map. @type {Map<string, Promise<string>>} */
const made = new Map();

/** The layer of a picture that could not be loaded. @type {Signal<Layer>} */
export const missed = signal();

const themeNow = () => document.documentElement.dataset.theme || "light";

/**
 * Loaded and tinted once; again where that failed.
 * @param {string} name
 * @param {string} theme
 * @param {Style} style
 */
function inTheme(name, theme, style) {
  const key = name + " " + theme;
  const address = made.get(key) || picture(name).then(createImageBitmap).then((grey) => tinted(grey, style));
  made.set(key, address);
  address.catch(() => made.delete(key));
  return address;
}

/**
 * A picture between the bounds of a feature.
 * @param {Feature} feature
 * @param {Place} place
 * @returns {L.Layer}
 */
export function relief(feature, place) {
  const image = svg("image", { preserveAspectRatio: "none", "pointer-events": "none" });
  const bounds = L.latLngBounds(extent(feature.shape));
  const style = feature.layer.styles[feature.kind][feature.evidence];

  /** What comes when the theme is another one already is not put up. */
  function paint() {
    const theme = themeNow();
    inTheme(/** @type {string} */ (feature.image), theme, style).then((address) => {
      if (theme === themeNow() && image.getAttribute("href") !== address) image.setAttribute("href", address);
    }, (fault) => {
      console.debug(String(fault));
      missed.tell(feature.layer);
    });
  }

  const watch = new MutationObserver(paint);

  const Picture = L.Layer.extend({
    /** @this {any} @param {L.Map} map */
    onAdd(map) {
      place.renderer.addTo(map);
      place.tier.append(image);
      watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
      this.lie();
    },
    onRemove() {
      watch.disconnect();
      image.remove();
    },
    /** @this {any} */
    getEvents() { return { zoomend: this.lie, viewreset: this.lie }; },
    /** @this {any} */
    lie() {
      const { _map: map } = this;
      const nw = map.latLngToLayerPoint(bounds.getNorthWest()), se = map.latLngToLayerPoint(bounds.getSouthEast());
      const seen = strength(feature.layer.fade, map.getZoom());
      const box = { x: nw.x, y: nw.y, width: se.x - nw.x, height: se.y - nw.y, opacity: seen };
      for (const [name, value] of Object.entries(box)) image.setAttribute(name, String(value));
      image.style.display = seen ? "" : "none";
      if (seen) paint();
    },
  });
  return new (/** @type {any} */ (Picture))();
}
