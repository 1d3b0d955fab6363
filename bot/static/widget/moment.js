/** Moments: when a message came, as its reader says it. */

/** @param {string} at ISO 8601 @param {string} language @returns {string} */
export function clock(at, language) {
  return format(at, language, { hour: "numeric", minute: "2-digit" });
}

/** @param {string} at @param {string} language @returns {string} */
export function dayAndClock(at, language) {
  return format(at, language, { dateStyle: "medium", timeStyle: "short" });
}

/** @param {string} at @param {string} language @param {import("./strings.js").STRINGS["en"]} words @returns {string} */
export function day(at, language, words) {
  const days = Math.round((midnight(new Date()) - midnight(new Date(at))) / 86_400_000);
  if (days === 0) return words.today;
  if (days === 1) return words.yesterday;
  return format(at, language, { weekday: "long", day: "numeric", month: "long" });
}

function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** Making a format takes longer than using it. @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

function format(at, language, options) {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "" : formatOf(language, options).format(date);
}

function formatOf(language, options) {
  // The reader's region says whether it is 2:05 PM or 14:05.
  const locale = (navigator.languages || []).find((each) => each.startsWith(language)) || language;
  const key = `${locale} ${Object.keys(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, options));
  return formats.get(key);
}
