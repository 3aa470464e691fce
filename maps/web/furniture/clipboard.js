/* The clipboard. Its newer way is for pages with a certificate; the older one, a selected field, works everywhere. */
import { edges } from "../drawing/edges.js";
import { map } from "../state/map.js";
import { element, svg } from "./dom.js";

/** @param {string} words @returns {Promise<boolean>} whether they are there */
export async function copyText(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch (refusal) {
    console.debug(String(refusal));
  }
  const field = element("textarea"), before = document.activeElement;
  field.value = words;
  field.setAttribute("aria-hidden", "true");
  field.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}

const SHARP = 2; // times the screen's px, for slides and print
const COVERED = 58, MARGIN = 12;
const LEFT_OUT = ".atlas-popup, .atlas-cross";

/** @param {HTMLImageElement | HTMLCanvasElement} drawn @param {number} width @param {number} height */
function canvasOf(drawn, width, height) {
  const canvas = element("canvas"), scale = width / (drawn.width || width);
  Object.assign(canvas, { width, height });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(scale, scale);
  context.drawImage(drawn, 0, 0);
  return canvas;
}

/** @param {string} address */
async function loaded(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}

/** A picture within a picture may ask for nothing: what it shows stands in it. @param {Element} copy */
async function carry(copy) {
  for (const image of copy.querySelectorAll("image")) {
    const address = image.getAttribute("href");
    if (!address) continue;
    const found = await loaded(address);
    image.setAttribute("href", canvasOf(found, found.naturalWidth, found.naturalHeight).toDataURL());
  }
}

/**
 * What the map shows, with scale and sources, as one drawing of its own; what the panel covers is left out.
 * @param {{ width: number, height: number, left: number }} size
 */
async function drawing({ width, height, left }) {
  const { dataset, lang } = document.documentElement, page = element("div");
  page.style.cssText = `position: relative; left: ${-left}px; width: ${width}px; height: ${height}px; overflow: hidden; font-family: var(--font); background: var(--c-paper); color: var(--c-ink)`;
  const styles = [...document.querySelectorAll("style")].map((node) => element("style", "", node.textContent || ""));
  const shown = [map.getContainer(), ...document.querySelectorAll("body > svg, body > .atlas-foot")];
  page.append(...styles, ...shown.map((node) => /** @type {Element} */ (node.cloneNode(true))));
  page.querySelectorAll(LEFT_OUT).forEach((node) => node.remove());
  page.querySelector(".credits")?.classList.add("whole");
  await carry(page);
  const whole = svg("svg", { width: width - left, height, "data-theme": dataset.theme || "light", lang }), held = svg("foreignObject", { width, height });
  held.append(page);
  whole.append(held);
  return "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(whole));
}

/** @returns {Promise<Blob>} */
async function picture() {
  const { x: width, y: height } = map.getSize(), covered = edges().left, left = covered > COVERED ? covered - MARGIN : 0;
  const canvas = canvasOf(await loaded(await drawing({ width, height, left })), (width - left) * SHARP, height * SHARP);
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => { if (blob) done(blob); else fail(new Error("no picture")); }, "image/png");
  });
}

/** Where the browser has no clipboard for pictures the picture is a file. @returns {Promise<"picture_copied" | "picture_saved">} */
export async function copyPicture() {
  const made = picture();
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": made })]);
    return "picture_copied";
  } catch (refusal) {
    console.debug(String(refusal));
  }
  const link = element("a"), address = URL.createObjectURL(await made);
  Object.assign(link, { href: address, download: "hangzhou-circle-atlas.png" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address));
  return "picture_saved";
}
