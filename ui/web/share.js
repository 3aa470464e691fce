/* The link by which others follow: opened, shown large, copied, ended. Used by the presentation and the speaker's window. */
const LOOPBACK = /^(localhost|127\.[\d.]+|\[::1\])$/;

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}

function button(name, text, action) {
  const made = element("button", name, text);
  made.type = "button";
  made.act = action;
  made.addEventListener("click", action);
  return made;
}

class Share {
  constructor(room, lang, texts) {
    this.room = room;
    this.lang = lang;
    this.texts = texts;
    this.box = element("section", "share");
    this.box.hidden = true;
    this.box.setAttribute("role", "dialog");
    this.box.setAttribute("aria-label", texts.share_title);
    this.link = element("textarea", "link");
    this.link.readOnly = true;
    this.link.rows = 2;
    this.link.setAttribute("aria-label", texts.follow);
    this.code = element("img", "code");
    this.code.alt = texts.share_qr;
    this.note = element("p", "note");
    this.note.setAttribute("role", "status");
    this.copy = button("copy", texts.share_copy, () => this.copyLink());
    this.stop = button("stop", texts.share_end, () => this.end());
    this.shut = button("shut", texts.share_close, () => this.hide());
    this.build();
  }

  build() {
    const head = element("div", "head");
    head.append(element("strong", "", this.texts.share_title), this.shut);
    const row = element("div", "row");
    row.append(this.link, this.copy, this.stop);
    this.words = element("div", "words");
    this.words.append(element("p", "", this.texts.share_text), row);
    if (LOOPBACK.test(location.hostname)) this.words.append(element("p", "local", this.texts.share_local));
    this.words.append(this.note);
    const body = element("div", "body");
    body.append(this.words, this.code);
    this.box.append(head, body);
  }

  draw() {
    const open = Boolean(this.room.tokens());
    for (const part of [this.link, this.copy, this.stop, this.code]) part.hidden = !open;
    this.link.value = open ? this.room.link() : "";
    if (open && this.code.getAttribute("src") !== this.room.picture()) this.code.src = this.room.picture();
  }

  say(text) {
    this.note.textContent = text;
  }

  async show() {
    this.box.hidden = false;
    this.say("");
    this.draw();
    if (!this.room.tokens()) {
      const answer = await this.room.open();
      if (answer.status !== 201) this.say(answer.body[this.lang] || this.texts.share_away);
    }
    this.draw();
    (this.room.tokens() ? this.copy : this.shut).focus();
  }

  hide() {
    this.box.hidden = true;
    this.box.dispatchEvent(new Event("shut"));
  }

  async end() {
    const answer = await this.room.end();
    this.say(this.room.tokens() ? answer.body[this.lang] || this.texts.share_away : this.texts.share_over);
    this.draw();
    this.shut.focus();
  }

  /* The clipboard is for pages with a certificate; the older way works everywhere. */
  async copyLink() {
    this.link.select();
    if (navigator.clipboard) await navigator.clipboard.writeText(this.link.value).catch(() => document.execCommand("copy"));
    else document.execCommand("copy");
    this.say(this.texts.share_copied);
  }
}
