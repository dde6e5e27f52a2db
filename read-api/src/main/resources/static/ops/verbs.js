import { html } from '../portal/dom.js';
import { button } from './card.js';
import { confirm } from './confirm.js';
import { text } from './language.js';
import { tell } from './operator.js';
import { say } from './say.js';
import { meantState } from './state.js';
import { viewer } from './who.js';

const FITTING = {
  queued: ['stop', 'abandon'],
  late: ['stop', 'abandon'],
  running: ['stop'],
  orphaned: ['recover', 'stop'],
  stopping: [],
  stopped: ['restart', 'abandon'],
  failed: ['restart', 'abandon'],
};

/** Buttons for what this execution may be told just now; none for one who may only look. */
export function verbs(run, onTold) {
  const fitting = FITTING[meantState(run)] ?? [];
  if (viewer() || fitting.length === 0) return null;
  return html('div', { class: 'actions' }, fitting.map((verb) => button(text.verbs[verb], () => act(run, verb, onTold), { 'data-verb': verb })));
}

async function act(run, verb, onTold) {
  const sure = await confirm({
    title: text.verbTitle(text.verbs[verb], run.id), detail: `${run.job}: ${text.verbDetail[verb]}`, action: text.verbs[verb],
  });
  if (!sure) return;
  const now = await tell(`executions/${run.id}/${verb}`);
  say(text.told(text.verbs[verb], run.id));
  onTold(now);
}
