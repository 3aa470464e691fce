/* Shows what an opening says (the keys of docs/bridge.md), on a map that is open already: a briefing's change of scene. */
"use strict";
(function (A) {
  const FLIGHT_S = 1.1;
  const DRAWN = 0.4; // the padding of the renderers in draw.js
  const SPARE = 0.1; // how much of each side may be empty for a moment
  const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");

  A.mayFly = () => !stillness.matches && !document.hidden;

  /* lat,lng,zoom and, where it is known, the size of the map that was looked at: 30.05,119.55,8.5,960x600 */
  A.parseView = function (text) {
    const match = /^(-?[\d.]+),(-?[\d.]+),([\d.]+)(?:,(\d+)x(\d+))?$/.exec(text || "");
    if (!match) return null;
    const [lat, lng, zoom, width, height] = match.slice(1).map(Number);
    return [lat, lng, zoom].every(Number.isFinite) ? { lat, lng, zoom, width, height } : null;
  };

  function listed(text) {
    return (text || "").split(",").filter(Boolean);
  }

  let shown = null;
  let drawn = null;
  let flying = false;

  const names = () => A.map.getPane("atlas-labels").style;

  /* A drag would stop a flight half-way, even one by mistake: the map cannot be seized until it lands. */
  function fly(wanted) {
    flying = wanted;
    A.map.dragging[wanted ? "disable" : "enable"]();
  }

  /* In a flight Leaflet only scales and shifts what it has drawn. Where that does not reach, the map is drawn anew. The
     names stand where the last view had them: away while the map flies, and back when they are placed anew. */
  function watchFlights() {
    const note = () => { drawn = A.map.getBounds().pad(DRAWN); };
    note();
    A.map.on("moveend", () => {
      fly(false);
      note();
      requestAnimationFrame(() => { if (!flying) names().visibility = ""; });
    });
    A.map.on("move", () => {
      if (!flying || drawn.contains(A.map.getBounds().pad(-SPARE))) return;
      A.map.fire("viewreset");
      note();
    });
  }

  function look(open, gently) {
    const to = A.parseView(open.view);
    const duration = gently && A.mayFly() ? FLIGHT_S : 0;
    const about = listed(open.fit || open.focus).filter((id) => A.byId.has(id) || A.layers.has(id));
    if (!drawn) watchFlights();
    names().visibility = "hidden";
    if (to) A.flyToView(to, duration);
    else A.flyToFit(about.length ? about : ["circle"], duration);
    fly(duration > 0); // only now: a movement that this one cuts off has just ended
  }

  A.lookAgain = () => { if (shown) look(shown, false); };

  A.showOpening = function (open, gently) {
    shown = open;
    A.select(null, false);
    A.refold();
    A.show(listed(open.layers));
    A.setDate(open.date || null);
    A.focus(listed(open.focus));
    look(open, gently);
    if (open.selected) A.mark(A.byId.get(open.selected) || null);
    A.selected = open.selected || null;
  };
})(window.AtlasMap);
