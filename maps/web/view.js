/* Where the map looks. What the panel covers is not counted: centre and size are those of the part that is free. */
"use strict";
(function (A) {
  let zooming = false;
  let next = null;
  let wish = null;
  let untouched = true;
  let own = false;
  let target = null;

  /* The part of the map that the panel leaves free, so that what is fitted is seen whole. */
  function padding() {
    const panel = document.querySelector(".atlas-panel");
    const wide = panel && !panel.classList.contains("folded") && innerWidth > 720;
    const foot = A.captionHeight() || (A.timebar.hidden ? 30 : A.timebar.offsetHeight + 44);
    return { left: wide ? panel.offsetWidth + 24 : 20, top: 24, right: 20, bottom: foot };
  }

  /* From the middle of the whole map to the middle of its free part, in px. */
  function offset() {
    const edge = padding();
    return L.point((edge.left - edge.right) / 2, (edge.top - edge.bottom) / 2);
  }

  A.view = function () {
    const size = A.map.getSize();
    const edge = padding();
    const centre = A.map.containerPointToLatLng(size.divideBy(2).add(offset()));
    const rounded = (value) => Number(value.toFixed(5));
    // Leaflet moves by whole px: what it was told to look at is truer than where it ended.
    const place = target || { lat: rounded(centre.lat), lng: rounded(centre.lng), zoom: Number(A.map.getZoom().toFixed(2)) };
    return {
      ...place,
      width: Math.round(size.x - edge.left - edge.right), height: Math.round(size.y - edge.top - edge.bottom),
    };
  };

  function boundsOf(ids) {
    const features = ids.flatMap((id) => (A.layers.has(id) ? A.layers.get(id).features : [A.byId.get(id)])).filter(Boolean);
    return features.reduce((all, feature) => all.extend(A.bounds(feature)), L.latLngBounds([]));
  }

  /* Leaflet drops a wish that comes during a zoom animation; ours waits for its end, and of several the last one counts. */
  function move(action) {
    if (zooming) next = action; else action();
  }

  function watchZoom() {
    A.map.on("zoomanim", () => { zooming = true; });
    A.map.on("zoomend", () => {
      const action = next;
      zooming = false;
      next = null;
      if (action) action();
    });
  }

  /* A map of size 0 (a hidden tab) looks where it is told when it is seen; one that nobody has moved yet does so again
     whenever its size changes. */
  function look(action, animate) {
    const size = A.map.getSize();
    wish = size.x && size.y && !untouched ? null : action;
    if (size.x && size.y) move(() => action(animate));
  }

  /* The centre that puts a place in the middle of the free part. */
  function centreFor(place, zoom) {
    return A.map.unproject(A.map.project([place.lat, place.lng], zoom).subtract(offset()), zoom);
  }

  function fitting(ids) {
    const edge = padding();
    const bounds = boundsOf(ids);
    const room = L.point(edge.left + edge.right, edge.top + edge.bottom);
    if (!bounds.isValid()) return null;
    const zoom = Math.min(12, A.map.getBoundsZoom(bounds, false, room));
    const corners = A.map.project(bounds.getSouthWest(), zoom).add(A.map.project(bounds.getNorthEast(), zoom));
    return { place: A.map.unproject(corners.divideBy(2), zoom), zoom };
  }

  function fitter(ids) {
    return (animate) => {
      const to = fitting(ids);
      if (!to) return;
      target = null;
      A.map.setView(centreFor(to.place, to.zoom), to.zoom, { animate });
    };
  }

  function viewer(to) {
    return (animate) => {
      target = { lat: to.lat, lng: to.lng, zoom: to.zoom };
      A.map.setView(centreFor(to, to.zoom), to.zoom, { animate });
    };
  }

  /* The zoom at which all is seen here that was seen on a map of another size. */
  function adapted(to) {
    if (!to.width) return to.zoom;
    const here = A.view();
    const gain = Math.log2(Math.min(here.width / to.width, here.height / to.height));
    return Math.floor((to.zoom + gain + 0.02) / A.map.options.zoomSnap) * A.map.options.zoomSnap;
  }

  function fly(place, zoom, duration) {
    untouched = false;
    own = true;
    target = null;
    wish = null;
    const centre = centreFor(place, zoom);
    if (duration && A.map.getSize().x) A.map.flyTo(centre, zoom, { duration });
    else A.map.setView(centre, zoom, { animate: false });
  }

  A.flyToView = (to, duration) => fly(to, adapted(to), duration);

  A.flyToFit = function (ids, duration) {
    const to = fitting(ids);
    if (to) fly(to.place, to.zoom, duration);
  };

  function touch() {
    untouched = false;
    own = true;
    target = null;
    wish = null;
  }

  A.fit = (ids, animate) => { touch(); look(fitter(ids), animate); };
  A.setView = (to, animate) => { touch(); look(viewer(to), animate); };

  function resized() {
    A.map.invalidateSize({ animate: false });
    A.adaptPanel();
    if (A.deck) A.lookAgain();
    else if (wish) look(wish, false);
    A.relabel();
  }

  A.openView = function (asked) {
    const to = A.parseView(asked.get("view"));
    own = Boolean(to);
    watchZoom();
    ["pointerdown", "wheel", "keydown"].forEach((name) => document.addEventListener(name, touch, { capture: true }));
    look(to ? viewer(to) : fitter((asked.get("fit") || asked.get("focus") || "circle").split(",")), false);
    A.map.on("moveend zoomend", () => { A.relabel(); A.post("view", { view: A.view(), own }); });
    new ResizeObserver(resized).observe(A.map.getContainer());
  };
})(window.AtlasMap);
