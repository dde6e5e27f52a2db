import { html } from '../portal/dom.js';
import { text } from './language.js';
import { get, query } from './operator.js';
import { emptyBox } from './say.js';
import { table } from './table.js';

/** What it was told, beside what the run before it of the same job (and feed) was told. */
export async function parameters(run, signal) {
  const feed = run.parameters.feed;
  const before = await get(`executions?${query({ job: run.job, before: run.id, limit: 20, parameter: feed && `feed=${feed}` })}`, signal);
  const last = before.find((one) => !feed || one.parameters.feed === feed) ?? null;
  const names = [...new Set([...Object.keys(run.parameters), ...Object.keys(last?.parameters ?? {})])].sort();
  if (names.length === 0) return emptyBox(text.noParameters);
  const differs = (name) => last && run.parameters[name] !== last.parameters[name];
  return [
    html('p', { class: 'hint' }, last ? html('a', { href: `#/executions/${last.id}` }, text.comparedWith(last.id)) : text.firstOfItsKind),
    table(text.parameters, [
      { title: text.name, of: (name) => name },
      { title: text.thisRun, of: (name) => value(run.parameters[name]) },
      ...(last ? [{ title: text.lastRun, of: (name) => value(last.parameters[name]) }, { title: '', of: (name) => (differs(name) ? html('span', { class: 'badge is-late' }, text.differs) : '') }] : []),
    ], names, { tight: true, rowOptions: (name) => ({ class: differs(name) ? 'differs' : null }) }),
  ];
}

const value = (words) => (words == null ? html('span', { class: 'hint' }, text.notGiven) : html('code', { class: 'lines' }, words));
