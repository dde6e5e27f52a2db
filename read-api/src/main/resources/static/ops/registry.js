import { html } from '../portal/dom.js';
import { button } from './card.js';
import { confirm } from './confirm.js';
import { executionTable } from './executions.js';
import { field } from './form.js';
import { moment, number } from './format.js';
import { text } from './language.js';
import { get, query, tell } from './operator.js';
import { emptyBox, say } from './say.js';
import { badge } from './state.js';
import { table } from './table.js';
import { viewer } from './who.js';

const SHOWN = 100;

/** The champion and challengers of each series; where the API knows no models, the trainings that ran. */
export async function registry(signal) {
  let all;
  try {
    all = await get('models', signal);
  } catch (failure) {
    if (failure.status !== 404) throw failure;
    return [emptyBox(text.noRegistry), executionTable(await get('executions?job=forecast-train&limit=10', signal))];
  }
  const series = [...Map.groupBy(all, (one) => one.series)].map(([name, models]) => ({ name, models }));
  if (series.length === 0) return [emptyBox(text.noModels)];
  const filter = field('filter', text.filter, { type: 'search' });
  const place = html('div', {});
  const draw = () => {
    const wanted = series.filter(({ name }) => name.includes(filter.value().toLowerCase()));
    place.replaceChildren(html('p', { class: 'hint' }, text.modelsFound(number(Math.min(wanted.length, SHOWN)), number(series.length))), seriesTable(wanted.slice(0, SHOWN)));
  };
  filter.control.addEventListener('input', draw);
  draw();
  return [filter.box, place];
}

const champion = ({ models }) => models.find((one) => one.role === 'champion');
const challengers = ({ models }) => models.filter((one) => one.role !== 'champion');

const seriesTable = (rows) => table(text.models, [
  { title: text.series, of: (row) => row.name },
  { title: text.champion, of: (row) => modelOf(champion(row)) },
  { title: text.challenger, of: (row) => challengers(row).slice(0, 3).map(modelOf) },
  { title: '', of: (row) => (viewer() ? '' : actions(row)) },
], rows);

/** Algorithm, scores, and what the test against the champion said. */
function modelOf(model) {
  if (!model) return '–';
  const { backtest = {}, test } = model;
  const scores = [backtest.mae != null && `MAE ${number(backtest.mae, 2)}`, backtest.skill != null && `${text.skill} ${number(100 * backtest.skill, 1)} %`,
    backtest.coverage80 != null && `${text.coverage80} ${number(100 * backtest.coverage80)} %`].filter(Boolean).join(' · ');
  const duel = test?.champion;
  return html('div', { class: 'model' }, html('b', {}, model.method), model.held ? html('span', { class: 'badge is-paused' }, text.held) : null, model.backtest?.uncalibrated ? html('span', { class: 'badge is-late' }, text.uncalibrated) : null,
    html('span', { class: 'hint block' }, scores),
    duel ? html('span', { class: 'hint block' }, text.duel(duel.beaten, number(duel.pValue, 3))) : null,
    html('span', { class: 'hint block' }, `#${model.modelId} · ${model.profile} · `, moment(model.trainedAt)));
}

function actions(row) {
  const address = `models/${row.name.split('/').map(encodeURIComponent).join('/')}`;
  const challenger = challengers(row)[0];
  const act = (verb, title, detail, chosen) => async () => {
    const sure = await confirm({ title: title(row.name), detail, action: text[verb === 'promote' ? 'promote' : 'rollBack'], wantsReason: true });
    if (!sure) return;
    await tell(`${address}/${verb}?${query({ model: chosen, reason: sure.reason })}`);
    say(text.changedChampion(row.name));
    dispatchEvent(new HashChangeEvent('hashchange'));
  };
  const place = html('div', {});
  const history = button(text.history, async () => place.replaceChildren(historyOf((await get(address)).changes)));
  return html('div', {}, html('div', { class: 'actions' },
    challenger ? button(text.promote, act('promote', text.promoteTitle, text.promoteDetail, challenger.modelId), { 'data-verb': 'promote' }) : null,
    button(text.rollBack, act('rollback', text.rollBackTitle, text.rollBackDetail, null), { 'data-verb': 'rollback' }), history), place);
}

const historyOf = (changes) => html('ol', { class: 'chain' }, changes.map((one) => html('li', {},
  `#${one.modelId} `, badge(one.how), ' ', moment(one.at), ` ${one.by}`, one.reason ? html('span', { class: 'hint' }, ` ${one.reason}`) : null)));
