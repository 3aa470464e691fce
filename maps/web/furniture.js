/* What a map has besides its features: zoom buttons, scale bar, the sources of what is shown, the keyboard's cross. */
"use strict";
(function (A) {
  const WIDEST = 130;
  const REACH = 14;

  function niceLength(metres) {
    const power = 10 ** Math.floor(Math.log10(metres));
    return [5, 2, 1].map((step) => step * power).find((length) => length <= metres) || power;
  }

  /* True at the map's centre: metres per pixel there, on the sphere Leaflet measures with. */
  A.drawScale = function () {
    const size = A.map.getSize();
    const at = (x) => A.map.containerPointToLatLng([x, size.y / 2]);
    const metres = A.map.distance(at(size.x / 2 - WIDEST / 2), at(size.x / 2 + WIDEST / 2));
    if (!metres) return;
    const length = niceLength(metres);
    A.scale.style.width = Math.round((WIDEST * length) / metres) + "px";
    A.scale.textContent = length >= 1000 ? length / 1000 + "\u2009" + A.text("km") : length + "\u2009" + A.text("m");
  };

  function button(text, title, action) {
    const node = A.element("button", "", text);
    node.dataset.title = title;
    node.addEventListener("click", action);
    return node;
  }

  A.drawButtons = function () {
    document.querySelectorAll("button[data-title]").forEach((node) => {
      node.title = A.text(node.dataset.title);
      node.setAttribute("aria-label", node.title);
    });
    A.map.getContainer().setAttribute("aria-label", A.text("keys"));
  };

  /* Where the keyboard points: the middle of what the panel leaves free of the map. */
  function aim() {
    const { lat, lng } = A.view();
    return A.map.latLngToContainerPoint([lat, lng]);
  }

  /* A symbol is small: the nearest one within reach; else what a click there would hit. */
  function pick() {
    const at = aim();
    const away = (feature) => A.map.latLngToContainerPoint(feature.latlngs).distanceTo(at);
    const symbols = A.data.layers.filter((layer) => layer.selectable && A.shown.has(layer.id))
      .flatMap((layer) => layer.features).filter((feature) => feature.shape.p && away(feature) <= REACH);
    if (symbols.length) {
      A.select(symbols.reduce((best, other) => (away(other) < away(best) ? other : best)).id, true);
      return;
    }
    const { left, top } = A.map.getContainer().getBoundingClientRect();
    const place = { clientX: left + at.x, clientY: top + at.y };
    const target = document.elementFromPoint(place.clientX, place.clientY);
    if (target) target.dispatchEvent(new MouseEvent("click", { bubbles: true, view: window, ...place }));
  }

  function setUpKeys() {
    const container = A.map.getContainer();
    const cross = A.element("div", "atlas-cross");
    const place = () => {
      const { x, y } = aim();
      Object.assign(cross.style, { left: x + "px", top: y + "px" });
    };
    container.append(cross);
    container.setAttribute("role", "application");
    container.addEventListener("focus", place);
    A.map.on("moveend resize", place);
    container.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === container) pick();
    });
  }

  A.setUpFurniture = function () {
    const foot = A.element("footer", "atlas-foot");
    A.scale = A.element("div", "scale");
    A.credits = A.element("div", "credits");
    foot.append(A.scale, A.credits);
    A.buttons = A.element("div", "atlas-buttons");
    A.buttons.append(
      button("+", "zoom_in", () => A.map.zoomIn(1)),
      button("\u2212", "zoom_out", () => A.map.zoomOut(1)),
      button("\u2302", "home", () => window.atlas.fit(["circle"])),
    );
    if (window.parent !== window) A.buttons.append(button("\u2913", "export", () => A.post("export", { view: A.view() })));
    document.body.append(A.buttons, foot);
    setUpKeys();
    // Folium forbids a touch screen to enlarge the page.
    document.querySelector('meta[name="viewport"]').content = "width=device-width, initial-scale=1";
    L.DomEvent.disableClickPropagation(A.buttons);
    A.map.on("zoomend moveend resize", A.drawScale);
  };
})(window.AtlasMap);
