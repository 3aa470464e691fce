/* Whom licences ask to be named. Pure. */
/** @import { Lang, Source } from "#types" */

const ASKS = /^(ODbL|CC-BY)/, BETWEEN = /[;\uff1b]\s*/;

/**
 * Whom the licences of sources ask to be named, in the language where they have a name in it, and by which licence.
 * @param {Source[]} sources
 * @param {Lang} lang
 */
export function creditsOf(sources, lang) {
  const owing = sources.filter(({ licence }) => ASKS.test(licence));
  const owed = owing.flatMap((source) => source[`publisher_${lang}`].split(BETWEEN).map((name) => "\u00a9 " + name + " (" + source.licence + ")"));
  return [...new Set(owed)].sort((one, other) => Number(other.includes("ODbL")) - Number(one.includes("ODbL")));
}
