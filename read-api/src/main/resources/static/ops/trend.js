import { html, svg } from '../portal/dom.js';
import { duration, secondsBetween } from './format.js';
import { text, word } from './language.js';
import { get, query } from './operator.js';
import { emptyBox } from './say.js';
import { meantState } from './state.js';

const RUNS = 40;
const WIDTH = 600;
const HEIGHT = 120;

/** How long the newest runs of the job took, the oldest first; each bar leads to its run, this one is marked. */
export async function trend(run, signal) {
  const feed = run.parameters.feed;
  const runs = (await get(`executions?${query({ job: run.job, limit: RUNS, parameter: feed && `feed=${feed}` })}`, signal))
    .filter((one) => one.startedAt && one.endedAt && one.outcome !== 'noop').reverse();
  if (runs.length === 0) return emptyBox(text.noTrend);
  const seconds = runs.map((one) => secondsBetween(one.startedAt, one.endedAt));
  const longest = Math.max(...seconds, 0.001);
  const middle = [...seconds].sort((a, b) => a - b)[Math.floor((seconds.length - 1) / 2)];
  const width = Math.min(40, WIDTH / runs.length);
  const bars = runs.map((one, i) => {
    const height = Math.max(3, (HEIGHT * seconds[i]) / longest);
    const words = text.trendBar(one.id, duration(seconds[i]), word(meantState(one)));
    return svg('a', { href: `#/executions/${one.id}`, 'aria-label': words, class: one.id === run.id ? 'here' : null },
      svg('title', {}, words),
      svg('rect', { x: i * width, y: 0, width, height: HEIGHT, class: 'catch' }),
      svg('rect', { x: i * width + 2, y: HEIGHT - height, width: width - 4, height, rx: 2, class: `trend-bar is-${meantState(one)}` }));
  });
  return [
    svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'trend', role: 'group', 'aria-label': text.trend }, ...bars),
    html('p', { class: 'hint' }, text.trendWords(runs.length, duration(middle), duration(longest))),
  ];
}
