/* Where a map has to look so that something is seen whole in its free part. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { adapted, centreFor, edgesOf, fitted, freeSize, niceLength, offset, parseView, leastZoom } from "../../maps/web/view/fitting.js";
/** @import { Projection } from "../../maps/web/view/fitting.js" */

const RADIAN = Math.PI / 180;

/** The sphere's Mercator, of 256 px at zoom 0. @type {Projection} */
const mercator = {
  project: ({ lat, lng }, zoom) => {
    const scale = 256 * 2 ** zoom;
    return { x: scale * (lng / 360 + 0.5), y: scale * (0.5 - Math.asinh(Math.tan(lat * RADIAN)) / (2 * Math.PI)) };
  },
  unproject: ({ x, y }, zoom) => {
    const scale = 256 * 2 ** zoom;
    return { lat: Math.atan(Math.sinh((0.5 - y / scale) * 2 * Math.PI)) / RADIAN, lng: (x / scale - 0.5) * 360 };
  },
};
const BARE = { panel: null, timebar: 0, caption: 0, sheet: 0, legend: 0, legendHeight: 0 };

test("a view is three numbers, and a size where it is known", () => {
  assert.deepEqual(parseView("30.05,119.55,8.5"), { lat: 30.05, lng: 119.55, zoom: 8.5, width: NaN, height: NaN });
  assert.deepEqual(parseView("-1,2,3,960x600"), { lat: -1, lng: 2, zoom: 3, width: 960, height: 600 });
});

test("what is no view is none", () => {
  for (const wrong of ["", null, undefined, "1,2", "1,2,3,4", "a,b,c", "1.1.1,2,3", "1,2,-3", " 1,2,3", "1,2,3,960x"]) {
    assert.equal(parseView(wrong), null, String(wrong));
  }
});

test("the panel covers the left of a wide window only", () => {
  assert.deepEqual(edgesOf(BARE, 1366), { left: 20, top: 24, right: 20, bottom: 30 });
  assert.equal(edgesOf({ ...BARE, panel: 248 }, 1366).left, 272);
  assert.equal(edgesOf({ ...BARE, panel: null }, 1366).left, 20);
});

test("the time control covers the foot, and a caption in its stead", () => {
  assert.equal(edgesOf({ ...BARE, timebar: 47 }, 1366).bottom, 91);
  assert.equal(edgesOf({ ...BARE, timebar: 47, sheet: 46 }, 390).bottom, 137);
  assert.equal(edgesOf({ ...BARE, timebar: 47, caption: 160 }, 1366).bottom, 210);
});

test("what a briefing fits keeps clear of its legend: beside it, or above it where it is wide", () => {
  const low = edgesOf({ ...BARE, caption: 160, legend: 230, legendHeight: 120 }, 1920);
  assert.deepEqual([low.right, low.bottom], [20, 210], "it ends below the caption's top");
  const high = edgesOf({ ...BARE, caption: 160, legend: 230, legendHeight: 500 }, 1920);
  assert.deepEqual([high.right, high.bottom], [282, 210]);
  const wide = edgesOf({ ...BARE, caption: 160, legend: 900, legendHeight: 180 }, 1920);
  assert.deepEqual([wide.right, wide.bottom], [20, 248]);
});

test("on a telephone's screen a briefing's legend stands on its caption: what is fitted keeps above both", () => {
  const both = edgesOf({ ...BARE, caption: 150, legend: 370, legendHeight: 60 }, 390);
  assert.deepEqual(both, { left: 20, top: 24, right: 20, bottom: 286 });
  assert.equal(edgesOf({ ...BARE, caption: 150 }, 390).bottom, 218);
});

const EDGES = { left: 272, top: 24, right: 20, bottom: 30 };

test("the middle of the free part lies to the right of the panel", () => {
  assert.deepEqual(offset(EDGES), { x: 126, y: -3 });
  assert.deepEqual(freeSize({ x: 1366, y: 768 }, EDGES), { width: 1074, height: 714 });
});

test("a place comes to the middle of the free part", () => {
  const place = { lat: 30, lng: 120 }, zoom = 8;
  const centre = mercator.project(centreFor(place, zoom, EDGES, mercator), zoom), at = mercator.project(place, zoom);
  assert.ok(Math.abs(at.x - centre.x - 126) < 1e-6);
  assert.ok(Math.abs(at.y - centre.y + 3) < 1e-6);
});

test("what is fitted has its middle on the map, not of its degrees, in the middle", () => {
  const box = { southWest: { lat: 0, lng: 110 }, northEast: { lat: 60, lng: 120 } };
  const { place, zoom } = fitted(box, 7.5, mercator);
  assert.equal(zoom, 7.5);
  assert.ok(Math.abs(place.lng - 115) < 1e-9);
  const half = Math.atan(Math.sinh(Math.asinh(Math.tan(60 * RADIAN)) / 2)) / RADIAN;
  assert.ok(Math.abs(place.lat - half) < 1e-9);
});

test("a single point is not fitted closer than level 12", () => {
  const spot = { lat: 30, lng: 120 };
  const { place, zoom } = fitted({ southWest: spot, northEast: spot }, Infinity, mercator);
  assert.equal(zoom, 12);
  assert.ok(Math.abs(place.lat - 30) < 1e-9 && Math.abs(place.lng - 120) < 1e-9);
});

test("on a smaller map the zoom is less, in half levels, and never cuts off", () => {
  const seen = { lat: 30, lng: 120, zoom: 8.5, width: 1000, height: 700 };
  assert.equal(adapted(seen, { width: 1000, height: 700 }, 0.5), 8.5);
  assert.equal(adapted(seen, { width: 500, height: 700 }, 0.5), 7.5);
  assert.equal(adapted(seen, { width: 2000, height: 1400 }, 0.5), 9.5);
  assert.equal(adapted(seen, { width: 2000, height: 700 }, 0.5), 8.5);
  assert.equal(adapted(seen, { width: 900, height: 700 }, 0.5), 8);
});

test("a pixel or two do not cost half a level; an unknown size costs nothing", () => {
  assert.equal(adapted({ lat: 30, lng: 120, zoom: 8.5, width: 1000, height: 700 }, { width: 990, height: 700 }, 0.5), 8.5);
  assert.equal(adapted({ lat: 30, lng: 120, zoom: 8.3 }, { width: 10, height: 10 }, 0.5), 8.3);
});

test("a scale bar is 1, 2 or 5 of something, and never too long", () => {
  assert.deepEqual([1, 1.9, 2, 4.9, 5, 9.9, 10, 73, 260, 48_000].map(niceLength), [1, 1, 2, 2, 5, 5, 10, 50, 200, 20_000]);
});

test("the ground reaches to every edge of a screen, and small ones see as far as ever", () => {
  assert.equal(leastZoom({ x: 1366, y: 768 }, 6, 0.5), 6);
  assert.equal(leastZoom({ x: 1920, y: 1080 }, 6, 0.5), 6);
  for (const size of [{ x: 2560, y: 1440 }, { x: 3840, y: 2160 }, { x: 1080, y: 2400 }]) {
    const degrees = 360 / 256 / 2 ** leastZoom(size, 6, 0.5);
    assert.ok(size.x * degrees <= 44 && size.y * degrees <= 33);
    assert.ok(size.x * degrees > 31 || size.y * degrees > 23); // no nearer than it must be
  }
});
