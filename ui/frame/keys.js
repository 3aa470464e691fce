/* What the keys do, in a dialog that `?` opens. */
import { writes } from "#dom";

/**
 * @typedef {{ title: string, close: string, rows: [key: string, does: string][] }} Keys
 * @param {Keys} said
 */
function content({ title, close, rows }) {
  const head = document.createElement("h2"), list = document.createElement("dl"), form = document.createElement("form");
  const button = document.createElement("button");
  head.textContent = title;
  for (const [key, does] of rows) {
    const term = document.createElement("dt"), meaning = document.createElement("dd");
    for (const one of key.split(" ")) term.append(Object.assign(document.createElement("kbd"), { textContent: one }));
    meaning.textContent = does;
    list.append(term, meaning);
  }
  form.method = "dialog";
  button.textContent = close;
  form.append(button);
  return [head, list, form];
}

export function keysDialog() {
  const dialog = document.createElement("dialog");
  dialog.className = "atlas-keys";
  document.body.append(dialog);
  /** @type {Keys | null} */
  let said = null;
  const open = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "?" || writes(event) || dialog.open || !said) return;
    event.preventDefault();
    dialog.setAttribute("aria-label", said.title);
    dialog.replaceChildren(...content(said));
    dialog.showModal();
  };
  document.addEventListener("keydown", open);
  return {
    /** @param {Keys} words */
    say(words) { said = words; },
    leave() {
      document.removeEventListener("keydown", open);
      dialog.remove();
    },
  };
}
