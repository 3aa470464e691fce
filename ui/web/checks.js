/* The list of checks: groups that fold, rows of plain text, and a button that shows a row's feature on the map. */

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function cells(row) {
  const list = element("dl", "cells");
  for (const [term, value] of row.cells) {
    const pair = element("div");
    pair.append(element("dt", "", term), element("dd", "", value));
    list.append(pair);
  }
  return list;
}

function drawRow(row, host) {
  const item = element("li", row.state);
  item.dataset.check = row.id;
  item.dataset.target = row.target;
  const symbol = element("span", "symbol", row.symbol);
  symbol.setAttribute("aria-hidden", "true");
  item.append(symbol, element("span", "title", row.title), element("span", "state", row.word));
  item.append(element("p", "question", row.question));
  if (row.cells.length) item.append(cells(row));
  if (row.reason) item.append(element("p", "reason", row.reason));
  if (row.names) item.append(element("p", "names", row.names));
  if (!row.target) return item;
  const button = element("button", "", host.words);
  button.type = "button";
  button.setAttribute("aria-label", host.words + ": " + row.title);
  button.onclick = () => host.tell("show", row.target);
  item.append(button);
  return item;
}

function drawGroup(group, host) {
  const box = element("details");
  box.dataset.group = group.id;
  box.open = group.open;
  const head = element("summary", "", group.title);
  head.append(element("small", "", group.count));
  const list = element("ul");
  list.append(...group.rows.map((row) => drawRow(row, host)));
  box.append(head, list);
  return box;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".checks");
  host.tell = setTriggerValue;
  host.words = data.show;
  const told = JSON.stringify(data.groups);
  // Drawn again only when the words change, so that what the reader unfolded stays open.
  if (host.told !== told) {
    host.replaceChildren(...data.groups.map((group) => drawGroup(group, host)));
    host.told = told;
  }
  for (const item of host.querySelectorAll("li")) item.classList.toggle("selected", item.dataset.target === data.selected);
}
