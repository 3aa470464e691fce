/* A button that copies the text beside it: the nearest `.atlas-summary` above it, paragraph by paragraph. */
/** @import { Component, Texts } from "#types" */

/** The clipboard is for pages with a certificate; the older way, a selected field, works everywhere. @param {string} text */
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      return await navigator.clipboard.writeText(text);
    } catch {
      /* Not permitted, or not in front: the older way remains. */
    }
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("aria-hidden", "true");
  field.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

/** @param {Component<{ words: Texts }>} component */
export default function ({ data, parentElement }) {
  const button = /** @type {HTMLButtonElement} */ (parentElement.querySelector("button"));
  const told = /** @type {HTMLElement} */ (parentElement.querySelector("span"));
  button.textContent = data.words.copy;
  button.onclick = async () => {
    const paragraphs = document.querySelectorAll(".st-key-atlas_words .atlas-summary p");
    await copy([...paragraphs].map((one) => one.textContent).join("\n"));
    button.focus();
    told.textContent = data.words.copied;
  };
}
