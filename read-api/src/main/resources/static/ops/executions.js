import { html } from '../portal/dom.js';
import { goTo, link } from './address.js';
import { card } from './card.js';
import { field, fields, instantOf, localOf } from './form.js';
import { duration, moment, secondsAgo, secondsBetween } from './format.js';
import { text, word } from './language.js';
import { get, getPage, query } from './operator.js';
import { emptyBox } from './say.js';
import { badge, isAlive, meantState } from './state.js';
import { table } from './table.js';

const PAGE = 50;
const STATES = ['queued', 'running', 'stopping', 'stopped', 'completed', 'failed', 'abandoned'];

/** The search: what is asked for stands in the address, so that a page of it can be sent to somebody. */
export async function executions(box, { query: asked }, signal) {
  const [jobs, found] = await Promise.all([
    get('jobs', signal),
    getPage(`executions?${query({ ...asked, limit: PAGE })}`, signal),
  ]);
  box.append(html('h1', {}, text.pages.executions), searchForm(asked, jobs), card(text.found(found.rows.length, asked.before),
    found.rows.length ? executionTable(found.rows) : emptyBox(text.noExecutions), paging(asked, found.next)));
}

function searchForm(asked, jobs) {
  const any = [['', text.any]];
  const job = field('job', text.job, { value: asked.job ?? '', choices: [...any, ...jobs.map(({ name }) => [name, name])] });
  const state = field('state', text.state, { value: asked.state ?? '', choices: [...any, ...STATES.map((one) => [one, word(one)])] });
  const since = field('since', text.since, { type: 'datetime-local', value: localOf(asked.since) });
  const until = field('until', text.until, { type: 'datetime-local', value: localOf(asked.until) });
  const parameter = field('parameter', text.parameter, { value: asked.parameter ?? '', hint: text.parameterHint });
  const by = field('requestedBy', text.requestedBy, { value: asked.requestedBy ?? '' });
  const form = html('form', { class: 'card', role: 'search' }, fields(job, state, since, until, parameter, by),
    html('div', { class: 'actions' }, html('button', { type: 'submit', class: 'primary' }, text.search), html('a', { class: 'button', href: '#/executions' }, text.clear)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    goTo(['executions'], { job: job.value(), state: state.value(), since: instantOf(since.value()), until: instantOf(until.value()),
      parameter: parameter.value(), requestedBy: by.value(), schedule: asked.schedule, backfill: asked.backfill });
  });
  return form;
}

export function executionTable(rows) {
  return table(text.pages.executions, [
    { title: '#', of: (run) => html('a', { href: `#/executions/${run.id}` }, `#${run.id}`) },
    { title: text.job, of: (run) => html('span', {}, run.job, html('span', { class: 'hint block' }, aboutOf(run))) },
    { title: text.state, of: (run) => badge(meantState(run)) },
    { title: text.requestedAt, of: (run) => moment(run.requestedAt) },
    { title: text.took, number: true, of: (run) => duration(isAlive(run) && run.startedAt ? secondsAgo(run.startedAt) : secondsBetween(run.startedAt, run.endedAt)) },
    { title: text.requestedBy, wide: true, of: (run) => (run.schedule ? text.bySchedule(run.schedule) : run.requestedBy) },
    { title: text.message, wide: true, of: (run) => html('span', { class: 'cut', title: run.message }, run.message ?? '') },
  ], rows, { tight: true });
}

/** What distinguishes it from others of its job. */
const aboutOf = (run) => [run.parameters.feed, run.parameters.profile, run.backfillId && `${text.backfillTitle(run.backfillId)} ${run.partition ?? ''}`].filter(Boolean).join(', ');

function paging(asked, next) {
  return html('nav', { class: 'actions', 'aria-label': text.paging },
    asked.before ? html('a', { class: 'button', href: link(['executions'], { ...asked, before: null }) }, text.newest) : null,
    next ? html('a', { class: 'button', rel: 'next', href: link(['executions'], { ...asked, before: next.before }) }, text.older) : null);
}
