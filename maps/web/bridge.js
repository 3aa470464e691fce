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

  function state() {
    const layers = {};
    A.data.layers.forEach((layer) => {
      layers[layer.id] = { visible: A.shown.has(layer.id), features: layer.features.length };
    });
    const focus = A.focused ? [...A.focused] : null;
    return { layers, view: A.view(), selected: A.selected, lang: A.lang, date: A.date, focus };
  }

  function setLanguage(lang) {
    if (!Object.hasOwn(A.data.text, lang)) return;
    A.lang = lang;
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    A.drawScale();
    A.drawButtons();
    A.drawTimebar();
    A.redrawDeck();
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
    setView: (to) => A.setView(to),
    fit: (ids) => A.fit(ids),
    select: (id) => A.select(id, false),
    setLanguage,
    setTheme,
    setDate: (date) => A.setDate(date),
    showTime: (wanted) => A.showTimebar(Boolean(wanted)),
    focus: (ids) => A.focus(ids),
    show: (open) => A.showOpening(open, true),
    present: (deck, index) => A.present(deck, index),
    goTo: (index) => A.goTo(index, true),
    setBlank: (wanted) => A.setBlank(wanted, true),
    key: (name) => A.deckKey(name),
    deck: () => A.deckState(),
  };

  A.begin = function (map) {
    A.map = map;
    setTheme(A.asked().get("theme"));
    A.setUpPopup();
    A.setUpPanel();
    A.setUpFurniture();
    A.setUpTimebar();
    A.setUpFocus();
  };

  A.finish = function () {
    const asked = A.asked();
    A.lang = Object.hasOwn(A.data.text, asked.get("lang") || "") ? asked.get("lang") : "zh";
    A.show((asked.get("layers") || "").split(","));
    setLanguage(A.lang);
    A.openView(asked);
    if (asked.get("time")) A.showTimebar(true);
    A.setDate(asked.get("date"));
    if (asked.get("focus")) A.focus(asked.get("focus").split(","));
    if (asked.get("selected")) A.select(asked.get("selected"), false);
    A.drawSaid();
    if (A.opening.deck) A.present(A.opening.deck, Number(asked.get("scene")) || 0);
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && event.target.tagName !== "INPUT") A.post("slash", {});
    });
    window.atlas.ready = true;
    A.post("ready", {});
  };
})(window.AtlasMap);
