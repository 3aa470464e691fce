/* Mounts the map document in an iframe that outlives reruns, and passes small messages between it and Python. */

function bridgeOf(frame) {
  const atlas = frame.contentWindow && frame.contentWindow.atlas;
  return atlas && atlas.ready ? atlas : null;
}

function address(data) {
  const hash = new URLSearchParams({ lang: data.lang, theme: data.theme, layers: data.layers.join(",") });
  if (data.time) hash.set("time", "1");
  if (data.date) hash.set("date", data.date);
  if (data.selected) hash.set("selected", data.selected);
  if (data.view) hash.set("view", [data.view.lat, data.view.lng, data.view.zoom].join(","));
  if (data.focus.length) hash.set("focus", data.focus.join(","));
  return data.url + "#" + hash.toString();
}

function create(parent, data) {
  const frame = document.createElement("iframe");
  frame.className = "atlas-frame";
  frame.title = data.title;
  frame.src = address(data);
  frame.dataset.url = data.url;
  frame.done = 0;
  frame.view = data.view;
  frame.asked = data;
  parent.querySelector(".atlas-host").append(frame);
  return frame;
}

function carryOut(frame) {
  const atlas = bridgeOf(frame);
  const data = frame.asked;
  if (!atlas) return;
  if (atlas.state().lang !== data.lang) atlas.setLanguage(data.lang);
  atlas.setTheme(data.theme);
  data.commands.filter((command) => command.number > frame.done).forEach((command) => obey(frame, atlas, command));
}

function obey(frame, atlas, command) {
  frame.done = command.number;
  if ("time" in command) atlas.showTime(command.time);
  if (command.layers) atlas.setVisible(command.layers);
  if ("date" in command) atlas.setDate(command.date);
  if ("focus" in command) atlas.focus(command.focus);
  if (command.fit && command.fit.length) atlas.fit(command.fit);
  if (command.capture && atlas.state) frame.ask("capture", { ...atlas.state().view });
  if (command.view) {
    frame.view = command.view;
    atlas.setView(command.view);
  }
  if ("selected" in command) atlas.select(command.selected);
}

/* The address is the permalink of what is shown. It is kept true here and not by Python, which is not told of every move. */
function writeAddress(frame) {
  if (!frame.asked.address) return;
  const said = new URLSearchParams(frame.asked.address);
  const view = frame.view;
  if (view) said.set("view", view.lat + "," + view.lng + "," + view.zoom + "," + view.width + "x" + view.height);
  const search = "?" + said.toString().replaceAll("%2C", ",");
  if (search !== location.search) history.replaceState(history.state, "", location.pathname + search);
}

function listen(frame, event) {
  if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
  const message = event.data || {};
  if (message.atlas === "ready") carryOut(frame);
  if (message.atlas === "slash") {
    window.focus();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
  }
  if (message.atlas === "export") frame.ask("export", { ...message.view, page: frame.asked.page });
  if (message.atlas === "view") {
    frame.view = message.own ? message.view : null;
    writeAddress(frame);
  }
  if (message.atlas === "select") frame.tell("selected", message.id);
  if (message.atlas === "date") frame.tell("date", message.date);
  if (message.atlas === "visible") frame.tell("visible", { page: frame.asked.page, layers: message.layers });
}

/* Beside the map and outside of Streamlit's tree, so that no rerun redraws it: links that skip ten pages' names and
   twenty switches, and a line that is read out when it changes. */
function standBy(frame) {
  frame.skip = document.createElement("nav");
  frame.skip.className = "atlas-skip";
  const [toMap, toSide] = [() => enterMap(frame), enterSide].map((enter) => {
    const button = document.createElement("button");
    button.type = "button";
    button.onclick = enter;
    return button;
  });
  frame.skip.append(toMap, toSide);
  frame.spoken = document.createElement("p");
  frame.spoken.className = "atlas-spoken";
  frame.spoken.setAttribute("role", "status");
  document.body.prepend(frame.skip, frame.spoken);
}

function enterMap(frame) {
  frame.focus();
  frame.contentDocument.querySelector(".leaflet-container").focus();
}

function enterSide() {
  const side = document.querySelector(".st-key-atlas_side");
  side.tabIndex = -1;
  side.focus();
}

function nameLinks(frame, data) {
  const [toMap, toSide] = frame.skip.children;
  frame.skip.setAttribute("aria-label", data.words.skip);
  frame.skip.style.colorScheme = data.theme;
  toMap.textContent = data.words.to_map;
  toSide.textContent = data.words.to_side;
  toMap.hidden = data.covered;
  frame.inert = data.covered;
}

/* What a page opens with is there to be read; only what changes after that is read out. */
function readOut(frame, said) {
  const last = said.length ? said[said.length - 1].number : 0;
  const news = said.filter((one) => one.number > (frame.heard ?? last));
  frame.heard = last;
  if (news.length) frame.spoken.textContent = news.map((one) => one.text).join(" ");
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  let frame = parentElement.querySelector("iframe.atlas-frame");
  if (frame && frame.dataset.url !== data.url) {
    frame.release();
    frame.remove();
    frame = null;
  }
  if (!frame) {
    frame = create(parentElement, data);
    const onMessage = (event) => listen(frame, event);
    window.addEventListener("message", onMessage);
    standBy(frame);
    frame.release = () => {
      window.removeEventListener("message", onMessage);
      frame.skip.remove();
      frame.spoken.remove();
    };
  }
  frame.tell = setStateValue;
  frame.ask = setTriggerValue;
  frame.asked = data;
  frame.title = data.title;
  frame.setAttribute("aria-description", data.description);
  document.documentElement.lang = data.lang === "zh" ? "zh-CN" : data.lang;
  nameLinks(frame, data);
  readOut(frame, data.said);
  carryOut(frame);
  writeAddress(frame);
  return () => frame.release();
}
