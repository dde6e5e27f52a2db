import { html } from '../portal/dom.js';
import { button, card, once } from './card.js';
import { confirm } from './confirm.js';
import { field, fields } from './form.js';
import { moment } from './format.js';
import { text } from './language.js';
import { ask, query, tell } from './operator.js';
import { emptyBox, say } from './say.js';
import { table } from './table.js';
import { viewer } from './who.js';

/** What most people change, with the values allowed; everything else stands in the text below. */
const COMMON = [
  { path: ['algorithms'], kind: 'list', hint: 'combination, ridge-direct, knn-analogue, climatology' },
  { path: ['combination'], kind: 'list', hint: 'ridge-direct, knn-analogue' },
  { path: ['knn', 'distance'], choices: ['euclidean', 'manhattan', 'canberra', 'correlation', 'dtw'] },
  { path: ['knn', 'weights'], choices: ['uniform', 'inverse', 'inverse-square', 'gaussian'] },
  { path: ['knn', 'space'], choices: ['raw', 'sqrt', 'log'] },
  { path: ['knn', 'k'], kind: 'number', min: 1, max: 1000 },
  { path: ['knn', 'window'], kind: 'number', min: 1, max: 168 },
  { path: ['horizon-hours'], kind: 'number', min: 1, max: 240 },
  { path: ['backtest-windows'], kind: 'number', min: 4, max: 400 },
  { path: ['max-history-days'], kind: 'number', min: 35, max: 20000 },
];

/** A training profile: its settings to change, and its versions to go back to. */
export async function profile(box, { path }, signal) {
  const name = path[1];
  const address = `training-profiles/${encodeURIComponent(name)}`;
  const place = html('div', {});
  box.append(html('h1', {}, text.profile, ' ', html('span', { class: 'about' }, name)), place);
  await draw();

  async function draw() {
    const response = await ask(address, { signal });
    const now = await response.json();
    place.replaceChildren(
      card(now.version === 0 ? text.profileFile : text.profileVersion(now.version), editor(address, now, response.headers.get('ETag'), draw)),
      card(text.versions, versions(address, now, draw)));
  }
}

function editor(address, now, tag, redraw) {
  const inputs = COMMON.map((one) => ({ one, input: inputOf(one, valueAt(now.settings, one.path)) }));
  const whole = field('whole', text.allSettings, { type: 'textarea', rows: 14, spellcheck: 'false', hint: text.allSettingsHint, value: JSON.stringify(now.settings, null, 2) });
  const reason = field('reason', text.reason, { maxlength: 2000 });
  const go = html('button', { type: 'submit', class: 'primary', disabled: viewer() }, text.putInUse);
  inputs.forEach(({ one, input }) => input.control.addEventListener('change', () => carry(one, input, whole)));
  const form = html('form', {}, fields(...inputs.map(({ input }) => input)), whole.box, fields(reason), html('div', { class: 'actions' }, go),
    viewer() ? html('p', { class: 'hint' }, text.viewerHint) : null);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    once(go, async () => {
      let settings;
      try {
        settings = JSON.parse(whole.value());
      } catch (wrong) {
        whole.complain(text.noJson(wrong.message));
        whole.control.focus();
        return;
      }
      whole.complain('');
      const answer = await tell(`${address}?${query({ reason: reason.value() })}`, { method: 'PUT', json: settings, headers: tag ? { 'If-Match': tag } : {} });
      say(text.profileInUse(answer.version));
      await redraw();
    });
  });
  return form;
}

function inputOf(one, value) {
  const name = one.path.join('.');
  const own = text.usualValue;
  if (one.choices) return field(name, name, { value: value ?? '', choices: [['', own], ...one.choices.map((code) => [code, code])] });
  if (one.kind === 'number') return field(name, name, { type: 'number', min: one.min, max: one.max, value: value ?? '', placeholder: own });
  return field(name, name, { value: (value ?? []).join(', '), placeholder: own, hint: one.hint });
}

const valueAt = (settings, path) => path.reduce((inner, key) => inner?.[key], settings);

/** Writes one changed field into the whole text; emptied, it leaves it. */
function carry(one, input, whole) {
  let settings;
  try {
    settings = JSON.parse(whole.value());
  } catch {
    return whole.complain(text.noJson(''));
  }
  const given = input.value();
  const value = one.kind === 'number' ? Number(given) : one.kind === 'list' ? given.split(',').map((item) => item.trim()).filter(Boolean) : given;
  const inner = one.path.slice(0, -1).reduce((into, key) => (into[key] ??= {}), settings);
  if (given === '') delete inner[one.path.at(-1)];
  else inner[one.path.at(-1)] = value;
  if (settings.knn && Object.keys(settings.knn).length === 0) delete settings.knn;
  whole.control.value = JSON.stringify(settings, null, 2);
}

function versions(address, now, redraw) {
  const all = [...now.versions, { version: 0, content: null, createdAt: null, createdBy: text.theFile, reason: null }];
  if (now.versions.length === 0) return emptyBox(text.noVersions);
  return table(text.versions, [
    { title: text.version, number: true, of: (one) => String(one.version) },
    { title: text.when, of: (one) => moment(one.createdAt) },
    { title: text.requestedBy, of: (one) => one.createdBy },
    { title: text.reason, wide: true, of: (one) => one.reason ?? '' },
    { title: text.content, wide: true, of: (one) => (one.content ? html('details', {}, html('summary', {}, text.showIt), html('pre', { tabindex: '0' }, one.content)) : '') },
    { title: '', of: (one) => (one.version === now.version ? text.inUse : viewer() ? '' : html('div', { class: 'actions' }, button(text.goBackTo(one.version), () => rollBack(address, one.version, redraw)))) },
  ], all);
}

async function rollBack(address, version, redraw) {
  const sure = await confirm({ title: text.goBackTo(version), detail: text.goBackDetail, action: text.goBackTo(version), wantsReason: true });
  if (!sure) return;
  await tell(`${address}/rollback?${query({ version, reason: sure.reason })}`);
  say(text.profileInUse(version));
  await redraw();
}
