/* What a relief looks like, by its grey and by the zoom. Pure; the same as `maps/paper/relief.py`. */

/** Grey that is flat, and by how much a picture's noise may miss it. */
const FLAT = 128, NOISE = 2;

/**
 * How much is seen of it at a zoom.
 * @param {[number, number]} fade up to where it is whole, and from where it is away
 * @param {number} zoom
 */
export const strength = ([whole, away], zoom) => (zoom <= whole ? 1 : Math.max(0, (away - zoom) / (away - whole)));

/**
 * Grey becomes the colour of its side, the more opaque the farther it is from flat.
 * @param {Uint8ClampedArray} pixels red, green, blue and opacity of each
 * @param {number[]} shade
 * @param {number[]} light
 * @param {number} most how opaque what is blackest or whitest
 */
export function tint(pixels, shade, light, most) {
  for (let i = 0; i < pixels.length; i += 4) {
    const away = pixels[i] - FLAT;
    const side = away < 0 ? shade : light;
    pixels[i] = side[0];
    pixels[i + 1] = side[1];
    pixels[i + 2] = side[2];
    pixels[i + 3] = Math.abs(away) <= NOISE ? 0 : (Math.abs(away) / (FLAT - 1)) * most * 255;
  }
}
