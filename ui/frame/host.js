/* Streamlit's end of the map: joins the iframe that the page has started (shell.js), never moves it, and carries out what
   Python wants of it. The element of this component is the map's place in the order of what Tab reaches. */

const TABBABLE = "a[href], button:not(:disabled), input:not(:disabled), summary, [tabindex='0']";

/* The page has opened the map from the address; where the session begins with something else, that is shown. What the
   reader has done meanwhile stays: Python is told of it. */
function catchUp(frame, before, data, early) {
  const said = { layers: "visible", date: "date", selected: "selected" };
  const wish = {};
  for (const name of ["time", "layers", "date", "focus", "selected"]) {
    const wanted = data.open[name] ?? "";
    if (wanted !== (before.open[name] ?? "") && !early.has(said[name])) wish[name] = wanted;
  }
  if (Object.keys(wish).length) frame.missed = wish;
}

function carryOut(frame) {
  const atlas = window.atlasShell.bridge();
  const data = frame.asked;
  if (!atlas) return;
  if (atlas.state().lang !== data.lang) atlas.setLanguage(data.lang);
  atlas.setTheme(data.theme);
  if (frame.missed) obey(frame, atlas, frame.missed);
  frame.missed = null;
  for (const command of data.commands.filter(({ number }) => number > frame.done)) {
    frame.done = command.number;
    obey(frame, atlas, command);
  }
}

const listed = (text) => (text ? text.split(",") : []);

/* A command says what is to be different, by the names of a fragment; an empty text takes something back. */
function obey(frame, atlas, command) {
  if ("time" in command) atlas.showTime(Boolean(command.time));
  if ("layers" in command) atlas.setVisible(listed(command.layers));
  if ("date" in command) atlas.setDate(command.date || null);
  if ("focus" in command) atlas.focus(command.focus ? listed(command.focus) : null);
  if (command.fit) atlas.fit(listed(command.fit));
  if (command.capture) frame.ask("capture", { ...atlas.state().view });
  if (command.view) {
    const [lat, lng, zoom] = command.view.split(",").map(Number);
    frame.view = command.view;
    atlas.setView({ lat, lng, zoom });
  }
  if ("selected" in command) atlas.select(command.selected || null);
}

/* Beside the map and outside of Streamlit's tree, so that no rerun redraws it: links that skip ten pages' names and
   twenty switches, and a line that is read out when it changes. */
function standBy(frame) {
  const skip = document.createElement("nav");
  skip.className = "atlas-skip";
  const made = [() => enterMap(frame), enterSide].map((enter) => {
    const button = document.createElement("button");
    button.type = "button";
    button.onclick = enter;
    return button;
  });
  skip.append(...made);
  const spoken = document.createElement("p");
  spoken.className = "atlas-spoken";
  spoken.setAttribute("role", "status");
  document.body.prepend(skip, spoken);
  return { skip, spoken };
}

function enterMap(frame) {
  frame.focus();
  frame.contentDocument.querySelector(".leaflet-container")?.focus();
}

function leaveInto(frame) {
  frame.focus();
  [...frame.contentDocument.querySelectorAll(TABBABLE)].filter((node) => node.checkVisibility()).at(-1)?.focus();
}

function enterSide() {
  const side = document.querySelector(".st-key-atlas_side");
  side.tabIndex = -1;
  side.focus();
}

/* The last of the header's tools; a tool may be a component with a tree of its own. */
function enterTools() {
  const found = [...document.querySelectorAll(".st-key-atlas_tools *")].map((node) => {
    return node.matches("button") ? node : node.shadowRoot && node.shadowRoot.querySelector("button");
  });
  found.filter(Boolean).at(-1)?.focus();
}

/* Tab finds the map between tools and side panel, though it stands before them in the page: its place here leads in, and
   a stop before and after the iframe, there only while the focus is inside, leads out. */
function order(frame, place) {
  const stops = [enterTools, enterSide].map((leave) => {
    const stop = document.createElement("span");
    stop.setAttribute("aria-hidden", "true");
    stop.onfocus = leave;
    return stop;
  });
  frame.before(stops[0]);
  frame.after(stops[1]);
  frame.tabIndex = -1;
  place.onfocus = (event) => {
    const from = event.relatedTarget;
    if (from && from.closest(".st-key-atlas_side")) leaveInto(frame);
    else enterMap(frame);
  };
  const open = (wanted) => stops.forEach((stop) => { if (wanted) stop.tabIndex = 0; else stop.removeAttribute("tabindex"); });
  // Only later: the browser tells of the window's focus before it looks for the next stop.
  const look = () => setTimeout(() => open(document.activeElement === frame));
  window.addEventListener("blur", look);
  window.addEventListener("focus", look);
  return () => {
    stops.forEach((stop) => stop.remove());
    frame.removeAttribute("tabindex");
    window.removeEventListener("blur", look);
    window.removeEventListener("focus", look);
  };
}

/* Out of reach: under the composer's page, or away. */
function shut(frame, wanted) {
  frame.shut = frame.inert = wanted;
}

function nameLinks({ skip }, data) {
  const [toMap, toSide] = skip.children;
  skip.setAttribute("aria-label", data.words.skip);
  skip.style.colorScheme = data.theme;
  toMap.textContent = data.words.to_map;
  toSide.textContent = data.words.to_side;
  toMap.hidden = data.covered;
}

/* What a page opens with is there to be read; only what changes after that is read out. */
function readOut(frame, spoken, said) {
  const last = said.length ? said[said.length - 1].number : 0;
  const news = said.filter((one) => one.number > (frame.heard ?? last));
  frame.heard = last;
  if (news.length) spoken.textContent = news.map((one) => one.text).join(" ");
}

/* With the map of this content, from now on; the iframe is another one only when the data have changed. */
function join(place, data) {
  const frame = window.atlasShell.map(data);
  const beside = standBy(frame);
  const disorder = order(frame, place);
  frame.obey = () => carryOut(frame);
  frame.classList.remove("away");
  return {
    frame,
    ...beside,
    leave() {
      beside.skip.remove();
      beside.spoken.remove();
      disorder();
      frame.classList.add("away");
      shut(frame, true);
      delete frame.tell;
      delete frame.ask;
      delete frame.obey;
    },
  };
}

function receive(joined, data, tell, ask) {
  const { frame } = joined;
  const before = frame.asked;
  Object.assign(frame, { tell, ask });
  const early = window.atlasShell.early();
  if (before.session !== data.session) {
    frame.done = 0;
    frame.heard = undefined;
    catchUp(frame, before, data, early);
  }
  frame.asked = data;
  frame.title = data.title;
  shut(frame, data.covered);
  frame.setAttribute("aria-description", data.description);
  document.documentElement.lang = data.lang === "zh" ? "zh-CN" : data.lang;
  document.documentElement.dataset.atlasTheme = data.theme;
  nameLinks(joined, data);
  readOut(frame, joined.spoken, data.said);
  carryOut(frame);
  if (!early.size) window.atlasShell.writeAddress();
  early.forEach(({ value, way }, name) => frame[way](name, value));
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const place = parentElement.querySelector(".atlas-host");
  if (place.joined && place.joined.frame.asked.url !== data.url) {
    place.joined.leave();
    place.joined = null;
  }
  if (!place.joined) place.joined = join(place, data);
  place.inert = data.covered;
  receive(place.joined, data, setStateValue, setTriggerValue);
  return () => place.joined.leave();
}
