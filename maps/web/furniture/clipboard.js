/* The clipboard. Its newer way is for pages with a certificate; the older one, a selected field, works everywhere. */
import { element } from "./dom.js";

/** @param {string} words @returns {Promise<boolean>} whether they are there */
export async function copyText(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch (refusal) {
    console.debug(String(refusal));
  }
  const field = element("textarea"), before = document.activeElement;
  field.value = words;
  field.setAttribute("aria-hidden", "true");
  field.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
