import { html } from '../portal/dom.js';
import { button } from './card.js';
import { moment } from './format.js';
import { text } from './language.js';
import { get, query } from './operator.js';
import { emptyBox } from './say.js';

const LINES = 500;

/** What it wrote in the log, warnings first in sight; a failure with its stack. */
export async function logs(run, signal) {
  const lines = await get(`logs?${query({ run: run.id, level: 'INFO', limit: LINES })}`, signal);
  const reference = html('p', { class: 'hint' }, text.logReference, ' ', html('code', {}, `./calima logs --run ${run.id}`));
  if (lines.length === 0) return [emptyBox(text.noLog), reference];
  const list = html('ol', { class: 'log' }, lines.map(row));
  const all = button(text.warningsOnly, () => {
    const only = list.classList.toggle('warnings-only');
    all.setAttribute('aria-pressed', String(only));
  }, { 'aria-pressed': 'false' });
  return [html('div', { class: 'actions' }, all), html('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': text.log }, list), reference];
}

function row(line) {
  const level = line.log?.level ?? '';
  const stack = line.error?.stack_trace;
  return html('li', { class: `level-${level}` }, html('span', { class: 'hint' }, moment(line['@timestamp'], 'whole'), ` ${level} ${line.step ?? ''} `),
    html('span', {}, line.message ?? ''),
    stack ? html('details', { open: level === 'ERROR' }, html('summary', {}, `${line.error.type ?? text.stack}`), html('pre', { tabindex: '0' }, stack)) : null);
}
