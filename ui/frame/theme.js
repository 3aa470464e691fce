/* A switch between the light and the dark theme. Streamlit reads the reader's choice once, when a page loads, from this key. */
/** @import { Component } from "#types" */

/** @param {Component<{ theme: string, title: string, paths: string[] }>} component */
export default function ({ data, parentElement }) {
  const button = /** @type {HTMLButtonElement} */ (parentElement.querySelector("button"));
  button.title = data.title;
  button.setAttribute("aria-label", data.title);
  button.dataset.theme = data.theme;
  button.onclick = () => {
    const next = button.dataset.theme === "dark" ? "Light" : "Dark";
    data.paths.forEach((path) => localStorage.setItem("stActiveTheme-" + path + "-v2", JSON.stringify(next)));
    const address = new URL(location.href);
    address.searchParams.set("theme", next.toLowerCase());
    history.replaceState(history.state, "", address);
    location.reload();
  };
}
