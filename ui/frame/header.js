/* The atlas's name and its pages by groups: a row where it fits, one menu where it does not. What opens is a disclosure: a
   button that says whether it is open, and links behind it. */
import { element } from "#dom";
/** @import { Component, Texts } from "#types" */

/**
 * What `ui/frame/header.py` gives.
 * @typedef {{ id: string, name: string, href: string }} Page
 * @typedef {{ id: string, name: string, pages: Page[] }} Group
 * @typedef {{ home: string, title: string, words: Texts, groups: Group[], current: string }} Data
 */

const NARROW = "(max-width: 719.9px)";
const FORMS = /** @type {const} */ (["row", "short", "menu", "least"]);
/** The name whole with a row of groups, its mark with a row; the name or the mark with one menu. @typedef {typeof FORMS[number]} Form */

class Header {
  /** @type {Data | null} */
  data = null;
  /** @type {Form} */
  form = "row";
  /** @type {(page: string) => void} */
  go = () => undefined;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.home = /** @type {HTMLAnchorElement} */ (root.querySelector(".home"));
    this.nav = /** @type {HTMLElement} */ (root.querySelector("nav"));
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("focusout", (event) => { if (event.relatedTarget && !root.contains(/** @type {Node} */ (event.relatedTarget))) this.close(); });
    const elsewhere = (/** @type {Event} */ event) => { if (!event.composedPath().includes(root)) this.close(); };
    document.addEventListener("pointerdown", elsewhere);
    window.addEventListener("blur", () => this.close()); // into the map, which is a document of its own
    new ResizeObserver(() => this.fit()).observe(root);
  }

  /** @param {Data} data */
  receive(data) {
    if (JSON.stringify(data) === JSON.stringify(this.data)) return;
    this.data = data;
    this.home.href = data.home;
    this.home.dataset.page = data.groups[0].pages[0].id;
    this.home.setAttribute("aria-label", data.title);
    /** @type {HTMLElement} */ (this.home.querySelector("b")).textContent = data.title;
    this.nav.setAttribute("aria-label", data.words.pages);
    this.keeping(() => {
      this.draw(this.form);
      this.fit();
    });
  }

  /** The focus stays on what opens something, though that is drawn anew. @param {() => void} change */
  keeping(change) {
    const kept = this.focused()?.dataset.opens;
    change();
    if (kept) this.opener(kept)?.focus();
  }

  /** @returns {HTMLElement | null} */
  focused() { return /** @type {HTMLElement | null} */ (/** @type {Document | ShadowRoot} */ (this.root.getRootNode()).activeElement); }

  /** @param {string} name @returns {HTMLElement | null} */
  opener(name) { return this.nav.querySelector(`[data-opens="${CSS.escape(name)}"]`) || this.nav.querySelector("[data-opens]"); }

  /** The first form that fits; what is open stays open where the form stays. */
  fit() {
    if (!this.data || !this.root.clientWidth) return;
    const before = this.form;
    const forms = matchMedia(NARROW).matches ? FORMS.slice(2) : FORMS;
    const open = this.nav.querySelector("[aria-expanded=true]");
    if (open && this.fits()) { if (forms.includes(before)) return; }
    this.draw(forms.find((form) => { this.draw(form); return this.fits(); }) || "least");
    if (this.form === before && open) this.toggle(/** @type {string} */ (/** @type {HTMLElement} */ (open).dataset.opens));
  }

  fits() { return this.root.scrollWidth <= this.root.clientWidth; }

  /** @param {Form} form */
  draw(form) {
    const { groups, words } = /** @type {Data} */ (this.data);
    this.form = this.root.dataset.form = form;
    if (form === "row" || form === "short") {
      const row = element("ul", "row");
      row.append(...groups.map((group) => this.item(group)));
      this.nav.replaceChildren(row);
      return;
    }
    const drop = element("div", "drop");
    drop.append(...groups.flatMap((group) => this.section(group)));
    this.nav.replaceChildren(...this.disclosure("menu", words.menu, this.here(groups.flatMap(({ pages }) => pages)), drop));
  }

  /** @param {Group} group */
  item(group) {
    const item = element("li");
    if (group.pages.length === 1) item.append(this.link({ ...group.pages[0], name: group.name }));
    else {
      const drop = element("ul", "drop");
      drop.append(...this.links(group.pages));
      item.append(...this.disclosure(group.id, group.name, this.here(group.pages), drop));
    }
    return item;
  }

  /** In the menu a group of one page needs no heading. @param {Group} group */
  section(group) {
    const list = element("ul");
    if (group.pages.length === 1) {
      list.append(...this.links([{ ...group.pages[0], name: group.name }]));
      return [list];
    }
    const head = element("p", "head", group.name);
    head.id = "atlas-pages-of-" + group.id;
    list.setAttribute("aria-labelledby", head.id);
    list.append(...this.links(group.pages));
    return [head, list];
  }

  /** @param {Page[]} pages */
  links(pages) {
    return pages.map((page) => {
      const item = element("li");
      item.append(this.link(page));
      return item;
    });
  }

  /** @param {Page} page */
  link(page) {
    const link = element("a", "", page.name);
    link.href = page.href;
    link.dataset.page = page.id;
    if (page.id === this.data?.current) link.setAttribute("aria-current", "page");
    return link;
  }

  /** @param {Page[]} pages */
  here(pages) { return pages.find(({ id }) => id === this.data?.current)?.name || ""; }

  /**
   * @param {string} id
   * @param {string} name
   * @param {string} here
   * @param {HTMLElement} drop
   */
  disclosure(id, name, here, drop) {
    const button = element("button");
    button.type = "button";
    button.dataset.opens = id;
    drop.id = "atlas-drop-" + id;
    drop.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", drop.id);
    button.append(element("span", "name", name), " ");
    if (here) button.append(element("span", "here", here), " ");
    button.append(element("i", "mark"));
    return [button, drop];
  }

  shut() {
    for (const button of this.nav.querySelectorAll("[aria-expanded=true]")) {
      button.setAttribute("aria-expanded", "false");
      /** @type {HTMLElement} */ (button.nextElementSibling).hidden = true;
    }
  }

  /** The width may have changed meanwhile, to which what is open does not adapt. */
  close() {
    if (!this.nav.querySelector("[aria-expanded=true]")) return;
    this.shut();
    this.keeping(() => this.fit());
  }

  /** @param {string} name */
  toggle(name) {
    const button = /** @type {HTMLElement} */ (this.opener(name));
    const wanted = button.getAttribute("aria-expanded") !== "true";
    if (!wanted) {
      this.close();
      return;
    }
    this.shut();
    button.setAttribute("aria-expanded", "true");
    /** @type {HTMLElement} */ (button.nextElementSibling).hidden = false;
  }

  /** @param {MouseEvent} event */
  click(event) {
    const at = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button, a"));
    if (!at) return;
    if (at.dataset.opens) {
      this.toggle(at.dataset.opens);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // a tab or a window of its own
    event.preventDefault();
    const opener = /** @type {HTMLElement | null} */ (this.nav.querySelector("[aria-expanded=true]"));
    opener?.focus();
    this.close();
    if (at.dataset.page && at.dataset.page !== this.data?.current) this.go(at.dataset.page);
  }

  /** Arrows lead through what is open, and Escape out of it; Tab goes its usual way. @param {KeyboardEvent} event */
  key(event) {
    const at = /** @type {HTMLElement} */ (event.target);
    const opener = /** @type {HTMLElement | null} */ (at.dataset.opens ? at : this.nav.querySelector("[aria-expanded=true]"));
    if (!opener) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      opener.focus();
      this.close();
    } else if (step) this.move(opener, at, step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * @param {HTMLElement} opener
   * @param {HTMLElement} at
   * @param {number} step
   */
  move(opener, at, step) {
    if (opener.getAttribute("aria-expanded") !== "true") this.toggle(/** @type {string} */ (opener.dataset.opens));
    const links = [.../** @type {HTMLElement} */ (opener.nextElementSibling).querySelectorAll("a")];
    const place = links.indexOf(/** @type {HTMLAnchorElement} */ (at));
    const next = place < 0 ? (step > 0 ? 0 : links.length - 1) : (place + step + links.length) % links.length;
    links[next].focus();
  }
}

/** @type {WeakMap<HTMLElement, Header>} */
const headers = new WeakMap();

/** @param {Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".atlas-header"));
  const header = headers.get(root) || new Header(root);
  headers.set(root, header);
  header.go = (page) => setTriggerValue("page", page);
  header.receive(data);
}
