/* Shapes as they travel: steps of 1e-5 degree from vertex to vertex in Base64 VLQ, longitude before latitude (`maps/web/deltas.py`). */
import { decode as numbers } from "vlq";
/** @import { Shape } from "#types" */

const STEP = 1e-5;

/**
 * The vertices of one line: latitude before longitude, as Leaflet has them.
 * @param {string} text
 * @returns {[number, number][]}
 */
function line(text) {
  const deltas = numbers(text);
  /** @type {[number, number][]} */
  const points = [];
  let x = 0, y = 0;
  for (let i = 0; i < deltas.length; i += 2) {
    x += deltas[i];
    y += deltas[i + 1];
    points.push([y * STEP, x * STEP]);
  }
  return points;
}

/**
 * A point; lines; areas with their rings.
 * @param {Shape} shape
 * @returns {[number, number] | [number, number][][] | [number, number][][][]}
 */
export function decode(shape) {
  if (shape.p) return line(shape.p)[0];
  if (shape.l) return shape.l.map(line);
  return (shape.a || []).map((rings) => rings.map(line));
}

/**
 * South-west and north-east corner of a shape.
 * @param {Shape} shape
 * @returns {[[number, number], [number, number]]}
 */
export function extent(shape) {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (const deltas of (shape.p ? [shape.p] : shape.l || (shape.a || []).flat()).map(numbers)) {
    let x = 0, y = 0;
    for (let i = 0; i < deltas.length; i += 2) {
      x += deltas[i];
      y += deltas[i + 1];
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < south) south = y;
      if (y > north) north = y;
    }
  }
  return [[south * STEP, west * STEP], [north * STEP, east * STEP]];
}
