/* The shaded relief: a grey picture in Web Mercator, each of its sides in the colour of the theme, below all but the land. */
import * as L from "leaflet";
import { svg } from "../furniture/dom.js";
import { strength, tint } from "./shade.js";
import { extent } from "./shapes.js";
import { picture } from "../state/parts.js";
/** @import { Feature, Place, Style } from "#types" */

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
  const blob = await new Promise((done) => { canvas.toBlob(done); });
  return URL.createObjectURL(/** @type {Blob} */ (blob));
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
  let theme = "";

  async function paint() {
    const asked = document.documentElement.dataset.theme || "light";
    if (theme === asked) return;
    theme = asked;
    const grey = await createImageBitmap(await picture(/** @type {string} */ (feature.image)));
    const address = await tinted(grey, style);
    if (theme !== asked) return URL.revokeObjectURL(address);
    const last = image.getAttribute("href");
    image.setAttribute("href", address);
    if (last) URL.revokeObjectURL(last);
  }

  const started = () => paint().catch((fault) => { theme = ""; console.warn(String(fault)); });
  const watch = new MutationObserver(started);

  const Picture = L.Layer.extend({
    /** @this {any} @param {L.Map} map */
    onAdd(map) {
      place.renderer.addTo(map);
      place.tier.append(image);
      watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
      started();
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
    },
  });
  return new (/** @type {any} */ (Picture))();
}
