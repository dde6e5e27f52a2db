import { html } from '../portal/dom.js';
import { moment } from './format.js';
import { text, word } from './language.js';
import { emptyBox } from './say.js';

/** An incident of an execution leads there. */
function runOf(incident) {
  const id = incident.rule.startsWith('run-') && /\brun (\d+)/.exec(incident.detail)?.[1];
  return id ? html('span', {}, ' ', html('a', { href: `#/executions/${id}` }, text.execution(id))) : null;
}

/** What is wrong just now and what to do, the newest first. */
export function incidents(open) {
  if (open.length === 0) return emptyBox(text.noIncidents);
  return html('ul', { class: 'incidents' }, open.map((one) => html('li', {},
    html('p', {}, html('strong', {}, word(one.rule)), ` · ${one.subject} · `, moment(one.openedAt)),
    html('p', {}, one.detail, runOf(one)),
    one.problem ? html('p', { class: 'hint' }, text.untold(one.problem)) : null)));
}
