import { html } from '../portal/dom.js';
import { secondsAgo } from './format.js';
import { word } from './language.js';

const SILENT_SECONDS = 20;
const LATE_SECONDS = 600;
const ALIVE = new Set(['queued', 'running', 'stopping']);

export const isAlive = (run) => ALIVE.has(run.state);

/** The state that people mean: also orphaned, late, completed with rejects, and nothing to do. */
export function meantState(run) {
  const begun = run.state === 'running' || run.state === 'stopping';
  if (begun && run.heartbeatAt && secondsAgo(run.heartbeatAt) > SILENT_SECONDS) return 'orphaned';
  if (run.state === 'queued' && secondsAgo(run.notBefore ?? run.requestedAt) > LATE_SECONDS) return 'late';
  if (run.state === 'completed' && run.outcome === 'rejects') return 'withRejects';
  if (run.state === 'completed' && run.outcome === 'noop') return 'noop';
  return run.state;
}

const SIGNS = {
  completed: '✓', done: '✓', loaded: '✓', UP: '✓', noop: '∅', withRejects: '✓!', failed: '✕', DOWN: '✕', rejected: '✕', running: '▶', stopping: '◼',
  stopped: '◼', queued: '…', planned: '…', pending: '…', late: '!', orphaned: '!', partial: '◐', 'completed with failures': '✕', 'missing by us': '✕', 'missing at source': '∅', stale: '~', DEGRADED: '!', abandoned: '–', cancelled: '–', paused: '‖', pausing: '‖',
};

/** A sign, a word and a colour: none of them alone. */
export const badge = (state) => html('span', { class: `badge is-${state.replaceAll(' ', '-')}` }, html('span', { 'aria-hidden': 'true' }, SIGNS[state] ?? '·'), ` ${word(state)}`);
