/* Turns the payload's layers into Leaflet paths. Colours are CSS variables, so a change of theme redraws nothing. */
"use strict";
window.AtlasMap = {};
(function (A) {
  A.data = JSON.parse(document.getElementById("atlas-data").textContent);
  A.layers = new Map(A.data.layers.map((layer) => [layer.id, layer]));
  A.byId = new Map();
  A.shown = new Set();
  A.lang = "zh";
  A.text = (key) => A.data.text[A.lang][key];
  A.color = (name) => "var(--c-" + name + ")";

  const STEP = 1e-5;
  const HIT_WIDTH = 14;
  const GLOW_WIDTHS = [34, 24, 15, 7];

  function line(deltas) {
    const points = [];
    let x = 0, y = 0;
    for (let i = 0; i < deltas.length; i += 2) {
      x += deltas[i];
      y += deltas[i + 1];
      points.push([y * STEP, x * STEP]);
    }
    return points;
  }

  function latlngs(shape) {
    if (shape.p) return line(shape.p)[0];
    if (shape.l) return shape.l.map(line);
    return shape.a.map((rings) => rings.map(line));
  }

  A.bounds = function (feature) {
    const place = feature.latlngs;
    return feature.shape.p ? L.latLngBounds([place, place]) : L.polyline(place).getBounds();
  };

  A.path = function (feature, options) {
    const make = feature.shape.a ? L.polygon : L.polyline;
    return make(feature.latlngs, Object.assign({ smoothFactor: 0.6, interactive: false }, options));
  };

  function stroke(feature, spec, place) {
    return A.path(feature, Object.assign({}, place, {
      fill: false, color: A.color(spec.color), weight: spec.width, opacity: spec.opacity,
      dashArray: spec.dash.length ? spec.dash.join(" ") : null, lineCap: "butt", lineJoin: "round",
    }));
  }

  /* A soft inner edge: a wide stroke, clipped to the shape it runs around (the clip follows the outline by reference). */
  function clipTo(ring, outline, ident) {
    const names = "http://www.w3.org/2000/svg";
    const clip = document.createElementNS(names, "clipPath");
    const use = document.createElementNS(names, "use");
    outline._path.id = outline._path.id || ident;
    clip.id = ident + "-clip";
    use.setAttribute("href", "#" + outline._path.id);
    clip.appendChild(use);
    ring._path.parentNode.insertBefore(clip, ring._path);
    ring._path.setAttribute("clip-path", "url(#" + clip.id + ")");
  }

  function glow(feature, group, place) {
    const color = A.color(feature.style.strokes[0].color);
    const outline = A.path(feature, Object.assign({}, place, { stroke: false, fill: true, fillOpacity: 0 }));
    group.addLayer(outline);
    GLOW_WIDTHS.forEach((weight, step) => {
      const ring = A.path(feature, Object.assign({}, place, { fill: false, color, weight, opacity: 0.09 }));
      ring.on("add", () => clipTo(ring, outline, "glow-" + feature.id + "-" + step));
      group.addLayer(ring);
    });
  }

  function listen(shape, feature) {
    shape.on("click", () => A.select(feature.id, true));
    shape.on("mouseover", (event) => A.hover(feature, event.latlng));
    shape.on("mouseout", () => A.hover(null));
  }

  function area(feature, place) {
    const spec = feature.style;
    return A.path(feature, Object.assign({}, place, {
      interactive: feature.layer.selectable, bubblingMouseEvents: false, stroke: false, fill: true,
      fillColor: spec.fill ? A.color(spec.fill) : "#000", fillOpacity: spec.fill ? spec.fill_opacity : 0,
    }));
  }

  function touch(feature, place) {
    return A.path(feature, Object.assign({}, place, {
      interactive: true, bubblingMouseEvents: false, color: "#000", opacity: 0, weight: HIT_WIDTH,
    }));
  }

  function addBodies(features, make, group, place) {
    for (const feature of features) {
      const body = make(feature, place);
      if (feature.layer.selectable) listen(body, feature);
      group.addLayer(body);
      if (feature.style.glow) glow(feature, group, place);
    }
  }

  /* Casings of all features first, then what runs on top of them: lines of one layer join at crossings. */
  function addStrokes(features, group, place) {
    const depth = Math.max(0, ...features.map((feature) => feature.style.strokes.length));
    for (let level = 0; level < depth; level += 1) {
      for (const feature of features) {
        const spec = feature.style.strokes[level];
        if (spec) group.addLayer(stroke(feature, spec, place));
      }
    }
  }

  function prepare(layer) {
    for (const feature of layer.features) {
      feature.layer = layer;
      feature.shape = feature.shape || A.byId.get(feature.id).shape;
      feature.latlngs = latlngs(feature.shape);
      feature.style = A.styleOf(layer, feature);
      if (!A.byId.has(feature.id)) A.byId.set(feature.id, feature);
    }
  }

  function placeOf(layer) {
    const pane = "atlas-" + layer.id;
    A.map.createPane(pane).style.zIndex = String(400 + layer.order);
    return { pane, renderer: L.svg({ pane, padding: 0.4 }) };
  }

  A.drawFeatures = function (features, group, place) {
    const ofType = (type) => features.filter((feature) => feature.shape[type]);
    addBodies(ofType("a"), area, group, place);
    addStrokes(ofType("a").concat(ofType("l")), group, place);
    addBodies(ofType("l").filter((feature) => feature.layer.selectable), touch, group, place);
    // The first class of a legend is drawn last and so lies on top where points coincide.
    addBodies(ofType("p").sort((a, b) => b.kind - a.kind), A.glyph, group, place);
  };

  /* Draws a layer again in the styles of now. */
  A.redraw = function (layer) {
    layer.drawn.clearLayers();
    layer.features.forEach((feature) => { feature.style = A.styleOf(layer, feature); });
    A.drawFeatures(layer.features, layer.drawn, layer.place);
  };

  /* Called once per layer by the document; draws into a group of its own, shown when it is asked for. */
  A.add = function (ident) {
    const layer = A.layers.get(ident);
    layer.place = placeOf(layer);
    layer.drawn = L.layerGroup();
    prepare(layer);
    A.drawFeatures(layer.features, layer.drawn, layer.place);
  };
})(window.AtlasMap);
