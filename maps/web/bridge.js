/* The bridge, `window.atlas`: what the host and the tests may ask of the map, and what the map tells its host. */
"use strict";
(function (A) {
  A.selected = null;

  A.post = function (type, detail) {
    if (window.parent !== window) window.parent.postMessage(Object.assign({ atlas: type }, detail), location.origin);
  };

  A.visible = () => A.data.layers.filter((layer) => layer.panel && A.shown.has(layer.id)).map((layer) => layer.id);

  /* Of layers that exclude each other (two editions) the last switched on stays. */
  function permitted(ids, latest) {
    const wanted = new Set(ids.filter((id) => A.layers.has(id) && !A.layers.get(id).broken));
    const kept = new Map();
    for (const id of wanted) {
      const key = A.layers.get(id).exclusive;
      if (key && (!kept.has(key) || id === latest)) kept.set(key, id);
    }
    return new Set([...wanted].filter((id) => !A.layers.get(id).exclusive || kept.get(A.layers.get(id).exclusive) === id));
  }

  A.show = function (ids, latest) {
    const wanted = permitted(ids, latest);
    for (const layer of A.data.layers) {
      const on = !layer.broken && (!layer.panel || wanted.has(layer.id));
      if (on === A.shown.has(layer.id)) continue;
      if (on) layer.drawn.addTo(A.map); else layer.drawn.remove();
      if (on) A.shown.add(layer.id); else A.shown.delete(layer.id);
    }
    A.drawPanel();
    A.drawCredits();
    A.relabel();
  };

  A.select = function (id, byUser) {
    const feature = id === null ? null : A.byId.get(id);
    if (feature === undefined) return;
    A.selected = feature ? feature.id : null;
    A.changing = true;
    A.hover(null);
    A.mark(feature);
    if (feature) A.openCard(feature); else A.map.closePopup(A.card_);
    A.changing = false;
    if (byUser) A.post("select", { id: A.selected });
  };

  A.drawCredits = function () {
    const used = new Set(A.data.layers.filter((layer) => A.shown.has(layer.id))
      .flatMap((layer) => layer.features.flatMap((feature) => feature.source)));
    const names = [...used].map((id) => (A.data.sources[id] || {})["title_" + A.lang] || id);
    A.credits.textContent = A.text("sources") + ": " + names.join(" · ");
    A.credits.title = A.credits.textContent;
  };

  function view() {
    const centre = A.map.getCenter();
    return { lat: Number(centre.lat.toFixed(5)), lng: Number(centre.lng.toFixed(5)), zoom: A.map.getZoom() };
  }

  function state() {
    const layers = {};
    A.data.layers.forEach((layer) => {
      layers[layer.id] = { visible: A.shown.has(layer.id), features: layer.features.length };
    });
    const focus = A.focused ? [...A.focused] : null;
    return { layers, view: view(), selected: A.selected, lang: A.lang, date: A.date, focus };
  }

  function boundsOf(ids) {
    const features = ids.flatMap((id) => (A.layers.has(id) ? A.layers.get(id).features : [A.byId.get(id)])).filter(Boolean);
    return features.reduce((all, feature) => all.extend(A.bounds(feature)), L.latLngBounds([]));
  }

  /* The part of the map that the panel leaves free, so that what is fitted is seen whole. */
  function padding() {
    const panel = document.querySelector(".atlas-panel");
    const wide = panel && !panel.classList.contains("folded") && innerWidth > 720;
    const foot = A.timebar.hidden ? 30 : A.timebar.offsetHeight + 44;
    return { paddingTopLeft: [wide ? panel.offsetWidth + 24 : 20, 24], paddingBottomRight: [20, foot] };
  }

  let zooming = false;
  let next = null;

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

  let wish = null;
  let untouched = true;

  /* A map of size 0 (a hidden tab) fits when it is seen; one that nobody has moved yet fits again when its size changes. */
  function fit(ids, animate) {
    const bounds = boundsOf(ids);
    const size = A.map.getSize();
    wish = size.x && size.y && !untouched ? null : ids;
    if (!size.x || !size.y || !bounds.isValid()) return;
    move(() => A.map.fitBounds(bounds, Object.assign({ maxZoom: 12, animate }, padding())));
  }

  function touch() {
    untouched = false;
    wish = null;
  }

  function resized() {
    A.map.invalidateSize({ animate: false });
    A.adaptPanel();
    if (wish) fit(wish, false);
    A.relabel();
  }

  function setLanguage(lang) {
    if (!Object.hasOwn(A.data.text, lang)) return;
    A.lang = lang;
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    A.drawScale();
    A.drawButtons();
    A.drawTimebar();
    A.show(A.visible());
    if (A.selected) A.select(A.selected, false);
  }

  function setTheme(theme) {
    document.documentElement.dataset.theme = theme === "dark" ? "dark" : "light";
  }

  window.atlas = {
    ready: false,
    state,
    setVisible: (ids) => { A.refold(); A.show(ids); },
    setView: (to) => { touch(); move(() => A.map.setView([to.lat, to.lng], to.zoom)); },
    fit: (ids) => { touch(); fit(ids); },
    select: (id) => A.select(id, false),
    setLanguage,
    setTheme,
    setDate: (date) => A.setDate(date),
    showTime: (wanted) => A.showTimebar(Boolean(wanted)),
    focus: (ids) => A.focus(ids),
  };

  A.begin = function (map) {
    A.map = map;
    setTheme(new URLSearchParams(location.hash.slice(1)).get("theme"));
    A.setUpPopup();
    A.setUpPanel();
    A.setUpFurniture();
    A.setUpTimebar();
    A.setUpFocus();
  };

  A.finish = function () {
    const asked = new URLSearchParams(location.hash.slice(1));
    A.lang = Object.hasOwn(A.data.text, asked.get("lang") || "") ? asked.get("lang") : "zh";
    A.show((asked.get("layers") || "").split(","));
    setLanguage(A.lang);
    watchZoom();
    ["pointerdown", "wheel", "keydown"].forEach((name) => document.addEventListener(name, touch, { capture: true }));
    fit([asked.get("fit") || "circle"], false);
    A.map.on("moveend zoomend", () => { A.relabel(); A.post("view", view()); });
    new ResizeObserver(resized).observe(A.map.getContainer());
    if (asked.get("time")) A.showTimebar(true);
    A.setDate(asked.get("date"));
    if (asked.get("selected")) A.select(asked.get("selected"), false);
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && event.target.tagName !== "INPUT") A.post("slash", {});
    });
    window.atlas.ready = true;
    A.post("ready", {});
  };
})(window.AtlasMap);
