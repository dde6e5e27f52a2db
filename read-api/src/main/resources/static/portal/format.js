import { text } from './language.js';
import { wallClock } from './zone.js';

const cache = new Map();

function dateFormat(options) {
  const key = text.locale + JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, new Intl.DateTimeFormat(text.locale, options));
  return cache.get(key);
}

const LONG_DAY = { weekday: 'long', day: 'numeric', month: 'long' };
const yearOf = (instant, zone) => wallClock(instant, zone).slice(0, 4);
const dayOf = (instant, zone) => wallClock(instant, zone).slice(0, 10);
const now = () => Date.now() / 1000;

/** The year is said when it is not this one. */
const withYear = (options, instant, zone) =>
  ({ ...options, timeZone: zone, ...(yearOf(instant, zone) === yearOf(now(), zone) ? {} : { year: 'numeric' }) });

// English dates carry no comma after the weekday here, whichever way the browser's data has it.
const plain = (said) => (text.locale.startsWith('en') ? said.replaceAll(',', '') : said);

export const clock = (instant, zone) => wallClock(instant, zone).slice(11);

/** "31 March 2019" */
export const dayWords = (instant, zone) =>
  dateFormat({ day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).format(instant * 1000);

/** "Thursday 4 April 18:00" */
export const momentWords = (instant, zone) =>
  `${plain(dateFormat(withYear(LONG_DAY, instant, zone)).format(instant * 1000))} ${clock(instant, zone)}`;

/** "Thu 4 Apr 18:00" */
export const shortMoment = (instant, zone) =>
  `${shortDay(instant, zone)} ${clock(instant, zone)}`;

/** "Thu 4 Apr" */
export const shortDay = (instant, zone) =>
  plain(dateFormat({ weekday: 'short', day: 'numeric', month: 'short', timeZone: zone }).format(instant * 1000));

/** "03:10" when it was today, else with its day; the year only when it is not that of the moment spoken of. */
export function issuedWords(instant, zone, moment) {
  if (dayOf(instant, zone) === dayOf(now(), zone)) return clock(instant, zone);
  const options = { day: 'numeric', month: 'long', timeZone: zone };
  const sameYear = yearOf(instant, zone) === yearOf(moment, zone);
  const day = dateFormat(sameYear ? options : { ...options, year: 'numeric' }).format(instant * 1000);
  return `${day} ${clock(instant, zone)}`;
}

export const number = (value, decimals) =>
  value.toLocaleString(text.locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** A value in its unit, with the decimals its parameter is published in. */
export const quantity = (value, parameter) => `${number(value, parameter.decimals)} ${parameter.unit}`;

export const percent = (value) => text.percent(value.toLocaleString(text.locale, { maximumFractionDigits: 1 }));

export const parameterName = (parameter) => text.parameterNames[parameter.code] ?? parameter.name;

/** "Europe/Madrid" is a name for machines; its city is one for people. */
export const zoneWords = (zone) => zone.split('/').at(-1).replaceAll('_', ' ');

/** A code such as `madrid` as a name. */
export const networkWords = (network) => network.charAt(0).toUpperCase() + network.slice(1).replaceAll(/[_-]/g, ' ');
