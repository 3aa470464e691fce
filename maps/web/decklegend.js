/* The legend of a briefing's scene: what is switched on, large enough for the back row. */
"use strict";
(function (A) {
  const MOST = 14;
  const QUIET = ["regions", "circle"];
  let box = null;

  /* Where some features stand out, the legend is about them alone. */
  function spoken(layer, item) {
    return !A.focused || layer.features.some((feature) => feature.kind === item.kind && A.focused.has(feature.id));
  }

  function entries(layer) {
    if (A.date && layer.timed) return A.statusEntries(layer);
    return layer.legend.filter((item) => spoken(layer, item)).map((item) => ({ shape: item.shape, style: layer.styles[item.kind][item.evidence], name: item[A.lang] }));
  }

  function row(entry) {
    const line = A.element("li");
    line.append(A.swatch(entry.shape, entry.style), A.element("span", "", entry.name));
    return line;
  }

  A.drawDeckLegend = function () {
    if (!A.deck) return;
    if (!box) {
      box = A.element("aside", "deck-legend");
      document.querySelector(".atlas-deck").append(box);
    }
    const shown = A.data.layers.filter((layer) => layer.panel && A.shown.has(layer.id) && !QUIET.includes(layer.id));
    const rows = shown.flatMap(entries);
    const unique = [...new Map(rows.map((entry) => [entry.name, entry])).values()].slice(0, MOST);
    const list = A.element("ul");
    list.append(...unique.map(row));
    box.replaceChildren(list);
  };
})(window.AtlasMap);
