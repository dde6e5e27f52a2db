import { html } from '../portal/dom.js';
import { card } from './card.js';
import { moment, number } from './format.js';
import { text } from './language.js';
import { get, query } from './operator.js';
import { emptyBox } from './say.js';
import { badge } from './state.js';
import { table } from './table.js';
import { viewer } from './who.js';

/** Backfills, the newest first. */
export async function backfills(box, { query: asked }, signal) {
  const rows = await get(`backfills?${query({ ...asked, limit: 100 })}`, signal);
  box.append(html('h1', {}, text.pages.backfills),
    html('div', { class: 'actions' }, html('a', { class: 'button primary', href: '#/backfills/new' }, viewer() ? text.seeGrid : text.planBackfill)),
    card(text.pages.backfills, rows.length ? backfillTable(rows) : emptyBox(text.noBackfills)));
}

const backfillTable = (rows) => table(text.pages.backfills, [
  { title: '#', of: (one) => html('a', { href: `#/backfills/${one.id}` }, `#${one.id}`) },
  { title: text.feed, of: (one) => one.feed },
  { title: text.range, of: (one) => html('span', {}, one.from.slice(0, 10), ' – ', one.to.slice(0, 10)) },
  { title: text.state, of: (one) => badge(one.state) },
  { title: text.done, number: true, of: (one) => (one.total ? `${Math.floor((100 * one.done) / one.total)} %` : '–') },
  { title: text.requestedBy, wide: true, of: (one) => one.requestedBy },
  { title: text.refused, wide: true, number: true, of: (one) => number(one.refused) },
  { title: text.when, wide: true, of: (one) => moment(one.createdAt) },
], rows);
