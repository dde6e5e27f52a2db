import { html } from '../portal/dom.js';
import { number } from './format.js';
import { text, word } from './language.js';
import { get, query } from './operator.js';
import { emptyBox } from './say.js';

const SIGNS = { loaded: '✓', partial: '◐', 'missing by us': '✕', 'missing at source': '∅', rejected: '!', stale: '~', 'not yet': '·' };
const AT_A_TIME = 3;

const nameOf = (state) => state.replaceAll('-', ' ');

/**
 * Stations under one another, days or months side by side: how the hours of a feed are. The row of all stations comes first;
 * the others fill one after the other. A cell is a button: `onPick(name)`.
 */
export async function grid(wish, stations, signal, onPick) {
  const total = await get(`backfills/grid?${query(wish)}`, signal);
  if (total.length === 0) return emptyBox(text.noCells);
  const body = html('tbody', {}, row(text.allStations, total, onPick));
  const head = html('tr', {}, html('th', { scope: 'col' }, text.station), total.map((cell) => html('th', { scope: 'col', class: 'cell-name' }, cell.name)));
  const rows = stations.map((station) => {
    const waiting = html('tr', {}, html('th', { scope: 'row', title: station.code }, station.name), html('td', { colspan: String(total.length), class: 'hint' }, '…'));
    body.append(waiting);
    return { station, waiting };
  });
  fill(rows, wish, signal, onPick);
  return [key(), html('div', { class: 'scroll grid', tabindex: '0', role: 'region', 'aria-label': text.gridLabel }, html('table', {}, html('caption', { class: 'unseen' }, text.gridLabel), html('thead', {}, head), body))];
}

async function fill(rows, wish, signal, onPick) {
  const queue = [...rows];
  const work = async () => {
    for (let next = queue.shift(); next && !signal.aborted; next = queue.shift()) {
      const { station, waiting } = next;
      try {
        const cells = await get(`backfills/grid?${query({ ...wish, station: station.code })}`, signal);
        waiting.replaceWith(row(station.name, cells, onPick));
      } catch (failure) {
        if (!signal.aborted) waiting.lastChild.textContent = failure.message;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
}

const row = (name, cells, onPick) => html('tr', {}, html('th', { scope: 'row' }, name), cells.map((cell) => html('td', {}, cellOf(name, cell, onPick))));

function cellOf(row, cell, onPick) {
  const state = nameOf(cell.state);
  const words = `${row}, ${cell.name}: ${word(state)}. ${text.cellHours(number(cell.hours.answered), number(cell.hours.hours), number(cell.hours.missingAtSource), number(cell.hours.rejected))}`;
  const node = html('button', { type: 'button', class: `cell cell-${state.replaceAll(' ', '-')}`, title: words, 'aria-label': words, 'data-cell': cell.name }, SIGNS[state] ?? '?');
  node.addEventListener('click', () => onPick(cell.name));
  return node;
}

const key = () => html('ul', { class: 'parts-key' }, Object.entries(SIGNS).map(([state, sign]) =>
  html('li', {}, html('span', { class: `cell cell-${state.replaceAll(' ', '-')}`, 'aria-hidden': 'true' }, sign), ` ${word(state)}`)));
