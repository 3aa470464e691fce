/* What a map has besides its features: zoom buttons, scale bar, the sources of what is shown. */
"use strict";
(function (A) {
  const WIDEST = 130;

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
    A.buttons.querySelectorAll("button").forEach((node) => {
      node.title = A.text(node.dataset.title);
      node.setAttribute("aria-label", node.title);
    });
  };

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
    L.DomEvent.disableClickPropagation(A.buttons);
    A.map.on("zoomend moveend resize", A.drawScale);
  };
})(window.AtlasMap);
