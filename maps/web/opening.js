/* What the document opens with: what stands behind the # of its address, else what a file of its own carries. */
"use strict";
(function (A) {
  const given = document.getElementById("atlas-opening");
  A.opening = given ? JSON.parse(given.textContent) : { open: {}, said: null };

  A.asked = () => new URLSearchParams(location.hash.length > 1 || !given ? location.hash.slice(1) : A.opening.open);

  function button(text, action) {
    const node = A.element("button", "", text);
    node.addEventListener("click", action);
    return node;
  }

  /* A language is named in itself. */
  function language(lang, name) {
    const node = button(name, () => window.atlas.setLanguage(lang));
    node.lang = lang;
    return node;
  }

  function switches() {
    const box = A.element("div", "switches");
    const other = () => (document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    const theme = button("\u25d0", () => window.atlas.setTheme(other()));
    theme.dataset.title = "theme"; // furniture.js names it in the language of now
    box.append(language("zh", "中文"), language("en", "English"), theme);
    return box;
  }

  /* A file that stands alone says above and below the map what the page around it would say. */
  A.drawSaid = function () {
    const said = A.opening.said;
    if (!said) return;
    const head = A.element("header", "atlas-said");
    const words = A.element("div", "words");
    words.append(A.element("strong", "", said.title), A.element("span", "", said.time));
    if (said.mark) words.append(A.element("em", "", said.mark));
    head.append(words, switches());
    const foot = A.element("footer", "atlas-said-foot");
    foot.append(A.element("span", "imprint", said.imprint), A.element("span", "", said.small));
    document.body.prepend(head);
    document.body.append(foot);
    document.documentElement.classList.add("alone");
    A.drawButtons();
    A.map.invalidateSize({ animate: false });
  };
})(window.AtlasMap);
