import { html } from '../portal/dom.js';
import { goTo, link } from './address.js';
import { card } from './card.js';
import { field, fields } from './form.js';
import { moment } from './format.js';
import { text, word } from './language.js';
import { get, query } from './operator.js';
import { emptyBox } from './say.js';
import { table } from './table.js';

const PAGE = 100;

/** Who told the platform what. */
export async function audit(box, { query: asked }, signal) {
  const rows = await get(`audit?${query({ ...asked, limit: PAGE })}`, signal);
  const actor = field('actor', text.actor, { value: asked.actor ?? '' });
  const form = html('form', { class: 'card', role: 'search' }, fields(actor),
    html('div', { class: 'actions' }, html('button', { type: 'submit', class: 'primary' }, text.search)));
  form.addEventListener('submit', (event) => { event.preventDefault(); goTo(['audit'], { actor: actor.value() }); });
  const older = rows.length === PAGE ? html('a', { class: 'button', href: link(['audit'], { ...asked, before: rows.at(-1).id }) }, text.older) : null;
  box.append(html('h1', {}, text.pages.audit), form, card(text.audit, auditTable(rows), html('nav', { class: 'actions', 'aria-label': text.paging }, older)));
}

export function auditTable(rows) {
  if (rows.length === 0) return emptyBox(text.noAudit);
  return table(text.audit, [
    { title: text.when, of: (one) => moment(one.at) },
    { title: text.actor, of: (one) => one.actor },
    { title: text.did, of: (one) => word(one.verb) },
    { title: text.subject, of: (one) => (one.runId ? html('a', { href: `#/executions/${one.runId}` }, one.subject) : one.subject) },
    { title: text.result, of: (one) => word(one.result) },
    { title: text.via, wide: true, of: (one) => word(one.via) },
    { title: text.detail, wide: true, of: (one) => one.detail ?? '' },
  ], rows);
}
