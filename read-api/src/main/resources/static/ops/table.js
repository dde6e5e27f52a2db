import { html } from '../portal/dom.js';

/**
 * A table that scrolls by itself where it is too wide.
 *
 * columns {title, of(row), number, wide}: `wide` ones are left out on a narrow page. A tight table breaks its words there rather
 * than be scrolled.
 */
export function table(caption, columns, rows, { tight = false, rowOptions = () => ({}) } = {}) {
  const kind = (column) => [column.number && 'number', column.wide && 'wide'].filter(Boolean).join(' ') || null;
  const head = html('tr', {}, columns.map((column) => html('th', { scope: 'col', class: kind(column) }, column.title)));
  const body = rows.map((row) => html('tr', rowOptions(row), columns.map((column, i) =>
    html(i === 0 ? 'th' : 'td', { scope: i === 0 ? 'row' : null, class: kind(column) }, column.of(row) ?? ''))));
  return html('div', { class: `scroll${tight ? ' tight' : ''}`, tabindex: '0', role: 'region', 'aria-label': caption },
    html('table', {}, html('caption', { class: 'unseen' }, caption), html('thead', {}, head), html('tbody', {}, body)));
}

/** Names and what they are. */
export const facts = (pairs) => html('dl', { class: 'facts' },
  pairs.filter(([, value]) => value != null && value !== '').map(([name, value]) => html('div', {}, html('dt', {}, name), html('dd', {}, value))));
