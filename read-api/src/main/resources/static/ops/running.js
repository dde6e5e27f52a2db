import { html } from '../portal/dom.js';
import { bar } from './bar.js';
import { repeat } from './follow.js';
import { duration, moment, secondsBetween } from './format.js';
import { text } from './language.js';
import { emptyBox } from './say.js';
import { badge, isAlive, meantState } from './state.js';

const ENDED_SHOWN = 8;
const LOOK_MS = 1000;

/** Executions that are alive, each with its bar, and those that ended lately. */
export function runningList() {
  const runs = new Map();
  const rows = new Map();
  const box = html('div', { class: 'running' }, emptyBox(text.nothingRuns));
  const endedBox = html('div', {}, emptyBox(text.nothingEnded));

  function draw() {
    const alive = [...runs.values()].filter(isAlive).sort((a, b) => a.id - b.id);
    for (const id of rows.keys()) if (!alive.some((run) => run.id === id)) rows.delete(id);
    const wanted = alive.map((run) => { const row = rows.get(run.id) ?? rowOf(run); rows.set(run.id, row); row.update(run); return row.node; });
    const nodes = wanted.length ? wanted : [emptyBox(text.nothingRuns)];
    if (!same(nodes, box.children) && !(wanted.length === 0 && box.children[0]?.className === 'empty')) box.replaceChildren(...nodes);
  }

  function drawEnded() {
    const ended = [...runs.values()].filter((run) => !isAlive(run)).sort((a, b) => b.id - a.id).slice(0, ENDED_SHOWN);
    endedBox.replaceChildren(ended.length ? html('ul', { class: 'ended' }, ended.map(endedRow)) : emptyBox(text.nothingEnded));
  }

  return {
    box,
    endedBox,
    put(run) { runs.set(run.id, run); draw(); if (!isAlive(run)) drawEnded(); },
    /** What stands still may become orphaned or late without any news of it. */
    keepFresh: (signal) => repeat(signal, LOOK_MS, async () => draw()),
  };
}

const same = (nodes, children) => nodes.length === children.length && nodes.every((node, i) => node === children[i]);

function rowOf(run) {
  const state = html('span', {});
  const meter = bar(text.progressOf(run.id));
  const message = html('p', { class: 'hint' });
  const node = html('article', { class: 'run', 'data-execution': run.id },
    html('p', { class: 'run-head' }, name(run), state), meter, message);
  let shown = '';
  return { node, update(now) {
    const meant = meantState(now);
    if (meant !== shown) state.replaceChildren(badge(shown = meant));
    meter.update(now);
    message.textContent = now.message ?? '';
  } };
}

const name = (run) => html('a', { href: `#/executions/${run.id}` }, `#${run.id} ${run.job}`, run.parameters.feed ? html('span', { class: 'about' }, ` ${run.parameters.feed}`) : null);

const endedRow = (run) => html('li', {}, name(run), ' ', badge(meantState(run)), html('span', { class: 'hint' },
  ` ${duration(secondsBetween(run.startedAt, run.endedAt))} · `, run.endedAt ? moment(run.endedAt) : ''));
