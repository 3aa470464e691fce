/* A sentence that says what has been done, for a moment. */
import { element } from "./dom.js";

const MOMENT_MS = 3500;

const box = element("div", "atlas-notice");
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {string} sentence */
export function notice(sentence) {
  clearTimeout(timer);
  box.textContent = sentence;
  box.classList.add("seen");
  timer = setTimeout(() => box.classList.remove("seen"), MOMENT_MS);
}

export function setUpNotice() {
  box.setAttribute("role", "status");
  document.body.append(box);
}
