/* The list of checks: two sides with their totals, groups that fold, rows of plain text, a button that shows a row's feature. */

import { element } from "#dom";
/** @import { Component } from "#types" */

/**
 * A check in words (`ui/panels/checks.py`), a group of them, a side with its totals (state, symbol, count, word), and what the
 * component is given.
 * @typedef {{ id: string, state: string, word: string, symbol: string, title: string, question: string, clause: string[], cells: [string, string][],
 *   reason: string, names: string, method: string, target: string }} Row
 * @typedef {{ id: string, title: string, count: string, open: boolean, rows: Row[] }} Group
 * @typedef {{ id: string, title: string, lead: string, totals: [string, string, number, string][], none: string, groups: Group[] }} Part
 * @typedef {{ parts: Part[], show: string, selected: string | null }} Data
 * @typedef {{ told: string, tell: (ident: string) => void }} List
 */

/** What each list has been told. @type {WeakMap<Element, List>} */
const lists = new WeakMap();

/** @param {Row} row */
function cells(row) {
  const list = element("dl", "cells");
  for (const [term, value] of row.cells) {
    const pair = element("div");
    pair.append(element("dt", "", term), element("dd", "", value));
    list.append(pair);
  }
  return list;
}

/** @param {Row} row */
function question({ question: text, clause: [clause, address] }) {
  const line = element("p", "question", text);
  if (clause) line.append(text ? " · " : "", Object.assign(element("a", "clause", clause), { href: address }));
  return line;
}

/**
 * @param {Row} row
 * @param {string} words of its button
 * @param {List} list
 */
function drawRow(row, words, list) {
  const item = element("li", row.state);
  item.dataset.check = row.id;
  item.dataset.target = row.target;
  const symbol = element("span", "symbol", row.symbol);
  symbol.setAttribute("aria-hidden", "true");
  item.append(symbol, element("span", "title", row.title), element("span", "state", row.word));
  item.append(question(row));
  if (row.cells.length) item.append(cells(row));
  if (row.reason) item.append(element("p", "reason", row.reason));
  if (row.names) item.append(element("p", "names", row.names));
  if (row.method) item.append(element("p", "method", row.method));
  if (!row.target) return item;
  const button = element("button", "", words);
  button.type = "button";
  button.setAttribute("aria-label", words + ": " + row.title);
  button.onclick = () => list.tell(row.target);
  item.append(button);
  return item;
}

/**
 * @param {Group} group
 * @param {string} words
 * @param {List} host
 */
function drawGroup(group, words, host) {
  const box = element("details");
  box.dataset.group = group.id;
  box.open = group.open;
  const head = element("summary", "", group.title);
  head.append(element("small", "", group.count));
  const list = element("ul");
  list.append(...group.rows.map((row) => drawRow(row, words, host)));
  box.append(head, list);
  return box;
}

/** @param {Part} part */
function drawTotals(part) {
  const list = element("ul", "totals");
  list.setAttribute("aria-label", part.title);
  for (const [state, symbol, count, word] of part.totals) {
    const item = element("li", count ? state : "zero");
    const sign = element("span", "", symbol + " ");
    sign.setAttribute("aria-hidden", "true");
    const said = element("span");
    said.append(sign, word);
    item.append(element("b", "", String(count)), said);
    list.append(item);
  }
  return list;
}

/**
 * @param {Part} part
 * @param {string} words
 * @param {List} host
 */
function drawPart(part, words, host) {
  const box = element("section");
  box.dataset.side = part.id;
  box.append(element("h3", "", part.title), element("p", "lead", part.lead), drawTotals(part));
  box.append(...part.groups.map((group) => drawGroup(group, words, host)));
  if (!part.groups.length) box.append(element("p", "none", part.none));
  return box;
}

/** @param {Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const host = /** @type {Element} */ (parentElement.querySelector(".checks"));
  const list = lists.get(host) || { told: "", tell: () => undefined };
  lists.set(host, list);
  list.tell = (ident) => setTriggerValue("show", ident);
  const told = JSON.stringify([data.parts, data.show]);
  // Drawn again only when the words change, so that what the reader unfolded stays open.
  if (list.told !== told) host.replaceChildren(...data.parts.map((part) => drawPart(part, data.show, list)));
  list.told = told;
  /** @type {NodeListOf<HTMLElement>} */
  const rows = host.querySelectorAll("li[data-check]");
  for (const item of rows) item.classList.toggle("selected", item.dataset.target === data.selected);
}
