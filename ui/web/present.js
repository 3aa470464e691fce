/* The presentation: keys wherever they are pressed, an address that stays true, and the speaker's window beside it. */
const MARK = "atlas-presenting"; // in this tab: a reload goes on where it was, a new start begins anew
const WINDOW = "noopener,popup,width=1360,height=860"; // a process of its own, so that its maps do not slow this one
const SAID = ["present", "scene", "theme"]; // in the address as long as the presentation lasts

function marked(board) {
  try {
    return sessionStorage.getItem(MARK) === board;
  } catch {
    return false;
  }
}

function mark(board) {
  try {
    if (board) sessionStorage.setItem(MARK, board);
    else sessionStorage.removeItem(MARK);
  } catch (refusal) {
    console.debug(refusal.message);
  }
}

/* A storyboard that the server has lost with its session is still in the browser. */
function deckOf(data) {
  const stored = kept(KEYS.deck);
  return data.board !== data.deck.id && isDeck(stored) && stored.id === data.board ? stored : data.deck;
}

class Presentation {
  constructor(data) {
    const deck = deckOf(data);
    this.data = data;
    this.relay = new Relay("main", data.prefix, { deck: () => undefined, state: () => this.obey(), main: () => undefined });
    this.relay.start(deck, data.index, marked(deck.id));
    mark(deck.id);
    this.stage = new Stage(data, deck.title[data.lang], this.relay.room, {
      previous: () => this.key("ArrowLeft"), next: () => this.key("ArrowRight"), speaker: () => this.openSpeaker(),
      full_screen: () => this.stage.fillScreen(), end: () => this.leave(true),
    });
    this.listen();
    this.writeAddress();
  }

  listen() {
    const on = (name, action, options) => {
      window.addEventListener(name, action, options);
      return () => window.removeEventListener(name, action, options);
    };
    this.pressed = this.pressed.bind(this);
    this.moved = (event) => this.stage.moved(event);
    this.deaf = [
      on("message", (event) => this.hear(event)),
      on("keydown", this.pressed, { capture: true }),
      on("pointermove", this.moved),
      on("pagehide", () => this.relay.post("gone", {})),
    ];
  }

  begin() {
    const { frame, loading } = this.stage;
    this.stage.atlas().present(this.relay.deck, this.relay.state.index);
    this.obey();
    loading.hidden = true;
    // The map's document swallows the keys that it has a use for; of the others one is for us.
    frame.contentWindow.addEventListener("keydown", this.pressed);
    frame.contentWindow.addEventListener("pointermove", this.moved);
    this.stage.focus();
  }

  /* Show where the windows stand, when it was another one that moved. */
  obey() {
    this.writeAddress();
    if (!this.stage.ready()) return;
    this.stage.atlas().goTo(this.relay.state.index);
    this.stage.atlas().setBlank(this.relay.state.blank);
  }

  hear(event) {
    if (event.source !== this.stage.frame.contentWindow || event.origin !== location.origin) return;
    const told = event.data || {};
    if (told.atlas === "ready") this.begin();
    if (told.atlas === "leave") this.leave();
    if (told.atlas === "fullscreen") this.stage.fillScreen();
    if (told.atlas === "scene") {
      this.relay.change({ index: told.index, blank: told.blank });
      this.writeAddress();
    }
  }

  key(name) { return this.stage.ready() && this.stage.atlas().key(name); }

  pressed(event) {
    const at = event.composedPath()[0];
    const inside = (name) => at.closest && at.closest(name);
    const { share } = this.stage;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !share.box.hidden) share.hide();
    else if (inside(".share") || (inside(".bar") && /^(Enter| |Tab)$/.test(event.key))) return;
    else if (event.key.toLowerCase() === "s") this.openSpeaker();
    else if (event.view !== window || !this.key(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  openSpeaker() {
    const asked = new URLSearchParams({ lang: this.data.lang, theme: this.data.theme });
    window.open(this.data.prefix + "/speaker?" + asked, "_blank", WINDOW);
  }

  writeAddress() {
    const { board, index } = this.relay.state;
    const { lang, theme } = this.data;
    const said = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries({ present: "1", board, scene: index + 1, lang, theme })) said.set(name, value);
    history.replaceState(history.state, "", location.pathname + "?" + said);
  }

  /* Escape leaves the full screen first. */
  leave(surely) {
    if (document.fullscreenElement && !surely) {
      document.exitFullscreen();
      return;
    }
    const said = new URLSearchParams(location.search);
    SAID.forEach((name) => said.delete(name));
    history.replaceState(history.state, "", location.pathname + "?" + said);
    this.close();
    this.tell("left", { index: this.relay.state.index });
  }

  receive(data, tell) {
    this.data = data;
    this.tell = tell;
    if (this.deaf && this.stage.ready()) this.stage.atlas().setTheme(data.theme);
  }

  close() {
    if (!this.deaf) return;
    this.deaf.forEach((end) => end());
    this.deaf = null;
    mark("");
    this.relay.close();
    this.stage.close();
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".atlas-present");
  if (!host.presentation) host.presentation = new Presentation(data);
  host.presentation.receive(data, setTriggerValue);
  return () => host.presentation.close();
}
