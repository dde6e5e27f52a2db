import { html } from '../portal/dom.js';
import { link } from './address.js';
import { card, once } from './card.js';
import { field, fields, instantOf } from './form.js';
import { text } from './language.js';
import { get, tell } from './operator.js';
import { say } from './say.js';
import { viewer } from './who.js';

/** What is asked for by other means, and so not offered here. */
const BY_OTHER_MEANS = new Set(['forecast-trial', 'observations-load-backfill', 'observations-load-upload']);

/** The jobs; or, when one is chosen, the form that starts it. */
export async function start(box, { path, query: given }, signal) {
  const jobs = (await get('jobs', signal)).filter(({ name }) => !BY_OTHER_MEANS.has(name));
  const chosen = jobs.find(({ name }) => name === path[1]);
  box.append(html('h1', {}, text.pages.start), html('div', { class: 'start' },
    html('nav', { class: 'card', 'aria-label': text.jobs }, html('ul', { class: 'choices-list' }, jobs.map((job) => html('li', {},
      html('a', { href: link(['start', job.name]), 'aria-current': job === chosen ? 'true' : null }, html('b', {}, job.name), html('span', { class: 'hint block' }, job.description)))))),
    chosen ? jobForm(chosen, given) : html('p', { class: 'empty' }, text.chooseJob)));
}

function jobForm(job, given) {
  const inputs = job.parameters.map((parameter) => ({ parameter, input: inputOf(parameter, given[parameter.name]) }));
  const reason = field('reason', text.reason, { type: 'textarea', rows: 2, maxlength: 1000 });
  const go = html('button', { type: 'submit', class: 'primary', disabled: viewer() }, text.startJob);
  const form = html('form', { 'data-job': job.name, novalidate: true }, html('p', {}, job.description), fields(...inputs.map(({ input }) => input), reason),
    html('div', { class: 'actions' }, go), viewer() ? html('p', { class: 'hint' }, text.viewerHint) : null);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    once(go, () => submit(job, inputs, reason.value()));
  });
  return card(job.name, form);
}

async function submit(job, inputs, reason) {
  inputs.forEach(({ input }) => input.complain(''));
  const missing = inputs.filter(({ parameter, input }) => parameter.required && !input.value());
  if (missing.length > 0) {
    missing.forEach(({ input }) => input.complain(text.isRequired));
    missing[0].input.control.focus();
    return;
  }
  const told = Object.fromEntries(inputs.map(({ parameter, input }) => [parameter.name, typed(parameter, input.value())]).filter(([, value]) => value !== null));
  try {
    const run = await tell(`jobs/${job.name}/executions`, { json: { parameters: told, ...(reason && { reason }) }, headers: { 'Idempotency-Key': crypto.randomUUID?.() ?? String(Math.random()) } });
    say(text.started(run.id));
    location.hash = link(['executions', String(run.id)]);
  } catch (failure) {
    const wrong = failure.errors.filter((error) => inputs.some(({ parameter }) => parameter.name === error.parameter));
    if (wrong.length === 0) throw failure;
    wrong.forEach((error) => inputs.find(({ parameter }) => parameter.name === error.parameter).input.complain(error.detail));
    inputs.find(({ parameter }) => parameter.name === wrong[0].parameter).input.control.focus();
  }
}

/** A control for each type that a job may ask for. */
function inputOf(parameter, given = '') {
  const usual = parameter.fallback;
  const common = { value: given, required: parameter.required, hint: parameter.description + (usual ? ` (${text.usually(usual)})` : '') };
  const none = [['', usual ? text.usual(usual) : parameter.required ? text.choose : text.notGiven]];
  if (parameter.choices.length > 0) return field(parameter.name, parameter.name, { ...common, choices: [...none, ...parameter.choices.map((one) => [one, one])] });
  switch (parameter.type) {
    case 'flag': return field(parameter.name, parameter.name, { ...common, choices: [...none, ['true', text.yes], ['false', text.no]] });
    case 'whole': return field(parameter.name, parameter.name, { ...common, type: 'number', step: 1 });
    case 'number': return field(parameter.name, parameter.name, { ...common, type: 'number', step: 'any' });
    case 'day': return field(parameter.name, parameter.name, { ...common, type: 'date' });
    case 'instant': return field(parameter.name, parameter.name, { ...common, type: 'datetime-local' });
    case 'texts': return field(parameter.name, parameter.name, { ...common, type: 'textarea', rows: 3 });
    default: return field(parameter.name, parameter.name, common);
  }
}

/** As JSON wants it; null for not given. */
function typed(parameter, value) {
  if (value === '') return null;
  switch (parameter.type) {
    case 'flag': return value === 'true';
    case 'whole':
    case 'number': return Number(value);
    case 'instant': return instantOf(value);
    case 'texts': return value.split('\n').map((line) => line.trim()).filter(Boolean);
    default: return value;
  }
}
