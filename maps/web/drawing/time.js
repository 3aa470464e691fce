/* Then and now: what a feature was at a date, and how that is drawn: by the dashes of lines. */
/** @import { Change, FormerName, Lang, Payload, Style, Words } from "#types" */

/**
 * What a feature says of its time.
 * @typedef {{ id: string, line: string | null, lines: string[] | null }} Timed
 * @typedef {Pick<Payload, "statuses" | "timelines">} Known
 */

/** A month that may be asked for, else null. @param {unknown} date */
export const monthOf = (date) => (typeof date === "string" && /^20\d\d-\d\d$/.test(date) ? date : null);

/** Whether a day, month or year has come by the end of another. @param {string} day @param {string} date */
const isPast = (day, date) => day.slice(0, date.length) <= date.slice(0, day.length);

/**
 * The name of a feature at the end of a month; today's without one.
 * @param {Words & { former?: FormerName[] }} feature
 * @param {Lang} lang
 * @param {string | null} date
 */
export function nameAt(feature, lang, date) {
  const then = date && feature.former?.find((name) => !isPast(name.until, date));
  return (then || feature)[lang];
}

/**
 * What was so at the end of the month; what is lost from sight in a month is unknown from the next.
 * @param {Change[]} changes
 * @param {string} date
 */
export function latest(changes, date) {
  const past = changes.filter(([since, status]) => {
    return status === "unknown" ? since.slice(0, date.length) < date : isPast(since, date);
  });
  return past.length ? past[past.length - 1][1] : "unknown";
}

/**
 * A station without dates of its own has the best status of its lines; what has none at all (a river) has no status.
 * @param {Timed} feature
 * @param {string} date
 * @param {Known} known
 * @param {Map<string, Timed>} byId
 * @returns {string | null}
 */
export function statusAt(feature, date, known, byId) {
  const changes = known.timelines[feature.id] || known.timelines[feature.line || ""];
  if (changes) return latest(changes, date);
  const lines = (feature.lines || []).map((id) => byId.get(id)).filter((line) => line !== undefined);
  const statuses = lines.map((line) => statusAt(line, date, known, byId));
  return known.statuses.map((item) => item.id).find((id) => statuses.includes(id)) || null;
}

/**
 * The date of the change that made a feature, or the line it belongs to, what it was at the end of a month.
 * @param {Timed} feature
 * @param {string} date
 * @param {Known} known
 */
export function changeAt(feature, date, known) {
  const changes = known.timelines[feature.id] || known.timelines[feature.line || ""] || [];
  const status = latest(changes, date);
  return changes.filter(([since, now]) => now === status && isPast(since, date)).pop()?.[0] || "";
}

/**
 * A look with the dashes of a status: what runs inside a line in dashes of its own gives way, a symbol has a rim.
 * @param {Style} style
 * @param {number[]} dash
 * @returns {Style}
 */
export function patterned(style, dash) {
  if (!dash.length) return style;
  const unbroken = style.strokes.filter((stroke) => !stroke.dash.length);
  const strokes = (unbroken.length ? unbroken : style.strokes).map((stroke) => ({ ...stroke, dash }));
  return { ...style, strokes, dash: style.glyph ? dash : [] };
}

/**
 * Whether a layer that holds for a period holds at a date.
 * @param {{ since: string, until: string }} layer
 * @param {string} date
 */
export const holds = (layer, date) => (!layer.since || date >= layer.since) && (!layer.until || date < layer.until);
