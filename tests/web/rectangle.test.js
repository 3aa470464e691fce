/* A frame that is drawn on the map of a page never leaves it, and keeps the map's proportions by having one width. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, grown, moved } from "../../ui/export/rectangle.js";
/** @import { Rectangle } from "../../ui/export/rectangle.js" */

/** @param {Rectangle} found @param {Rectangle} wanted */
function near(found, wanted) {
  for (const side of /** @type {const} */ (["left", "top", "width"])) {
    assert.ok(Math.abs(found[side] - wanted[side]) < 1e-9, `${side}: ${found[side]} for ${wanted[side]}`);
  }
}

test("a frame reaches from where one began to the pointer, by the longer way, whatever way one draws", () => {
  near(drawn({ x: 0.2, y: 0.3 }, { x: 0.6, y: 0.5 }), { left: 0.2, top: 0.3, width: 0.4 });
  near(drawn({ x: 0.6, y: 0.5 }, { x: 0.2, y: 0.4 }), { left: 0.2, top: 0.1, width: 0.4 });
  near(drawn({ x: 0.5, y: 0.5 }, { x: 0.4, y: 0.8 }), { left: 0.2, top: 0.5, width: 0.3 });
});

test("a frame that would leave the map ends at its edge", () => {
  near(drawn({ x: 0.7, y: 0.2 }, { x: 3, y: 0.4 }), { left: 0.7, top: 0.2, width: 0.3 });
  near(drawn({ x: 0.5, y: 0.1 }, { x: 0.2, y: -2 }), { left: 0.4, top: 0, width: 0.1 });
  near(drawn({ x: -1, y: 0.5 }, { x: 0.2, y: 0.6 }), { left: 0, top: 0.5, width: 0.2 });
});

test("a frame is moved as far as there is room", () => {
  near(moved({ left: 0.2, top: 0.3, width: 0.4 }, 0.1, -0.2), { left: 0.3, top: 0.1, width: 0.4 });
  near(moved({ left: 0.2, top: 0.3, width: 0.4 }, 0.9, -0.9), { left: 0.6, top: 0, width: 0.4 });
});

test("a frame grows around its centre, to the whole map at most and to the least width at least", () => {
  near(grown({ left: 0.3, top: 0.2, width: 0.4 }, 1.5, 0.05), { left: 0.2, top: 0.1, width: 0.6 });
  near(grown({ left: 0.6, top: 0, width: 0.4 }, 1.5, 0.05), { left: 0.4, top: 0, width: 0.6 });
  near(grown({ left: 0.3, top: 0.2, width: 0.4 }, 9, 0.05), { left: 0, top: 0, width: 1 });
  near(grown({ left: 0.3, top: 0.2, width: 0.4 }, 0.01, 0.1), { left: 0.45, top: 0.35, width: 0.1 });
});
