/* The time control at the foot of the map: a month from 2018 to 2026, the report's own date, and today. */
"use strict";
(function (A) {
  const FIRST = 2018;
  const MONTHS = 9 * 12;

  const toDate = (month) => FIRST + Math.floor(month / 12) + "-" + String((month % 12) + 1).padStart(2, "0");
  const toMonth = (date) => (Number(date.slice(0, 4)) - FIRST) * 12 + Number(date.slice(5, 7)) - 1;

  function choose(date) {
    A.setDate(date);
    A.post("date", { date: A.date });
  }

  function button(key, date) {
    const node = A.element("button", "", "");
    node.dataset.key = key;
    node.addEventListener("click", () => choose(date));
    return node;
  }

  A.drawTimebar = function () {
    const on = A.date !== null;
    A.timebar.classList.toggle("on", on);
    A.timeSlider.value = String(toMonth(A.date || A.data.report_date));
    A.timeSlider.setAttribute("aria-label", A.text("time"));
    A.timeSlider.setAttribute("aria-valuetext", A.date || A.text("time_off"));
    A.timeValue.textContent = on ? A.date : A.text("time_off");
    A.timebar.querySelectorAll("button").forEach((node) => {
      node.textContent = A.text(node.dataset.key);
      node.setAttribute("aria-pressed", String(node.dataset.date === (A.date || "")));
    });
  };

  function ticks() {
    const row = A.element("div", "years");
    for (let year = FIRST; year < FIRST + MONTHS / 12; year += 1) row.append(A.element("span", "", String(year)));
    return row;
  }

  A.setUpTimebar = function () {
    A.timebar = A.element("div", "atlas-timebar");
    A.timeSlider = A.element("input");
    Object.assign(A.timeSlider, { type: "range", min: "0", max: String(MONTHS - 2), step: "1" });
    A.timeSlider.addEventListener("input", () => A.setDate(toDate(Number(A.timeSlider.value))));
    A.timeSlider.addEventListener("change", () => choose(toDate(Number(A.timeSlider.value))));
    A.timeValue = A.element("output", "value");
    A.timeValue.setAttribute("aria-live", "off"); // the slider and the buttons say it themselves
    const line = A.element("div", "line");
    const scale = A.element("div", "scale-of-time");
    const all = button("time_all", null);
    const then = button("time_then", A.data.report_date);
    const now = button("time_now", A.data.today);
    [[all, ""], [then, A.data.report_date], [now, A.data.today]].forEach(([node, date]) => { node.dataset.date = date; });
    scale.append(A.timeSlider, ticks());
    line.append(A.timeValue, scale, all, then, now);
    A.timebar.append(line);
    A.timebar.hidden = true;
    document.body.append(A.timebar);
    L.DomEvent.disableClickPropagation(A.timebar);
  };

  /* The host asks for the control on the pages where time matters; leaving them ends the date. */
  A.showTimebar = function (wanted) {
    A.timebar.hidden = !wanted;
    document.body.classList.toggle("with-time", wanted);
    if (!wanted) A.setDate(null);
    A.drawTimebar();
    A.relabel();
  };
})(window.AtlasMap);
