/* Streamlit's client speaks English. Where it does so on a page in another language, our words take the place of its own as
   it puts them there: texts, and the attributes that are read out. What it shows for others, Python's texts and the reader's own
   words, is left alone, whatever it says: labels and buttons, the options of a list, the names of files. */

const ATTRIBUTES = ["aria-label", "title", "placeholder", "aria-valuetext"];
const LONGEST = 200;
const OURS = "[data-testid='stHtml'], [data-testid='stMarkdownContainer'], [data-testid='stFileChipName'], [role='option'][data-key], textarea, script, style, noscript, .atlas-still";
/** @typedef {[english: string, ours: string][]} Phrases */
/** @typedef {{ of: string, said: string }} Said */

/** A phrase with places as a pattern: `Help for {name}`. @param {string} phrase */
const pattern = (phrase) => new RegExp("^" + phrase.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>.+)") + "$");

/**
 * What is said in place of a text; the text itself where nothing is.
 * @param {Phrases} phrases
 */
export function translator(phrases) {
  const whole = new Map(phrases.filter(([english]) => !english.includes("{")));
  const open = phrases.filter(([english]) => english.includes("{")).map(([english, ours]) => /** @type {const} */ ([pattern(english), ours]));
  return (/** @type {string} */ text) => {
    const asked = text.trim();
    if (!asked || asked.length > LONGEST) return text;
    const known = whole.get(asked);
    if (known !== undefined) return known;
    for (const [found, ours] of open) {
      const { groups } = found.exec(asked) || {};
      if (groups) return ours.replace(/\{(\w+)\}/g, (_, name) => groups[name]);
    }
    return text;
  };
}

/**
 * Say a page in its language from now on, and again when that changes.
 * @param {Record<string, Phrases>} phrases by the first two letters of a language
 */
export function translate(phrases) {
  const page = document.documentElement;
  /** What Streamlit said where ours stands. @type {WeakMap<Node, Map<string, Said>>} */
  const before = new WeakMap();
  let say = translator(phrases[page.lang.slice(0, 2)] || []);

  /**
   * @param {Node} node
   * @param {string} name of the attribute; none for the text itself
   * @param {string} now
   * @param {(text: string) => void} put
   */
  function replace(node, name, now, put) {
    const known = before.get(node) || new Map();
    const of = known.get(name)?.said === now ? known.get(name).of : now;
    const said = say(of);
    if (said === now) return;
    before.set(node, known.set(name, { of, said }));
    put(said);
  }

  /** @param {Node} node */
  function visit(node) {
    if (node instanceof Text) {
      if (!node.parentElement?.closest(OURS)) replace(node, "", node.data, (text) => { node.data = text; });
    } else if (node instanceof Element && !node.closest(OURS)) {
      for (const name of ATTRIBUTES) {
        const now = node.getAttribute(name);
        if (now) replace(node, name, now, (text) => node.setAttribute(name, text));
      }
      node.childNodes.forEach(visit);
    }
  }

  new MutationObserver((changes) => {
    if (changes.some(({ target, attributeName }) => target === page && attributeName === "lang")) {
      say = translator(phrases[page.lang.slice(0, 2)] || []);
      window.dispatchEvent(new Event("languagechange"));
      visit(document.body);
      return;
    }
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(visit);
      else visit(target);
    }
  }).observe(page, { attributeFilter: [...ATTRIBUTES, "lang"], characterData: true, childList: true, subtree: true });
}

/* Calendar and figures of Streamlit's follow the browser's language: on our page that is the page's. */
export function follow() {
  const own = navigator.language;
  const lang = () => (own.startsWith(document.documentElement.lang.slice(0, 2)) ? own : document.documentElement.lang);
  Object.defineProperty(navigator, "language", { configurable: true, get: lang });
  Object.defineProperty(navigator, "languages", { configurable: true, get: () => [lang()] });
}
