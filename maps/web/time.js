/* Then and now: at a date, features of timed layers are drawn by what they were then, by colour and by line pattern. */
"use strict";
(function (A) {
  A.date = null;

  /* What was so at the end of the month; what is lost from sight in a month is unknown from the next. */
  function latest(changes, date) {
    const past = changes.filter(([since, status]) => {
      const month = since.slice(0, date.length);
      return status === "unknown" ? month < date : month <= date.slice(0, since.length);
    });
    return past.length ? past[past.length - 1][1] : "unknown";
  }

  /* A station without dates of its own has the best status of its lines; what has none at all (a river) has no status. */
  A.statusAt = function (feature, date) {
    const known = A.data.timelines[feature.id] || A.data.timelines[feature.line];
    if (known) return latest(known, date);
    const lines = (feature.lines || []).map((id) => A.byId.get(id)).filter(Boolean);
    const statuses = lines.map((line) => A.statusAt(line, date));
    return A.data.statuses.map((item) => item.id).find((id) => statuses.includes(id)) || null;
  };

  function strokes(spec, base) {
    const width = Math.max(2.2, Math.max(0, ...base.strokes.map((stroke) => Math.min(stroke.width, 4))));
    const outer = { color: spec.color, width, dash: spec.dash, opacity: 1 };
    return spec.hollow ? [outer, { color: "paper", width: width - 1.8, dash: spec.dash, opacity: 1 }] : [outer];
  }

  A.statusStyle = function (status, base) {
    const spec = A.data.statuses.find((item) => item.id === status);
    const faint = status === "unknown" || status === "idea";
    return Object.assign({}, base, {
      strokes: base.glyph ? [] : strokes(spec, base), fill: base.fill ? spec.color : "", glyph_color: spec.color,
      fill_opacity: base.fill_opacity * (faint ? 0.4 : 1), dash: spec.dash,
    });
  };

  A.styleOf = function (layer, feature) {
    const base = layer.styles[feature.kind][feature.evidence];
    const status = A.date && layer.timed ? A.statusAt(feature, A.date) : null;
    return status ? A.statusStyle(status, base) : base;
  };

  /* Of layers that hold for a period only (the two county editions) the one of the date takes the other's place. */
  function editions() {
    const inTime = (layer) => (!layer.since || A.date >= layer.since) && (!layer.until || A.date < layer.until);
    const shown = A.data.layers.filter((layer) => layer.exclusive && A.shown.has(layer.id) && !inTime(layer));
    if (!shown.length) return;
    const keys = new Set(shown.map((layer) => layer.exclusive));
    const others = A.data.layers.filter((layer) => keys.has(layer.exclusive) && inTime(layer)).map((layer) => layer.id);
    const stay = A.visible().filter((id) => !shown.some((layer) => layer.id === id));
    A.show([...stay, ...others]);
    A.post("visible", { layers: A.visible() });
  }

  A.setDate = function (date) {
    const wanted = /^20\d\d-\d\d$/.test(date || "") ? date : null;
    if (wanted === A.date) return;
    A.date = wanted;
    A.data.layers.filter((layer) => layer.timed && !layer.broken).forEach(A.redraw);
    if (A.date) editions();
    if (A.focused) A.focus([...A.focused]);
    A.drawPanel();
    A.drawTimebar();
    A.relabel();
  };
})(window.AtlasMap);
