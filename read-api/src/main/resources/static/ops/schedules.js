import { html } from '../portal/dom.js';
import { link } from './address.js';
import { button } from './card.js';
import { confirm } from './confirm.js';
import { repeat } from './follow.js';
import { moment } from './format.js';
import { text, word } from './language.js';
import { get, query, tell } from './operator.js';
import { say } from './say.js';
import { badge } from './state.js';
import { facts } from './table.js';
import { viewer } from './who.js';

const LOOK_MS = 10_000;

/** What is started by itself, with its next five times. */
export async function schedules(box, _, signal) {
  const list = html('div', { class: 'cards' });
  box.append(html('h1', {}, text.pages.schedules), list);
  const redraw = async () => {
    const all = await get('schedules', signal);
    if (!list.contains(document.activeElement) || list.childElementCount === 0) list.replaceChildren(...all.map((one) => scheduleCard(one, force)));
  };
  const force = async () => { list.replaceChildren(...(await get('schedules', signal)).map((one) => scheduleCard(one, force))); };
  await force();
  repeat(signal, LOOK_MS, redraw);
}

function scheduleCard(schedule, redraw) {
  const state = schedule.pausedAt ? 'paused' : schedule.late ? 'late' : schedule.enabled ? 'UP' : 'off';
  return html('section', { class: 'card', 'data-schedule': schedule.name },
    html('h2', {}, schedule.name, ' ', badge(state)),
    facts([
      [text.timetable, schedule.timetable],
      [text.pausedBy, schedule.pausedBy && html('span', {}, `${schedule.pausedBy}, `, moment(schedule.pausedAt))],
      [text.lateFor, schedule.lateFor && moment(schedule.lateFor, 'whole')],
      [text.catchUp, text.catchUpWords(word(schedule.catchUp), schedule.catchUpHours)],
      [text.grace, text.minutes(schedule.graceMinutes)]]),
    html('h3', {}, text.nextFive),
    schedule.next.length ? html('ol', { class: 'next' }, schedule.next.map((one) => html('li', {}, html('time', { datetime: one.utc, title: `${one.utc} UTC` }, one.local.replace('T', ' ')), html('span', { class: 'hint' }, ' ', moment(one.utc))))) : html('p', { class: 'empty' }, text.neverByItself),
    html('h3', {}, text.jobs), html('ol', { class: 'chain' }, schedule.jobs.map(jobRow)),
    html('p', {}, html('a', { href: link(['executions'], { schedule: schedule.name }) }, text.itsExecutions)),
    viewer() ? null : actions(schedule, redraw));
}

function jobRow(job) {
  const last = job.lastRun;
  return html('li', {}, html('span', {}, job.job, job.parameters.feed ? ` (${job.parameters.feed})` : ''),
    last ? html('span', {}, ' ', html('a', { href: `#/executions/${last.runId}` }, `#${last.runId}`), ' ', badge(last.state), ' ', moment(last.endedAt ?? last.startedAt ?? last.requestedAt)) : html('span', { class: 'hint' }, ` ${text.neverRan}`));
}

function actions(schedule, redraw) {
  const name = encodeURIComponent(schedule.name);
  const told = async (words) => { say(words); await redraw(); };
  const run = button(text.runNow, async () => {
    const sure = await confirm({ title: text.runNowTitle(schedule.name), detail: text.runNowDetail(schedule.jobs.map(({ job }) => job).join(' → ')), action: text.runNow, wantsReason: true });
    if (!sure) return;
    const answer = await tell(`schedules/${name}/run-now?${query({ reason: sure.reason })}`);
    say(text.started(answer.execution));
    location.hash = link(['executions', String(answer.execution)]);
  });
  const hold = schedule.pausedAt
    ? [button(text.resume, async () => { await tell(`schedules/${name}/resume`); await told(text.resumed(schedule.name)); }),
      button(text.resumeCatchUp, async () => { await tell(`schedules/${name}/resume?catchUp=true`); await told(text.resumed(schedule.name)); })]
    : [button(text.pauseIt, async () => {
      const sure = await confirm({ title: text.pauseTitle(schedule.name), detail: text.pauseDetail, action: text.pauseIt });
      if (!sure) return;
      await tell(`schedules/${name}/pause`);
      await told(text.pausedNow(schedule.name));
    })];
  return html('div', { class: 'actions' }, run, hold);
}
