import { html } from '../portal/dom.js';
import { duration, number, secondsAgo } from './format.js';
import { text } from './language.js';

const furthest = new Map();

/** How far a run or partition is in its phase, 0 to 1. Within a phase it never goes back, whatever order events come in. */
function share({ id, phase, done, total, attempts }) {
  const now = total > 0 ? Math.min(1, done / total) : 0;
  const name = `${id} ${phase} ${attempts ?? ''}`;
  const known = Math.max(now, furthest.get(name) ?? 0);
  furthest.set(name, known);
  return known;
}

/** A bar with its words; `update` draws a later state of the same thing. */
export function bar(label) {
  const fill = html('span', { class: 'fill' });
  const track = html('div', { class: 'track', role: 'progressbar', 'aria-label': label, 'aria-valuemin': '0', 'aria-valuemax': '100' }, fill);
  const words = html('p', { class: 'bar-words' });
  const box = html('div', { class: 'bar' }, track, words);
  box.update = (run) => {
    const percent = Math.floor(100 * share(run));
    fill.style.width = `${percent}%`;
    track.setAttribute('aria-valuenow', String(percent));
    words.textContent = describe(run, percent);
  };
  return box;
}

function describe(run, percent) {
  if (!run.phase && !run.total) return text.notBegun;
  const eta = run.etaAt && text.eta(duration(Math.max(0, -secondsAgo(run.etaAt))));
  const rate = run.ratePerSecond && text.rate(number(run.ratePerSecond, run.ratePerSecond < 10 ? 1 : 0), run.unit);
  return [run.phase, `${percent} %`, text.doneOf(number(run.done), number(run.total), run.unit), rate, eta].filter(Boolean).join(' · ');
}
