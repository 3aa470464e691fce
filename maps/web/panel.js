/* The layer panel: groups, a switch for each layer, and the legend beside each layer that is on. */
"use strict";
(function (A) {
  const open = new Map();
  const NARROW = 620;

  function entry(layer, item) {
    const line = A.element("li");
    const style = layer.styles[item.kind][item.evidence];
    line.append(A.swatch(item.shape, style), A.element("span", "", item[A.lang]));
    return line;
  }

  function legend(layer) {
    const list = A.element("ul", "legend");
    const items = A.date && layer.timed ? A.statusEntries(layer).map(statusRow) : layer.legend.map((item) => entry(layer, item));
    list.append(...items);
    return list;
  }

  /* At a date the legend says which statuses the layer's features have then, and how many. */
  A.statusEntries = function (layer) {
    const counts = new Map();
    layer.features.forEach((feature) => {
      const status = A.statusAt(feature, A.date);
      counts.set(status, (counts.get(status) || 0) + 1);
    });
    const shape = layer.legend[0].shape;
    const base = layer.styles[layer.legend[0].kind][0];
    return A.data.statuses.filter((item) => counts.has(item.id))
      .map((item) => ({ shape, style: A.statusStyle(item.id, base), name: item[A.lang], count: counts.get(item.id) }));
  };

  function statusRow(entry) {
    const line = A.element("li");
    const count = A.element("span", "count", String(entry.count));
    line.append(A.swatch(entry.shape, entry.style), A.element("span", "", entry.name), count);
    return line;
  }

  function toggle(layer) {
    const wanted = new Set(A.shown);
    if (!wanted.delete(layer.id)) wanted.add(layer.id);
    A.show([...wanted], layer.id);
    A.post("visible", { layers: A.visible() });
  }

  function control(layer) {
    const label = A.element("label", layer.broken ? "layer broken" : "layer");
    const box = A.element("input");
    Object.assign(box, { type: "checkbox", checked: A.shown.has(layer.id), disabled: Boolean(layer.broken) });
    box.dataset.layer = layer.id;
    box.addEventListener("change", () => toggle(layer));
    label.append(box, A.element("span", "name", layer[A.lang]));
    label.append(A.element("span", "count", layer.broken ? A.text("broken") : String(layer.features.length)));
    if (layer.broken) label.title = layer.broken;
    return label;
  }

  function layerRow(layer) {
    const row = A.element("div", "row");
    row.append(control(layer));
    if (A.shown.has(layer.id)) row.append(legend(layer));
    return row;
  }

  function group(entryOfGroup, layers) {
    const details = A.element("details", "group");
    const on = layers.filter((layer) => A.shown.has(layer.id)).length;
    if (!open.has(entryOfGroup.id)) open.set(entryOfGroup.id, on > 0);
    details.open = open.get(entryOfGroup.id);
    details.addEventListener("toggle", () => open.set(entryOfGroup.id, details.open));
    const summary = A.element("summary", "", entryOfGroup[A.lang]);
    summary.dataset.group = entryOfGroup.id;
    summary.append(A.element("span", "count", on + "/" + layers.length));
    details.append(summary, ...layers.map(layerRow));
    return details;
  }

  function sample(grade) {
    const dash = grade === "indicative" ? [6, 5] : [];
    const opacity = grade === "generalised" ? 0.55 : 1;
    return A.swatch("line", { strokes: [{ color: "ink", width: 2.2, dash, opacity }] });
  }

  function evidenceKey() {
    const box = A.element("div", "evidence");
    const list = A.element("ul", "legend");
    A.data.evidence.forEach((grade) => {
      const line = A.element("li");
      line.append(sample(grade), A.element("span", "", A.text(grade)));
      list.append(line);
    });
    box.append(A.element("h2", "", A.text("evidence")), list);
    return box;
  }

  function content() {
    const byGroup = (ident) => A.data.layers.filter((layer) => layer.panel && layer.group === ident);
    const filled = A.data.groups.filter((item) => byGroup(item.id).length);
    return [...filled.map((item) => group(item, byGroup(item.id))), evidenceKey()];
  }

  /* Which groups are open is forgotten when the page changes: the page's own layers are then unfolded. */
  A.refold = () => open.clear();

  A.drawPanel = function () {
    const active = A.root.activeElement || document.activeElement;
    const focused = active && A.panelBody.contains(active) ? active.dataset.layer || active.dataset.group : null;
    A.panelBody.replaceChildren(...content());
    A.panelTitle.textContent = A.text("layers");
    A.panelButton.title = A.text("fold");
    A.panelButton.setAttribute("aria-label", A.text("fold"));
    const again = focused && A.panelBody.querySelector('[data-layer="' + focused + '"], [data-group="' + focused + '"]');
    if (again) again.focus();
  };

  let byHand = false;

  function fold(folded) {
    document.querySelector(".atlas-panel").classList.toggle("folded", folded);
    A.panelButton.setAttribute("aria-expanded", String(!folded));
    A.relabel();
  }

  /* On a narrow map the panel starts folded; a frame that is still being laid out is narrow for a moment. */
  A.adaptPanel = function () {
    if (!byHand && innerWidth > 0) fold(innerWidth < NARROW);
  };

  A.setUpPanel = function () {
    const panel = A.element("aside", "atlas-panel");
    const head = A.element("header");
    A.root = document;
    A.panelTitle = A.element("h1");
    A.panelButton = A.element("button");
    A.panelButton.setAttribute("aria-expanded", "true");
    A.panelBody = A.element("div", "body");
    head.append(A.panelTitle, A.panelButton);
    panel.append(head, A.panelBody);
    A.panelButton.addEventListener("click", () => {
      byHand = true;
      fold(!panel.classList.contains("folded"));
    });
    document.body.append(panel);
  };
})(window.AtlasMap);
