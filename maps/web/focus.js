/* Focus: some features stand out in full, everything else is dimmed, whatever layers are on. */
"use strict";
(function (A) {
  const DIMMED = 0.28;
  A.focused = null;

  A.setUpFocus = function () {
    A.map.createPane("atlas-focus").style.zIndex = "620";
    A.focusPlace = { pane: "atlas-focus", renderer: L.svg({ pane: "atlas-focus", padding: 0.4 }) };
    A.focusGroup = L.layerGroup().addTo(A.map);
  };

  function dim(on) {
    for (const layer of A.data.layers) {
      const pane = A.map.getPane("atlas-" + layer.id);
      if (pane) pane.style.opacity = on && layer.panel ? String(DIMMED) : "";
    }
  }

  /* The ids are features; those that are not on the map are left out. Null or an empty list ends the focus. */
  A.focus = function (ids) {
    const features = (ids || []).map((id) => A.byId.get(id)).filter(Boolean);
    A.focused = features.length ? new Set(features.map((feature) => feature.id)) : null;
    A.focusGroup.clearLayers();
    dim(A.focused !== null);
    if (features.length) A.drawFeatures(features, A.focusGroup, A.focusPlace);
    A.relabel();
  };
})(window.AtlasMap);
