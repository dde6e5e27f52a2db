import { byId, html } from './dom.js';
import { clock, number, shortDay } from './format.js';
import { text } from './language.js';

/** Every number of the chart. */
export function drawValuesTable({ hours, parameter, zone, label }) {
  const columns = [text.columnHour, text.columnMeasured, text.columnMedian, text.columnLower, text.columnUpper];
  const cell = (value) => html('td', { class: 'number' }, value == null ? '' : number(value, parameter.decimals));
  byId('values').replaceChildren(
    html('caption', {}, `${label}, ${parameter.unit}`),
    html('thead', {}, html('tr', {}, ...columns.map((name) => html('th', { scope: 'col' }, name)))),
    html('tbody', {}, ...hours.times.map((time, i) => html('tr', { class: hours.median[i] == null ? null : 'forecast' },
      html('th', { scope: 'row' },
        html('time', { datetime: new Date(time * 1000).toISOString() }, `${shortDay(time, zone)} ${clock(time, zone)}`)),
      hours.measured[i] == null && hours.median[i] == null
        ? html('td', { class: 'missing' }, text.noValue)
        : cell(hours.measured[i]),
      cell(hours.median[i]), cell(hours.lower[i]), cell(hours.upper[i])))),
  );
}
