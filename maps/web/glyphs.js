/* Point symbols: one SVG path each, moved to its point; the outlines are in the payload, on a 16 x 16 grid. */
"use strict";
(function (A) {
  const GRID = 16;

  /* Moves and scales an outline of absolute commands: every pair of numbers is a point. */
  A.outline = function (name, x, y, size) {
    const scale = size / GRID;
    let horizontal = true;
    return A.data.glyphs[name].replace(/[0-9.]+/g, (number) => {
      const offset = horizontal ? x : y;
      horizontal = !horizontal;
      return (offset + (Number(number) - GRID / 2) * scale).toFixed(1);
    });
  };

  const Glyph = L.CircleMarker.extend({
    _updatePath() {
      if (!this._renderer || !this._map) return;
      const d = this._empty() ? "M0 0" : A.outline(this.options.glyph, this._point.x, this._point.y, this.options.size);
      this._renderer._setPath(this, d);
    },
  });

  A.glyph = function (feature, place) {
    const spec = feature.style;
    const size = spec.size || 12;
    return new Glyph(feature.latlngs, Object.assign({}, place, {
      glyph: spec.glyph || "dot", size, radius: size / 2 + 2, interactive: feature.layer.selectable, bubblingMouseEvents: false,
      color: A.color("halo"), weight: 2.5, opacity: 0.9, fillColor: A.color(spec.glyph_color), fillOpacity: 1,
      fillRule: "evenodd", dashArray: spec.dash && spec.dash.length ? "2 2" : null, className: "atlas-glyph" + (feature.evidence === 2 ? " atlas-indicative" : ""),
    }));
  };
})(window.AtlasMap);
