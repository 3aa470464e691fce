/* Tooltip, popup and highlight of the selected feature. Every value is set as text, never as HTML. */
"use strict";
(function (A) {
  A.element = function (tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  function row(list, term, value) {
    if (value === "" || value === null) return;
    list.append(A.element("dt", "", term), A.element("dd", "", value));
  }

  A.number = (value) => value.toLocaleString("en-US", { maximumFractionDigits: value < 100 ? 1 : 0 }).replace(/,/g, "\u2009");

  function evidence(feature) {
    const grade = A.text(A.data.evidence[feature.evidence]);
    return grade + " · ±" + A.number(feature.accuracy_m) + "\u2009m";
  }

  function source(feature) {
    const title = (ident) => (A.data.sources[ident] || {})["title_" + A.lang] || ident;
    return feature.source.map(title).join("; ");
  }

  A.card = function (feature) {
    const other = A.lang === "zh" ? feature.en : feature.zh;
    const card = A.element("div", "atlas-card");
    const list = A.element("dl");
    card.append(A.element("strong", "", feature[A.lang]), A.element("span", "other", other), list);
    row(list, A.text("kind"), feature.layer.kinds[feature.kind][A.lang]);
    if (feature.area_km2 !== null) row(list, A.text("area"), A.number(feature.area_km2) + "\u2009km²");
    if (feature.length_km !== null) row(list, A.text("length"), A.number(feature.length_km) + "\u2009km");
    row(list, A.text("evidence"), evidence(feature));
    row(list, A.text("clauses"), feature.clauses.join(" · ") || A.text("no_clause"));
    row(list, A.text("source"), source(feature));
    return card;
  };

  A.hover = function (feature, latlng) {
    A.tip.remove();
    if (!feature || feature.id === A.selected) return;
    const kind = feature.layer.kinds[feature.kind][A.lang];
    const content = A.element("div");
    content.append(A.element("strong", "", feature[A.lang]), A.element("span", "kind", kind));
    A.tip.setLatLng(latlng).setContent(content).addTo(A.map);
  };

  function highlight(feature) {
    const place = { pane: "atlas-selection", renderer: A.selectionRenderer, fill: false };
    if (feature.shape.p) {
      const radius = (feature.style.size || 12) / 2 + 6;
      return [L.circleMarker(feature.latlngs, { ...place, interactive: false, radius, color: A.color("select"), weight: 3 })];
    }
    return [
      A.path(feature, { ...place, color: A.color("halo"), weight: 6, opacity: 0.85 }),
      A.path(feature, { ...place, color: A.color("select"), weight: 2.6 }),
    ];
  }

  A.mark = function (feature) {
    A.selection.clearLayers();
    if (feature) highlight(feature).forEach((shape) => A.selection.addLayer(shape));
  };

  /* Leaflet's cross is a link that says in English what it does. */
  function nameClose() {
    const close = A.card_.getElement().querySelector(".leaflet-popup-close-button");
    close.title = A.text("close");
    close.setAttribute("aria-label", close.title);
    close.onkeydown = (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      close.click();
    };
  }

  A.openCard = function (feature) {
    A.card_.setLatLng([feature.at[1], feature.at[0]]).setContent(A.card(feature)).openOn(A.map);
    nameClose();
    A.said(feature[A.lang] + ", " + feature.layer.kinds[feature.kind][A.lang]);
  };

  /* Within a page its host says what changed; a document by itself says what is selected. */
  function setUpSaid() {
    const spoken = A.element("div", "atlas-spoken");
    spoken.setAttribute("role", "status");
    document.body.append(spoken);
    A.said = (text) => { if (window.parent === window) spoken.textContent = text; };
  }

  /* Escape ends the selection wherever the focus is; from within the card the focus goes back to the map. */
  function closeByKey(event) {
    if (event.key !== "Escape" || !A.selected) return;
    const inside = A.card_.getElement() && A.card_.getElement().contains(document.activeElement);
    A.select(null, true);
    if (inside) A.map.getContainer().focus();
  }

  A.setUpPopup = function () {
    A.map.createPane("atlas-selection").style.zIndex = "640";
    A.map.createPane("atlas-labels").style.zIndex = "645";
    A.selectionRenderer = L.svg({ pane: "atlas-selection", padding: 0.4 });
    A.selection = L.layerGroup().addTo(A.map);
    A.tip = L.tooltip({ className: "atlas-tip", offset: [12, 0], opacity: 1 });
    A.card_ = L.popup({ className: "atlas-popup", maxWidth: 300, minWidth: 220, autoPanPadding: [24, 24], closeButton: true });
    setUpSaid();
    document.addEventListener("keydown", closeByKey);
    A.map.on("popupclose", (event) => {
      if (event.popup === A.card_ && !A.changing) A.select(null, true);
    });
  };
})(window.AtlasMap);
