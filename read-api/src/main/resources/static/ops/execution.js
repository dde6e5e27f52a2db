import { html } from '../portal/dom.js';
import { bar } from './bar.js';
import { card, later } from './card.js';
import { counts } from './counts.js';
import { follow } from './follow.js';
import { duration, moment, secondsBetween } from './format.js';
import { lanes } from './lanes.js';
import { text, word } from './language.js';
import { logs } from './logs.js';
import { get } from './operator.js';
import { parameters } from './parameters.js';
import { rejectsOfLoad } from './rejects.js';
import { badge, isAlive, meantState } from './state.js';
import { facts } from './table.js';
import { trend } from './trend.js';
import { auditTable } from './audit.js';
import { verbs } from './verbs.js';

/** One execution with everything that there is to know of it; what changes, changes here too. */
export async function execution(box, { path }, signal) {
  const id = Number(path[1]);
  let run = await get(`executions/${encodeURIComponent(path[1])}`, signal);
  const head = html('div', {});
  const meter = bar(text.progressOf(id));
  const live = html('div', { class: 'pair' });
  const after = html('div', {});
  box.append(html('h1', {}, text.executionTitle(id), ' ', html('span', { class: 'about' }, run.job)), html('section', { class: 'card' }, head, meter), live,
    html('div', { class: 'pair' },
      card(text.parameters, later(() => parameters(run, signal), signal)),
      card(text.trend, later(() => trend(run, signal), signal))),
    after);
  draw();
  drawEnd();
  if (isAlive(run)) follow(id, signal, put);

  function put(now) {
    const ended = isAlive(run) && !isAlive(now);
    const changed = now.state !== run.state;
    run = now;
    draw(changed);
    if (ended || changed) drawEnd();
    if (ended) get(`executions/${id}`, signal).then((whole) => { run = whole; draw(); }, () => {});
  }

  function draw(state = true) {
    if (state) {
      head.replaceChildren(html('p', { class: 'run-head' }, badge(meantState(run)), run.outcome && !isAlive(run) && run.outcome !== run.state ? html('span', { class: 'hint' }, word(run.outcome)) : null),
        run.message ? html('p', { class: run.state === 'failed' ? 'message lines' : 'lines' }, run.message) : '', story(run), verbs(run, put) ?? '');
    }
    meter.update(run);
    live.replaceChildren(card(text.steps, lanes(text.steps, run.partitions.map(stepLane), text.longest)), card(text.counts, counts(run.counts)));
  }

  function drawEnd() {
    after.replaceChildren(
      run.loadId ? card(text.rejects, later(() => rejectsOfLoad(run.loadId, signal), signal)) : '',
      card(text.log, later(() => logs(run, signal), signal)),
      card(text.audit, later(async () => auditTable(await get(`audit?execution=${id}`, signal)), signal)));
  }
}

const story = (run) => facts([
  [text.requestedBy, run.schedule ? text.bySchedule(run.schedule) : run.requestedBy],
  [text.reason, run.reason],
  [text.requestedAt, moment(run.requestedAt, 'whole')],
  [text.scheduledFor, run.scheduledFor && moment(run.scheduledFor, 'whole')],
  [text.startedAt, run.startedAt && moment(run.startedAt, 'whole')],
  [text.endedAt, run.endedAt && moment(run.endedAt, 'whole')],
  [text.took, run.endedAt && duration(secondsBetween(run.startedAt, run.endedAt))],
  [text.attempts, run.attempts > 1 ? String(run.attempts) : null],
  [text.worker, run.worker],
  [text.backfill, run.backfillId && html('a', { href: `#/backfills/${run.backfillId}` }, `#${run.backfillId}`)],
]);

const stepLane = (step) => ({
  name: step.name,
  state: step.status.toLowerCase(),
  startedAt: step.startedAt,
  endedAt: step.endedAt,
  note: text.stepNote(step),
});
