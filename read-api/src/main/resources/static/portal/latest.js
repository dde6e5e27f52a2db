import { dayWords, momentWords, number, quantity, shortMoment } from './format.js';
import { text } from './language.js';

const DAY_MS = 24 * 3600 * 1000;

/** Stations joined with their newest value of a parameter, written out for the plan and the list. */
export function describeStations(stations, lasts, parameter, scale, newest) {
  return stations.map((station) => {
    const last = lasts.get(station.code) ?? null;
    const band = last && scale.index ? text.bands[scale.stepOf(last.value)] : null;
    return {
      ...station,
      last,
      value: last?.value ?? null,
      words: last ? number(last.value, parameter.decimals) : '–',
      colour: last ? scale.classOf(last.value) : 'none',
      band,
      hour: last ? shortMoment(Date.parse(last.periodStart) / 1000, station.timeZone) : '',
      old: last === null || newest - Date.parse(last.periodEnd) > DAY_MS,
      label: text.markerLabel(station.name, last ? quantity(last.value, parameter) : text.noValue, band),
    };
  });
}

/** The end of the newest hour of all, in milliseconds since 1970. */
export const newestOf = (lasts) => Math.max(...lasts.map((last) => Date.parse(last.periodEnd)));

/** How far the data reach; said by the day, plainly, when that is more than two days ago. */
export function freshnessWords(lasts, zone) {
  const hourStart = Math.max(...lasts.map((last) => Date.parse(last.periodStart))) / 1000;
  return Date.now() - newestOf(lasts) > 2 * DAY_MS
    ? text.dataUntil(dayWords(hourStart, zone))
    : text.dataUntilHour(momentWords(hourStart, zone));
}
