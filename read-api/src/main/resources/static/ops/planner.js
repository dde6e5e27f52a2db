import { html } from '../portal/dom.js';
import { goTo, link } from './address.js';
import { button, card, later } from './card.js';
import { confirm } from './confirm.js';
import { field, fields } from './form.js';
import { bytes, duration, number } from './format.js';
import { grid } from './grid.js';
import { text } from './language.js';
import { get, tell } from './operator.js';
import { say } from './say.js';
import { stationsOf } from './stations.js';
import { badge } from './state.js';
import { facts, table } from './table.js';
import { viewer } from './who.js';

/** Shows how the hours of a feed are, says what loading them would cost, and starts it. */
export async function planner(box, { query: asked }, signal) {
  const feeds = await get('feeds', signal);
  const known = feeds.find(({ name }) => name === asked.feed) ?? feeds.find(({ name }) => name.includes('hourly')) ?? feeds[0];
  const range = asked.from && asked.to ? asked : await rangeOf(known.name, signal);
  const by = asked.by === 'day' ? 'day' : 'month';
  const inputs = {
    feed: field('feed', text.feed, { value: known.name, choices: feeds.map(({ name }) => [name, name]) }),
    from: field('from', text.from, { value: range.from, required: true, hint: text.rangeHint }),
    to: field('to', text.toExcluded, { value: range.to, required: true }),
    by: field('by', text.by, { value: by, choices: [['month', text.month], ['day', text.day]] }),
    station: field('station', text.station, { value: asked.station ?? '', hint: text.stationHint }),
  };
  const show = html('form', { class: 'card' }, fields(inputs.feed, inputs.from, inputs.to, inputs.by, inputs.station),
    html('div', { class: 'actions' }, html('button', { type: 'submit', class: 'primary' }, text.showGrid)));
  show.addEventListener('submit', (event) => {
    event.preventDefault();
    goTo(['backfills', 'new'], Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value()])));
  });
  const stations = asked.station ? [] : await stationsOf(known.network, signal);
  const wish = { feed: known.name, from: range.from, to: range.to };
  const pick = picker(inputs);
  box.append(html('h1', {}, text.planTitle), show,
    card(text.gridTitle(known.name), html('p', { class: 'hint' }, text.pickHint), later(() => grid({ ...wish, by, station: asked.station }, stations, signal, pick), signal)),
    planCard(inputs));
}

/** A first pick is the whole range; a second one of a later cell is its end. */
function picker(inputs) {
  let first = null;
  return (name) => {
    if (first === null || name < first) {
      inputs.from.control.value = name;
      inputs.to.control.value = after(name);
      first = name;
    } else {
      inputs.to.control.value = after(name);
      first = null;
    }
    say(text.rangeChosen(inputs.from.value(), inputs.to.value()));
  };
}

/** The month or day that follows. */
function after(name) {
  const next = new Date(`${name.length === 7 ? `${name}-01` : name}T12:00:00Z`);
  if (name.length === 7) next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, name.length);
}

/** The year that ends with the newest month of the feed. */
async function rangeOf(feed, signal) {
  const newest = (await get('health', signal).catch(() => null))?.parts.feeds?.detail[feed]?.newestHourEnd;
  const end = new Date(newest ?? Date.now());
  const month = (back) => new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - back, 15)).toISOString().slice(0, 7);
  return { from: month(11), to: month(-1) };
}

function planCard(inputs) {
  const reprocess = field('reprocess', text.reprocess, { value: 'missing', choices: Object.entries(text.reprocessWords) });
  const origin = field('origin', text.origin, { value: '', choices: [['', text.originUsual], ...Object.entries(text.origins)] });
  const locations = field('locations', text.locations, { type: 'textarea', rows: 2, hint: text.locationsHint });
  const reason = field('reason', text.reason, { maxlength: 1000 });
  const answer = html('div', { 'aria-live': 'polite' });
  const body = () => ({
    feed: inputs.feed.value(), from: inputs.from.value(), to: inputs.to.value(), reprocess: reprocess.value(),
    ...(inputs.station.value() && { stations: [inputs.station.value()] }),
    ...(origin.value() && { origin: origin.value() }),
    ...(locations.value() && { locations: locations.value().split('\n').map((line) => line.trim()).filter(Boolean) }),
    ...(reason.value() && { reason: reason.value() }),
  });
  const dry = button(text.dryRun, async () => answer.replaceChildren(planOf(await tell('backfills?dryRun=true', { json: body() }))), { class: 'primary' });
  const go = button(text.startBackfill, async () => {
    const wish = body();
    const sure = await confirm({ title: text.startBackfill, detail: text.startBackfillDetail(wish.feed, wish.from, wish.to, text.reprocessWords[wish.reprocess]), action: text.startBackfill });
    if (!sure) return;
    const one = await tell('backfills', { json: wish, headers: { 'Idempotency-Key': `${Date.now()}-${Math.random()}` } });
    say(text.backfillStarted(one.id));
    location.hash = link(['backfills', String(one.id)]);
  });
  return card(text.planCard, fields(reprocess, origin, locations, reason),
    viewer() ? html('p', { class: 'hint' }, text.viewerHint) : html('div', { class: 'actions' }, dry, go), answer);
}

function planOf(plan) {
  return html('div', { class: 'plan-answer' },
    facts([[text.partitions, text.planParts(number(plan.partitions), number(plan.skipped))], [text.origin, text.origins[plan.origin]], [text.files, number(plan.files)], [text.requests, number(plan.requests)],
      [text.size, bytes(plan.bytes)], [text.lines, number(plan.rows)], [text.estimate, plan.seconds == null ? text.unknown : duration(plan.seconds)]]),
    table(text.partitions, [
      { title: text.name, of: (lane) => lane.name },
      { title: text.hoursNow, of: (lane) => badge(lane.found) },
      { title: text.files, number: true, of: (lane) => number(lane.files) },
      { title: text.size, number: true, wide: true, of: (lane) => bytes(lane.bytes) },
      { title: text.lines, number: true, of: (lane) => number(lane.rows) },
      { title: text.estimate, number: true, of: (lane) => duration(lane.seconds) },
      { title: text.notes, of: (lane) => lane.skipped ?? lane.problem ?? '' },
    ], plan.lanes));
}
