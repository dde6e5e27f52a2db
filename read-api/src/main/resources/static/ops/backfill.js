import { html } from '../portal/dom.js';
import { bar } from './bar.js';
import { button, card } from './card.js';
import { confirm } from './confirm.js';
import { repeat } from './follow.js';
import { moment, number } from './format.js';
import { lanes } from './lanes.js';
import { sayLive } from './live.js';
import { text, word } from './language.js';
import { get, tell } from './operator.js';
import { say } from './say.js';
import { badge } from './state.js';
import { facts } from './table.js';
import { viewer } from './who.js';

const LOOK_MS = 2000;
const OVER = new Set(['completed', 'completed with failures', 'cancelled']);
const FITTING = {
  planned: ['resume', 'cancel'],
  running: ['pause', 'cancel'],
  pausing: ['resume', 'cancel'],
  paused: ['resume', 'cancel'],
  'completed with failures': ['resume-failed'],
};

/** One backfill: how far, its partitions as lanes with the straggler marked, and what it may be told. */
export async function backfill(box, { path }, signal) {
  const id = path[1];
  const head = html('div', {});
  const meter = bar(text.backfillTitle(id));
  const partitions = html('div', {});
  let shown = await get(`backfills/${encodeURIComponent(id)}`, signal);
  let held = '';
  box.append(html('h1', {}, text.backfillTitle(id), ' ', html('span', { class: 'about' }, shown.feed)), html('section', { class: 'card' }, head, meter), card(text.partitions, partitions));
  draw();
  repeat(signal, LOOK_MS, async () => {
    if (OVER.has(shown.state)) return sayLive(null);
    shown = await get(`backfills/${shown.id}`, signal);
    sayLive('asking');
    draw();
  }, () => sayLive('away'));

  function draw() {
    const now = JSON.stringify([shown.state, shown.partitionsByState, shown.valuesNew, shown.refused]);
    if (now !== held) head.replaceChildren(badge(shown.state), story(shown), actions(shown, (later) => { shown = later; draw(); }) ?? '');
    held = now;
    meter.update({ ...shown, id: `backfill ${shown.id}`, phase: word(shown.state) });
    partitions.replaceChildren(lanes(text.partitions, shown.partitions.map(laneOf)));
  }
}

const story = (one) => facts([
  [text.range, html('span', {}, moment(one.from, 'whole'), ' – ', moment(one.to, 'whole'))],
  [text.stations, one.stations.join(', ') || text.allStations],
  [text.reprocess, text.reprocessWords[one.reprocess]],
  [text.origin, text.origins[one.origin]],
  [text.locations, one.locations.join(', ')],
  [text.requestedBy, one.requestedBy],
  [text.reason, one.reason],
  [text.partitions, Object.entries(one.partitionsByState).map(([state, count]) => `${word(state)}: ${number(count)}`).join(', ')],
  [text.values, text.valueSums(number(one.valuesNew), number(one.valuesRevised), number(one.refused))],
]);

const laneOf = (lane) => ({
  name: lane.name, state: lane.state, startedAt: lane.startedAt, endedAt: lane.endedAt, straggler: lane.isStraggler ? true : undefined,
  href: lane.executionId ? `#/executions/${lane.executionId}` : null,
  note: [text.wasFound(word(lane.found)), text.doneOf(number(lane.done), number(lane.total), ''), lane.message].filter(Boolean).join(' · '),
});

function actions(one, onTold) {
  const fitting = FITTING[one.state] ?? [];
  if (viewer() || fitting.length === 0) return null;
  return html('div', { class: 'actions' }, fitting.map((verb) => button(text.backfillVerbs[verb], async () => {
    const sure = await confirm({ title: `${text.backfillVerbs[verb]}: ${text.backfillTitle(one.id)}`, detail: text.backfillDetails[verb], action: text.backfillVerbs[verb] });
    if (!sure) return;
    onTold(await tell(`backfills/${one.id}/${verb}`));
    say(`${text.backfillVerbs[verb]}: ${text.backfillTitle(one.id)}`);
  }, { 'data-verb': verb })));
}
