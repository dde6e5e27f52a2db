import { html } from '../portal/dom.js';
import { duration, secondsBetween } from './format.js';
import { text } from './language.js';
import { emptyBox } from './say.js';
import { badge } from './state.js';

const STRAGGLES = 2;
const LEAST_SECONDS = 1;
const LEAST_WIDTH = 0.6;

/**
 * Steps or partitions under one another on one line of time. A lane is {name, state, startedAt, endedAt, note, href, straggler};
 * without a word on the straggler it is the one that took far longer than the middle one. `longest` is what it is called.
 */
export function lanes(label, all, longest = text.straggler) {
  const begun = all.filter((lane) => lane.startedAt);
  if (all.length === 0) return emptyBox(text.noSteps);
  const from = Math.min(...begun.map((lane) => Date.parse(lane.startedAt)));
  const to = Math.max(from + 1, ...begun.map((lane) => Date.parse(lane.endedAt ?? new Date().toISOString())));
  const slow = straggler(begun);
  return html('ol', { class: 'lanes', 'aria-label': label }, all.map((lane) => row(lane, from, to, lane.straggler ?? lane === slow, longest)));
}

function row(lane, from, to, slow, longest) {
  const stripe = html('span', { class: `stripe is-${lane.state.replaceAll(' ', '-')}${slow ? ' slow' : ''}` });
  if (lane.startedAt) {
    const end = lane.endedAt ? Date.parse(lane.endedAt) : Date.now();
    stripe.style.left = `${Math.min(100 - LEAST_WIDTH, (100 * (Date.parse(lane.startedAt) - from)) / (to - from))}%`;
    stripe.style.width = `${Math.max(LEAST_WIDTH, (100 * (end - Date.parse(lane.startedAt))) / (to - from))}%`;
  }
  return html('li', {}, html('p', { class: 'lane-head' },
    lane.href ? html('a', { href: lane.href }, lane.name) : html('span', {}, lane.name), ' ', badge(lane.state),
    slow ? html('span', { class: 'badge is-late' }, longest) : null, html('span', { class: 'lane-time' }, duration(taken(lane)))),
  html('div', { class: 'lane', 'aria-hidden': 'true' }, lane.startedAt ? stripe : null), lane.note ? html('p', { class: 'hint' }, lane.note) : null);
}

const taken = (lane) => secondsBetween(lane.startedAt, lane.endedAt ?? (lane.startedAt && new Date().toISOString()));

function straggler(begun) {
  if (begun.length < 3) return null;
  const sorted = [...begun].sort((a, b) => taken(a) - taken(b));
  const middle = taken(sorted[Math.floor((sorted.length - 1) / 2)]);
  const last = sorted.at(-1);
  return taken(last) > LEAST_SECONDS && taken(last) > STRAGGLES * middle ? last : null;
}
