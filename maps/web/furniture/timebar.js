/* The time control at the foot of the map: a month of those that the data reach, the report's own date, and the last one. */
import * as L from "leaflet";
import { payload } from "../state/data.js";
import { date, dated, setDate } from "../state/date.js";
import { button, element } from "./dom.js";
import { cover, stir } from "../drawing/edges.js";
import { relabel } from "../names/labels.js";
import { post } from "../state/map.js";
import { spoken, text } from "../state/words.js";

const FIRST = Number(payload.first_month.slice(0, 4));
const TICK_YEARS = 2;

const bar = element("div", "atlas-timebar");
const slider = element("input");
const value = element("output", "value");
const buttons = [month("time_all", null), month("time_then", payload.report_date), month("time_now", payload.today)];

/** @param {number} month */
const toDate = (month) => FIRST + Math.floor(month / 12) + "-" + String((month % 12) + 1).padStart(2, "0");
/** @param {string} date */
const toMonth = (date) => (Number(date.slice(0, 4)) - FIRST) * 12 + Number(date.slice(5, 7)) - 1;
const LAST = toMonth(payload.today); // at the right end

/** The reader's own choice. @param {string | null} wanted */
function choose(wanted) {
  setDate(wanted);
  post({ atlas: "date", date });
}

/**
 * @param {string} key
 * @param {string | null} wanted
 */
function month(key, wanted) {
  const node = button("", () => choose(wanted));
  node.dataset.key = key;
  node.dataset.date = wanted || "";
  return node;
}

function draw() {
  bar.classList.toggle("on", date !== null);
  slider.value = String(toMonth(date || payload.report_date));
  slider.setAttribute("aria-label", text("time"));
  slider.setAttribute("aria-valuetext", date || text("time_off"));
  value.textContent = date || text("time_off");
  for (const node of buttons) {
    node.textContent = text(node.dataset.key || "");
    node.setAttribute("aria-pressed", String(node.dataset.date === (date || "")));
  }
  stir();
}

function ticks() {
  const row = element("div", "years");
  for (let year = FIRST; toMonth(year + "-01") <= LAST; year += TICK_YEARS) {
    const tick = element("span", "", String(year));
    tick.style.setProperty("--at", String(toMonth(year + "-01") / LAST));
    row.append(tick);
  }
  return row;
}

function setUpSlider() {
  Object.assign(slider, { type: "range", min: String(toMonth(payload.first_month)), max: String(LAST), step: "1" });
  slider.addEventListener("input", () => setDate(toDate(Number(slider.value))));
  slider.addEventListener("change", () => choose(toDate(Number(slider.value))));
}

export function setUpTimebar() {
  setUpSlider();
  value.setAttribute("aria-live", "off"); // the slider and the buttons say it themselves
  const line = element("div", "line");
  const scale = element("div", "scale-of-time");
  scale.append(slider, ticks());
  line.append(value, scale, ...buttons);
  bar.append(line);
  bar.hidden = true;
  document.body.append(bar);
  L.DomEvent.disableClickPropagation(bar);
  cover("timebar", bar, () => (bar.hidden ? 0 : bar.offsetHeight));
  for (const change of [dated, spoken]) change.hear(draw);
  draw();
}

/** The host asks for the control on the pages where time matters; leaving them ends the date. @param {boolean} wanted */
export function showTimebar(wanted) {
  bar.hidden = !wanted;
  if (!wanted) setDate(null);
  stir();
  relabel();
}
