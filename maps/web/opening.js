/* What the document opens with: what stands behind the # of its address, else what a file of its own carries. */
"use strict";
(function (A) {
  const given = document.getElementById("atlas-opening");
  A.opening = given ? JSON.parse(given.textContent) : { open: {}, said: null };

  A.asked = () => new URLSearchParams(location.hash.length > 1 || !given ? location.hash.slice(1) : A.opening.open);

  function button(text, title, action) {
    const node = A.element("button", "", text);
    node.title = title;
    node.setAttribute("aria-label", title);
    node.addEventListener("click", action);
    return node;
  }

  function switches() {
    const box = A.element("div", "switches");
    const theme = () => (document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    box.append(
      button("中文", "中文", () => window.atlas.setLanguage("zh")),
      button("EN", "English", () => window.atlas.setLanguage("en")),
      button("\u25d0", A.text("theme"), () => window.atlas.setTheme(theme())),
    );
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
    A.map.invalidateSize({ animate: false });
  };
})(window.AtlasMap);
