/* The reading pane: a document's text with its names as buttons. Everything reaches the page by textContent. */

const SMOOTH = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

function name(segment, data, box) {
  const [text, ids] = segment;
  const node = document.createElement(ids.length ? "button" : "span");
  node.className = "mark";
  node.textContent = text;
  if (ids.length) {
    node.type = "button";
    node.dataset.feature = ids[0];
    node.ids = ids;
    node.onclick = () => box.tell("picked", ids[0]);
  } else {
    node.title = data.unplaced;
  }
  return node;
}

function write(box, data) {
  box.replaceChildren();
  for (const piece of data.pieces) {
    if (piece.opens || !box.lastChild) box.append(document.createElement("p"));
    const span = document.createElement("span");
    if (piece.clause) span.dataset.clause = piece.clause;
    for (const segment of piece.segments) {
      span.append(typeof segment === "string" ? document.createTextNode(segment) : name(segment, data, box));
    }
    box.lastChild.append(span);
  }
}

/* A hidden tab has no height: what is to be shown waits until it has. */
function reveal(box) {
  const target = box.target;
  if (!target || !box.clientHeight) return;
  box.target = null;
  const offset = target.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTo({ top: box.scrollTop + offset - box.clientHeight / 4, behavior: SMOOTH });
}

function mark(box, data) {
  const named = [...box.querySelectorAll("button.mark")].filter((node) => {
    const on = node.ids.includes(data.selected);
    node.classList.toggle("selected", on);
    node.setAttribute("aria-pressed", String(on));
    return on;
  });
  const within = [...box.querySelectorAll("span[data-clause]")].filter((node) => {
    const on = data.clause !== null && (node.dataset.clause + ".").startsWith(data.clause + ".");
    node.classList.toggle("chosen", on);
    return on;
  });
  return { selected: named[0], clause: within[0] };
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".text");
  box.tell = setTriggerValue;
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", data.label);
  const content = JSON.stringify(data.pieces);
  const fresh = box.content !== content;
  if (fresh) write(box, data);
  box.content = content;
  const first = mark(box, data);
  if (fresh || box.selected !== data.selected) box.target = first.selected || box.target;
  if (fresh || box.clause !== data.clause) box.target = first.clause || box.target;
  box.selected = data.selected;
  box.clause = data.clause;
  if (!box.watch) {
    box.watch = new ResizeObserver(() => reveal(box));
    box.watch.observe(box);
  }
  reveal(box);
}
