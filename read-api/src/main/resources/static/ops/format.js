import { html } from '../portal/dom.js';
import { text } from './language.js';

export const number = (value, digits = 0) => value == null ? '–'
  : new Intl.NumberFormat(text.locale, { maximumFractionDigits: digits }).format(value);

/** A score: always as many decimals, so that a column can be compared. */
export const score = (value, digits = 2) => value == null ? '–'
  : new Intl.NumberFormat(text.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** 4 s, 2 min 05 s, 14 min, 3 h 10 min, 5 d 3 h. */
export function duration(seconds) {
  if (seconds == null || !Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.round(seconds));
  if (seconds < 10) return `${number(seconds, 1)} s`;
  if (whole < 60) return `${whole} s`;
  const two = (value) => String(value).padStart(2, '0');
  if (whole < 600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  if (whole < 3600) return `${Math.round(whole / 60)} min`;
  if (whole < 86400) return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
  return `${number(Math.floor(whole / 86400))} d ${Math.floor((whole % 86400) / 3600)} h`;
}

export const secondsBetween = (from, to) => (from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : null);

export const secondsAgo = (moment) => (Date.now() - Date.parse(moment)) / 1000;

export const bytes = (value) => {
  if (value == null) return '–';
  const power = Math.min(4, Math.floor(Math.log10(Math.max(value, 1)) / 3));
  return `${number(value / 1000 ** power, 1)} ${['B', 'kB', 'MB', 'GB', 'TB'][power]}`;
};

const clock = (options) => (moment) => new Intl.DateTimeFormat(text.locale, options).format(new Date(moment));

/** A moment by the reader's clock, with the seconds; UTC in its title. */
export function moment(instant, how = 'ago') {
  if (!instant) return html('span', {}, '–');
  const words = how === 'ago' ? ago(instant) : clock({ dateStyle: 'medium', timeStyle: 'medium' })(instant);
  return html('time', { datetime: instant, title: `${clock({ dateStyle: 'full', timeStyle: 'long' })(instant)} · ${instant}` }, words);
}

/** Within a day as a distance, beyond as a date. */
function ago(instant) {
  const seconds = secondsAgo(instant);
  if (Math.abs(seconds) < 5) return text.now;
  if (Math.abs(seconds) < 86400) return seconds >= 0 ? text.ago(duration(seconds)) : text.ahead(duration(-seconds));
  return clock({ dateStyle: 'medium', timeStyle: 'short' })(instant);
}
