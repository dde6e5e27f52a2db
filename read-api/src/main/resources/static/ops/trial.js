import { html } from '../portal/dom.js';
import { card } from './card.js';
import { pause } from './follow.js';
import { moment, number, score } from './format.js';
import { text } from './language.js';
import { ask, get } from './operator.js';
import { badge } from './state.js';
import { facts, table } from './table.js';
import { aboutOf, KINDS } from './trials.js';

const ALIVE = new Set(['queued', 'running', 'stopping']);

/** One trial: its state until it is there, then its report and its picture. */
export async function trial(box, { path }, signal) {
  const kind = KINDS.includes(path[1]) ? path[1] : KINDS[0];
  const address = `${kind}/${encodeURIComponent(path[2] ?? '')}`;
  let one = await get(address, signal);
  const place = html('div', {});
  box.append(html('h1', {}, text.trialOne[one.kind], ' ', html('span', { class: 'about' }, aboutOf(one))), place);
  await draw();
  watch();

  async function watch() {
    while (ALIVE.has(one.state) && !signal.aborted) {
      await pause(signal, 1500);
      one = await get(address, signal).catch(() => one);
      if (!signal.aborted) await draw();
    }
  }

  async function draw() {
    place.replaceChildren(card(text.state, badge(one.state), one.problem ? html('p', { class: 'message lines' }, one.problem) : '', story(one)),
      ...(one.report ? await reportCards(one, address, signal) : []));
  }
}

const story = (one) => facts([
  [text.requestedBy, one.requestedBy], [text.when, moment(one.createdAt, 'whole')], [text.execution(''), one.executionHref && html('a', { href: `#/executions/${one.executionHref.split('/').at(-1)}` }, one.executionHref.split('/').at(-1))],
  [text.file, one.fileName], [text.program, one.program], [text.dataHash, one.dataSha256 && html('code', { class: 'raw' }, one.dataSha256)],
  [text.profile, html('details', {}, html('summary', {}, one.request.profile ?? text.profile), html('pre', { tabindex: '0' }, one.profile))],
]);

async function reportCards(one, address, signal) {
  const { report } = one;
  return [
    report.summary?.entrants?.length ? card(text.entrants, entrantTable(report.summary.entrants)) : '',
    card(text.picture, await picture(address, signal)),
    ...(report.series ?? []).slice(0, 5).map((series) => card(series.series, seriesOf(series))),
  ];
}

/** As an image, which can run nothing, whatever is in it. */
async function picture(address, signal) {
  const drawing = await (await ask(`${address}/plot`, { signal })).text();
  return html('img', { class: 'plot-image', alt: text.pictureAlt, src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}` });
}

const entrantTable = (entrants) => table(text.entrants, [
  { title: text.algorithm, of: (one) => one.algorithm },
  { title: 'MAE', number: true, of: (one) => score(one.mae) },
  { title: 'RMSE', number: true, of: (one) => score(one.rmse) },
  { title: text.bias, number: true, wide: true, of: (one) => score(one.bias) },
  { title: 'MASE 24', number: true, wide: true, of: (one) => score(one.mase24) },
  { title: text.coverage80, number: true, of: (one) => (one.coverage80 == null ? '–' : `${number(100 * one.coverage80)} %`) },
  { title: text.skill, number: true, of: (one) => (one.skill == null ? '–' : `${score(100 * one.skill, 1)} %`) },
], entrants);

function seriesOf(series) {
  if (series.values) {
    return table(series.series, [
      { title: text.hour, of: (value) => moment(value.periodStart, 'whole') },
      { title: text.lower, number: true, of: (value) => score(value.lower, 1) },
      { title: text.median, number: true, of: (value) => score(value.median, 1) },
      { title: text.upper, number: true, of: (value) => score(value.upper, 1) },
    ], series.values);
  }
  return facts([[text.chosen, series.chosen], [text.hoursUsed, `${number(series.present)} / ${number(series.hours)}`], [text.notes, [series.refused ?? [], series.notes ?? []].flat().join(' ')]]);
}
