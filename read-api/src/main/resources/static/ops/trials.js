import { html } from '../portal/dom.js';
import { goTo, link } from './address.js';
import { card, once } from './card.js';
import { field, fields, instantOf } from './form.js';
import { moment } from './format.js';
import { text, word } from './language.js';
import { get, tell } from './operator.js';
import { emptyBox, say } from './say.js';
import { badge } from './state.js';
import { stationsOf } from './stations.js';
import { table } from './table.js';
import { viewer } from './who.js';

export const KINDS = ['backtests', 'trainings', 'forecasts'];
const DISTANCES = ['euclidean', 'manhattan', 'canberra', 'correlation', 'dtw'];
const WEIGHTS = ['uniform', 'inverse', 'inverse-square', 'gaussian'];
const ALGORITHMS = ['combination', 'ridge-direct', 'knn-analogue', 'climatology'];

/** Learn, test or forecast for oneself, on the database or on a file; and what was asked for before. */
export async function trials(box, { query: asked }, signal) {
  const kind = KINDS.includes(asked.kind) ? asked.kind : 'backtests';
  const [profiles, stations, rows] = await Promise.all([get('training-profiles', signal), stationsOf(null, signal), get(`${kind}?limit=50`, signal)]);
  box.append(html('h1', {}, text.pages.trials), tabs(kind),
    viewer() ? html('p', { class: 'hint' }, text.viewerHint) : trialForm(kind, profiles, stations), card(text.trialKinds[kind], rows.length ? trialTable(kind, rows) : emptyBox(text.noTrials)));
}

const tabs = (current) => html('nav', { class: 'tabs', 'aria-label': text.pages.trials }, KINDS.map((kind) =>
  html('a', { class: 'button', href: link(['trials'], { kind }), 'aria-current': kind === current ? 'page' : null }, text.trialKinds[kind])));

function trialForm(kind, profiles, stations) {
  const choose = (codes) => [['', text.profilesOwn], ...codes.map((code) => [code, code])];
  const series = field('series', text.station, { choices: [['', text.fromFile], ...stations.map((one) => [one.code, `${one.name} (${one.network})`])], value: stations[0]?.code ?? '' });
  const parameter = field('parameter', text.measured, { value: 'no2' });
  const file = field('file', text.file, { type: 'file', accept: '.csv,.json', hint: text.trialFileHint });
  const profile = field('profile', text.profile, { value: 'default', choices: profiles.map(({ name }) => [name, name]) });
  const algorithm = field('algorithms', text.algorithm, { choices: choose(ALGORITHMS) });
  const distance = field('distance', text.distance, { choices: choose(DISTANCES) });
  const weights = field('weights', text.weights, { choices: choose(WEIGHTS) });
  const k = field('k', 'k', { type: 'number', min: 1, max: 1000 });
  const level = kind === 'forecasts' ? field('level', text.level, { type: 'number', min: 0.5, max: 0.99, step: 0.01, value: '0.8' }) : null;
  const at = kind === 'forecasts' ? field('at', text.atMoment, { type: 'datetime-local' }) : null;
  const to = field('to', text.historyUntil, { type: 'datetime-local' });
  const go = html('button', { type: 'submit', class: 'primary' }, text.askTrial[kind]);
  const form = html('form', { class: 'card', 'data-trial': kind }, html('h2', {}, text.askTrial[kind]), html('p', { class: 'hint' }, text.trialHint),
    fields(series, parameter, file, profile, algorithm, distance, weights, k, level, at, to), html('div', { class: 'actions' }, go));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    once(go, async () => {
      const knn = clean({ distance: distance.value(), weights: weights.value(), k: k.value() && Number(k.value()) });
      const settings = clean({ algorithms: algorithm.value() && [algorithm.value()], knn: Object.keys(knn).length ? knn : null });
      const station = stations.find(({ code }) => code === series.value());
      const attached = file.control.files[0];
      const request = clean({
        profile: profile.value(), settings: Object.keys(settings).length ? settings : null, level: level && Number(level.value()), at: at && instantOf(at.value()), to: instantOf(to.value()),
        series: attached || !station ? null : { network: station.network, station: station.code, ...(parameter.value() && { parameter: parameter.value() }) },
      });
      const answer = await send(kind, request, attached);
      say(text.trialAsked);
      goTo(['trials', kind, answer.id]);
    });
  });
  return form;
}

async function send(kind, request, attached) {
  if (!attached) return tell(kind, { json: request });
  const form = new FormData();
  form.append('request', JSON.stringify(request));
  form.append('file', attached);
  return tell(kind, { form });
}

const clean = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value != null && value !== ''));

const trialTable = (kind, rows) => table(text.trialKinds[kind], [
  { title: text.what, of: (one) => html('a', { href: link(['trials', kind, one.id]) }, aboutOf(one)) },
  { title: text.state, of: (one) => badge(one.state) },
  { title: text.when, of: (one) => moment(one.createdAt) },
  { title: text.requestedBy, wide: true, of: (one) => one.requestedBy },
], rows);

/** What a trial is about, in a line. */
export const aboutOf = (one) => one.fileName
  ?? ([one.request.series ?? []].flat().map((name) => [name.network, name.station, name.parameter].filter(Boolean).join('/')).slice(0, 3).join(', ') || word(one.kind));
