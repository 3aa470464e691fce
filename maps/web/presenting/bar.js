/* The bar of a presentation, over the page or in a file: it comes with the pointer and by keyboard. Where nothing hovers it stands
   there (`bar.css`), since a finger that looks for it is not seen before it touches. */
import { element } from "../furniture/dom.js";

const SEEN_MS = 2000;

export class Bar {
  box = element("div", "bar");
  pointer = "";
  timer = 0;

  /** @param {string} name */
  constructor(name) {
    this.box.setAttribute("role", "toolbar");
    this.name(name);
  }

  /** @param {string} name */
  name(name) { this.box.setAttribute("aria-label", name); }

  /** Browsers also tell of a pointer that rests while the page moves below it. @param {PointerEvent} event */
  moved(event) {
    const at = event.screenX + "," + event.screenY;
    if (at === this.pointer) return;
    if (this.pointer) this.show();
    this.pointer = at;
  }

  show() {
    this.box.classList.add("seen");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.box.classList.remove("seen"), SEEN_MS);
  }

  /** A tap brings it; where it stands there anyway, it puts it away and brings it back. */
  tapped() {
    if (matchMedia("(hover: none)").matches) this.box.classList.toggle("away");
    else this.show();
  }

  close() { clearTimeout(this.timer); }
}
