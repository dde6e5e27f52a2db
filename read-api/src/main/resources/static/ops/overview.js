import { html } from '../portal/dom.js';
import { card } from './card.js';
import { follow, repeat } from './follow.js';
import { feedTable, healthStrip, jobTable } from './health.js';
import { incidents } from './incidents.js';
import { text } from './language.js';
import { get } from './operator.js';
import { runningList } from './running.js';
import { problemBox } from './say.js';

const LOOK_MS = 15_000;

/** How it goes: health, what is wrong, and what runs, as it changes. */
export async function overview(box, _, signal) {
  const health = html('div', {});
  const wrong = html('div', {});
  const running = runningList();
  const tables = html('div', { class: 'pair' });
  box.append(html('h1', {}, text.pages.overview), health, html('div', { class: 'pair' }, card(text.runningNow, running.box), card(text.incidents, wrong)), tables,
    card(text.endedLately, running.endedBox));
  follow(null, signal, running.put);
  running.keepFresh(signal);
  await look();
  repeat(signal, LOOK_MS, async () => look(), (failure) => health.replaceChildren(problemBox(failure)));

  async function look() {
    const [how, schedules, feeds, open] = await Promise.all([
      get('health', signal).catch((failure) => { if (failure.status === 503) return { status: 'DOWN', parts: {} }; throw failure; }),
      get('schedules', signal), get('feeds', signal), get('incidents', signal)]);
    health.replaceChildren(healthStrip(how));
    tables.replaceChildren(card(text.feeds, feedTable(how, schedules, feeds)), card(text.jobs, jobTable(how, schedules)));
    wrong.replaceChildren(incidents(open));
  }
}
