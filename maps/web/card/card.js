/* What is said of a feature: its name, what it is now and since when, what kind it is; the rest for who asks for more. */
import { byId, payload } from "../state/data.js";
import { date, nameOf } from "../state/date.js";
import { valueOf } from "../state/indicator.js";
import { lang, number, sourceTitle, text } from "../state/words.js";
import { changeAt, statusAt } from "../drawing/time.js";
import { element } from "../furniture/dom.js";
import { hosted, post } from "../state/map.js";
/** @import { Feature, FormerName } from "#types" */

/** Whether the reader has asked for more: the next card shows it, too. */
let unfolded = false;

/**
 * @param {HTMLElement} list
 * @param {string} term
 * @param {string} value
 */
function row(list, term, value) {
  if (value !== "") list.append(element("dt", "", term), element("dd", "", value));
}

/** @param {Feature} feature */
function evidence(feature) {
  return text(payload.evidence[feature.evidence]) + " · ±" + number(feature.accuracy_m) + "\u2009m";
}

/**
 * @param {string} sentence
 * @param {Record<string, string>} parts
 */
const filled = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (all, name) => parts[name] ?? all);

/** A former name with its date and reason. @param {FormerName} name */
const former = (name) => filled(text("former_name"), { name: name[lang], date: name.until, reason: name.reason[lang] });

/** At a date, what it was then; else what was last known; and since when. @param {Feature} feature */
function state(feature) {
  const month = date || payload.today;
  const status = payload.statuses.find((item) => item.id === statusAt(feature, month, payload, byId));
  if (!status) return null;
  const line = element("p", "state", status[lang]), change = changeAt(feature, month, payload);
  if (change) line.append(" · ", element("span", "date", filled(text("since"), { date: change })));
  return line;
}

/** Within a page the report is beside the map: each leads there. A file of its own has no report, nor has a presentation. @param {HTMLElement} list @param {Feature} feature */
function clauses(list, feature) {
  if (!feature.clauses.length || !hosted || document.documentElement.classList.contains("presenting")) {
    row(list, text("clauses"), feature.clauses.join(" · ") || text("no_clause"));
    return;
  }
  const cell = element("dd", "clauses");
  for (const clause of feature.clauses) {
    cell.append(Object.assign(element("button", "", clause), { type: "button", onclick: () => post({ atlas: "clause", clause }) }));
  }
  list.append(element("dt", "", text("clauses")), cell);
}

/** @param {Feature} feature */
function more(feature) {
  const box = element("details", "more"), list = element("dl"), counted = valueOf(feature.id);
  row(list, text(lang === "zh" ? "name_en" : "name_zh"), nameOf(feature, lang === "zh" ? "en" : "zh"));
  if (counted?.sources.length) row(list, text("indicator_source"), counted.sources.map(sourceTitle).join(text("between")));
  if (feature.area_km2 !== null) row(list, text("area"), number(feature.area_km2) + "\u2009km²");
  if (feature.length_km !== null) row(list, text("length"), number(feature.length_km) + "\u2009km");
  row(list, text("former_names"), (feature.former || []).map(former).join("; "));
  row(list, text("looked_up"), payload.looked_up[feature.id] || payload.looked_up[feature.line || ""] || "");
  row(list, text("evidence"), evidence(feature));
  clauses(list, feature);
  row(list, text("source"), feature.source.map(sourceTitle).join("; "));
  box.open = unfolded;
  box.addEventListener("toggle", () => { unfolded = box.open; });
  box.append(element("summary", "", text("more")), list);
  return box;
}

/** The kind, and what it is called today where the date of the map gives it another name. @param {Feature} feature */
function second(feature) {
  const kind = feature.layer.kinds[feature.kind][lang];
  return nameOf(feature) === feature[lang] ? kind : kind + " · " + filled(text("name_today"), { name: feature[lang] });
}

/** @param {Feature} feature */
export function card(feature) {
  const box = element("div", "atlas-card"), counted = valueOf(feature.id), now = state(feature);
  box.append(element("strong", "", nameOf(feature)));
  if (counted) box.append(element("p", "state", counted.title + text("colon") + counted.value));
  if (now) box.append(now);
  box.append(element("p", "kind", second(feature)), more(feature));
  return box;
}
