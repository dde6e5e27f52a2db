import { html } from '../portal/dom.js';
import { link } from './address.js';
import { duration, moment, number } from './format.js';
import { text } from './language.js';
import { badge } from './state.js';
import { table } from './table.js';

/** Each part with its state in a word, a figure, or what is wrong. */
export const healthStrip = (health) => html('ul', { class: 'tiles' }, Object.entries(health.parts).map(([name, part]) => tile(name, part)));

function tile(name, part) {
  return html('li', { class: `tile is-${part.status}` },
    html('p', { class: 'tile-name' }, text.parts[name] ?? name), badge(part.status),
    html('p', { class: 'hint cut', title: part.problems.join('\n') || null }, part.problems.join(' ') || figure(name, part.detail)));
}

function figure(name, detail) {
  switch (name) {
    case 'database': return text.answersIn(number(detail.answeredInMillis));
    case 'disk': return text.free(number(detail.freeBytes / 1e9));
    case 'runs': return text.failedLastDay(detail.failedLastDay);
    case 'queue': return text.queued(Object.values(detail).reduce((sum, pool) => sum + pool.queued, 0));
    case 'forecasts': return detail.ageSeconds == null ? text.noForecast : text.issuedAgo(duration(detail.ageSeconds));
    case 'feeds': return text.feedsWithData(Object.values(detail).filter((one) => typeof one === 'object').length, Object.keys(detail).length);
    default: return text.allRight;
  }
}

/** Each feed: its newest hour, when it is asked again, and whether it is silent. */
export function feedTable(health, schedules, feeds) {
  const detail = health.parts.feeds?.detail ?? {};
  const problems = health.parts.feeds?.problems ?? [];
  const rows = feeds.map((feed) => ({ ...feed, how: detail[feed.name], next: nextOf(schedules, (job) => job.parameters.feed === feed.name),
    problem: problems.find((words) => words.includes(feed.name)) }));
  rows.sort((a, b) => (typeof b.how === 'object') - (typeof a.how === 'object'));
  return table(text.feeds, [
    { title: text.feed, of: (row) => html('a', { href: link(['executions'], { parameter: `feed=${row.name}` }), title: row.title }, row.name) },
    { title: text.newestHour, of: (row) => (typeof row.how === 'object' ? moment(row.how.newestHourEnd) : text.nothingYet) },
    { title: text.nextRun, of: (row) => (row.next ? moment(row.next) : '–') },
    { title: text.state, of: (row) => (row.problem ? badge('late') : typeof row.how === 'object' ? badge('UP') : badge('none')) },
  ], rows, { tight: true });
}

/** Each job: its last success, its next run, and whether it is late. */
export function jobTable(health, schedules) {
  const success = health.parts.runs?.detail.lastSuccess ?? {};
  const scheduled = schedules.flatMap((schedule) => schedule.jobs.map((job) => job.job));
  const names = [...new Set([...Object.keys(success), ...scheduled])].sort();
  return table(text.jobs, [
    { title: text.job, of: (name) => html('a', { href: link(['executions'], { job: name }) }, name) },
    { title: text.lastSuccess, of: (name) => moment(success[name]) },
    { title: text.nextRun, of: (name) => { const next = nextOf(schedules, (job) => job.job === name); return next ? moment(next) : '–'; } },
    { title: text.state, of: (name) => badge(schedules.some((one) => one.late && one.jobs.some((job) => job.job === name)) ? 'late' : success[name] ? 'UP' : 'none') },
  ], names, { tight: true });
}

/** The next moment of a job; one that follows another in a chain has that one's. */
const nextOf = (schedules, about) => schedules
  .filter((schedule) => !schedule.pausedAt && schedule.jobs.some(about))
  .map((schedule) => schedule.next[0]?.utc).filter(Boolean).sort()[0] ?? null;
