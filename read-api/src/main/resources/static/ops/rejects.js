import { html } from '../portal/dom.js';
import { goTo, link } from './address.js';
import { button, card } from './card.js';
import { confirm } from './confirm.js';
import { field, fields } from './form.js';
import { number } from './format.js';
import { text } from './language.js';
import { get, query, tell } from './operator.js';
import { emptyBox, say } from './say.js';
import { table } from './table.js';
import { viewer } from './who.js';

const MOST = 1000;

/** Refused lines and values by reason; what is asked for stands in the address. */
export async function rejects(box, { query: asked }, signal) {
  const [feeds, rows] = await Promise.all([get('feeds', signal), get(`rejects?${query({ ...asked, limit: MOST })}`, signal)]);
  box.append(html('h1', {}, text.pages.rejects), searchForm(asked, feeds), card(text.rejectsFound(number(rows.length), rows.length === MOST), byReason(rows, asked)));
}

/** Those of one load. */
export async function rejectsOfLoad(load, signal) {
  return byReason(await get(`rejects?${query({ load, limit: MOST, all: true })}`, signal), { load, all: true });
}

function searchForm(asked, feeds) {
  const feed = field('feed', text.feed, { value: asked.feed ?? '', choices: [['', text.any], ...feeds.map(({ name }) => [name, name])] });
  const code = field('code', text.kind, { value: asked.code ?? '' });
  const file = field('file', text.file, { value: asked.file ?? '' });
  const load = field('load', text.load, { type: 'number', min: 1, value: asked.load ?? '' });
  const all = field('all', text.settled, { value: asked.all ?? '', choices: [['', text.openOnly], ['true', text.alsoSettled]] });
  const form = html('form', { class: 'card', role: 'search' }, fields(feed, code, file, load, all),
    html('div', { class: 'actions' }, html('button', { type: 'submit', class: 'primary' }, text.search)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    goTo(['rejects'], { feed: feed.value(), code: code.value(), file: file.value(), load: load.value(), all: all.value() });
  });
  return form;
}

function byReason(rows, asked) {
  if (rows.length === 0) return emptyBox(text.noRejects);
  const groups = [...Map.groupBy(rows, (row) => row.code)].sort((a, b) => b[1].length - a[1].length);
  return html('div', {}, groups.map(([code, group], i) => html('details', { class: 'reason', open: i === 0 },
    html('summary', {}, html('code', {}, code), html('b', {}, ` ${number(group.length)}`), html('span', { class: 'hint' }, ` ${group[0].reason}`)),
    replayButtons(code, group, asked),
    table(code, [
      { title: text.file, of: (row) => row.file },
      { title: text.line, number: true, of: (row) => number(row.line) },
      { title: text.column, of: (row) => row.field || text.wholeLine },
      { title: text.why, wide: true, of: (row) => row.reason },
      { title: text.rawText, of: (row) => html('code', { class: 'raw' }, row.rawText, row.isCut ? '…' : '') },
      { title: text.state, wide: true, of: (row) => text.rejectStates[row.state] ?? row.state },
    ], group.slice(0, 200)),
    group.length > 200 ? html('p', { class: 'hint' }, text.firstShown(200)) : null)));
}

function replayButtons(code, group, asked) {
  const open = group.filter((row) => row.state === 'open');
  if (viewer() || open.length === 0) return null;
  const wish = asked.load ? { load: Number(asked.load), code } : { feed: asked.feed ?? open[0].feed, code };
  return html('div', { class: 'actions' }, button(text.replay, async () => {
    const sure = await confirm({ title: text.replayTitle(code), detail: text.replayDetail(number(open.length)), action: text.replay, wantsReason: true });
    if (!sure) return;
    const run = await tell('jobs/rejects-replay/executions', { json: { parameters: wish, ...(sure.reason && { reason: sure.reason }) } });
    say(text.started(run.id));
    location.hash = link(['executions', String(run.id)]);
  }, { 'data-replay': code }));
}
