import { byId, html } from './dom.js';
import { clock, number, shortDay } from './format.js';
import { text } from './language.js';

/** Every number of the chart, a row group for each day. */
export function drawValuesTable({ hours, parameter, zone, label }) {
  const columns = [text.columnHour, text.columnMeasured, text.columnMedian, text.columnLower, text.columnUpper];
  const days = Map.groupBy(hours.times.keys(), (i) => shortDay(hours.times[i], zone));
  byId('values').replaceChildren(
    html('caption', {}, `${label}, ${parameter.unit}`),
    html('thead', {}, html('tr', {}, ...columns.map((name) => html('th', { scope: 'col' }, name)))),
    ...[...days].map(([day, indexes]) => html('tbody', {},
      html('tr', { class: 'day' }, html('th', { scope: 'rowgroup', colspan: columns.length }, day)),
      ...indexes.map((i) => row(hours, i, parameter, zone)))),
  );
}

function row(hours, i, parameter, zone) {
  const cell = (value) => html('td', { class: 'number' }, value == null ? '' : number(value, parameter.decimals));
  const start = new Date(hours.times[i] * 1000).toISOString().replace('.000Z', 'Z');
  const missing = hours.measured[i] == null && hours.median[i] == null;
  return html('tr', { class: hours.median[i] == null ? null : 'forecast', 'data-start': start },
    html('th', { scope: 'row' }, html('time', { datetime: start }, clock(hours.times[i], zone))),
    missing ? html('td', { class: 'missing' }, text.noValue) : cell(hours.measured[i]),
    cell(hours.median[i]), cell(hours.lower[i]), cell(hours.upper[i]));
}
