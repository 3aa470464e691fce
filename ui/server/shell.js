/* Starts the map before Streamlit, in an iframe beside Streamlit's tree, where no rerun reaches it, and owns it to the
   end: an iframe that is moved loads anew. Streamlit's component (host.js) joins it; a reader who only looks needs none. */
(function () {
  const LONGEST_MS = 1500; // frames of one origin share a thread: Streamlit waits for the map, but not for ever
  const given = JSON.parse(document.getElementById("atlas-shell").textContent);
  const still = document.querySelector(".atlas-still");
  const anchor = document.currentScript;
  const page = document.documentElement;
  const here = location.origin + given.base;
  const told = new Map(); // what the map said before Streamlit was there: the last word of each kind
  let frame = null;
  let begun = false;

  /* Where Streamlit's client looks for the reader's choice when it starts. */
  const chosenAt = (path) => "stActiveTheme-" + path + "-v2";

  function chosen() {
    try {
      if (given.theme) {
        const name = JSON.stringify(given.theme === "dark" ? "Dark" : "Light");
        [...given.paths, location.pathname].forEach((path) => localStorage.setItem(chosenAt(path), name));
      }
      return { '"Dark"': "dark", '"Light"': "light" }[localStorage.getItem(chosenAt(location.pathname))];
    } catch (refusal) {
      console.debug(refusal.message);
      return given.theme;
    }
  }

  /* As Streamlit decides it. */
  function theme() {
    return chosen() || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  }

  const opening = (data) => data.url + "#" + new URLSearchParams({ ...data.open, theme: data.theme }).toString();

  const viewText = (view) => view.lat + "," + view.lng + "," + view.zoom + "," + view.width + "x" + view.height;

  function open(data) {
    frame = document.createElement("iframe");
    frame.className = "atlas-frame";
    frame.title = data.title;
    frame.src = opening(data);
    frame.done = 0;
    frame.view = data.open.view || null;
    frame.asked = data;
    frame.shut = false;
    frame.addEventListener("load", () => { if (!bridge()) begin(); });
    anchor.after(frame);
    guard();
  }

  /* A dialog of Streamlit's makes everything else inert; the map goes on, above all when the server is what it lost. */
  function guard() {
    const guarded = frame;
    new MutationObserver(() => {
      if (guarded.inert !== guarded.shut) guarded.inert = guarded.shut;
      guarded.removeAttribute("aria-hidden");
    }).observe(guarded, { attributeFilter: ["inert", "aria-hidden"] });
  }

  function bridge() {
    const atlas = frame && frame.contentWindow && frame.contentWindow.atlas;
    return atlas && atlas.ready ? atlas : null;
  }

  function load(tag, attributes) {
    document.head.append(Object.assign(document.createElement(tag), { crossOrigin: "", ...attributes }));
  }

  /* What Streamlit's own page loads. */
  function begin() {
    if (begun) return;
    begun = true;
    // Ours comes with Streamlit's, since in the head it would hold up the map; and behind all of Streamlit's, which it mends.
    document.body.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: given.sheet }));
    ["stylesheet", "modulepreload"].forEach((rel) => given.client[rel].forEach((href) => load("link", { rel, href })));
    given.client.module.forEach((src) => load("script", { type: "module", src }));
  }

  /* The address is the permalink of what is shown. It is kept true here and not by Python, which is not told of every
     move and may be out of reach. */
  function writeAddress() {
    if (!frame.asked.address) return;
    const said = new URLSearchParams(frame.asked.address);
    const view = frame.view;
    if (view) said.set("view", view);
    const search = "?" + said.toString().replaceAll("%2C", ",");
    if (search !== location.search) history.replaceState(history.state, "", location.pathname + search);
  }

  /* What Python will say of the address, said here until it does. */
  function note(name, value) {
    const said = frame.asked.address;
    if (!said) return;
    if (value === null) delete said[name]; else said[name] = value;
    writeAddress();
  }

  /* `way` is the component's: a state, or an event of this moment. */
  function tell(name, value, way = "tell") {
    if (frame[way]) frame[way](name, value);
    else told.set(name, { value, way });
  }

  const heard = {
    ready() {
      begin();
      if (frame.obey) frame.obey();
    },
    slash() {
      window.focus();
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
    },
    export(message) {
      tell("export", { ...message.view, page: frame.asked.page }, "ask");
    },
    view(message) {
      const before = frame.view;
      frame.view = message.own ? viewText(message.view) : null;
      if (before || frame.view) writeAddress();
    },
    select(message) {
      note("selected", message.id);
      tell("selected", message.id);
    },
    date(message) {
      note("date", message.date);
      tell("date", message.date);
    },
    visible(message) {
      note("layers", message.layers.join(","));
      tell("visible", { page: frame.asked.page, layers: message.layers });
    },
  };

  function listen(event) {
    if (!frame || event.source !== frame.contentWindow || event.origin !== location.origin) return;
    const message = event.data || {};
    if (Object.hasOwn(heard, message.atlas)) heard[message.atlas](message);
  }

  /* The outlines give way to the side panel, or to a sentence that says what is wrong. */
  function giveWay() {
    const seen = new MutationObserver(() => {
      if (!document.querySelector("#root :is(.atlas-heading, .atlas-fault)")) return;
      seen.disconnect();
      still.remove();
    });
    seen.observe(document.getElementById("root"), { childList: true, subtree: true });
  }

  window.atlasShell = {
    bridge,
    /* The map, opened where that has not happened yet or where the data have changed since. */
    map(data) {
      if (frame && frame.asked.url !== data.url) {
        frame.remove();
        frame = null;
      }
      if (!frame) open(data);
      return frame;
    },
    /* What the map said before anyone listened, once. */
    early() {
      const found = new Map(told);
      told.clear();
      return found;
    },
    writeAddress,
  };

  window.__streamlit = { BACKEND_BASE_URL: here, MAIN_PAGE_BASE_URL: here };
  page.dataset.atlasTheme = theme();
  window.addEventListener("message", listen);
  document.addEventListener("DOMContentLoaded", giveWay, { once: true });
  if (given.first) {
    const { atlasTheme } = page.dataset;
    const { address } = given.map;
    open({ ...given.map, theme: atlasTheme, address: address && { ...address, theme: atlasTheme } });
    setTimeout(begin, LONGEST_MS);
  } else {
    begin();
  }
})();
