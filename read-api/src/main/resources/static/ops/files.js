import { html } from '../portal/dom.js';
import { card, once } from './card.js';
import { pause } from './follow.js';
import { field, fields } from './form.js';
import { bytes, moment, number } from './format.js';
import { text } from './language.js';
import { get, tell } from './operator.js';
import { emptyBox, say } from './say.js';
import { badge } from './state.js';
import { table } from './table.js';
import { viewer } from './who.js';

/** Files of a feed: send them, and see what became of them. */
export async function files(box, _, signal) {
  const feeds = await get('feeds', signal);
  const list = html('div', {});
  box.append(html('h1', {}, text.pages.files), viewer() ? html('p', { class: 'hint' }, text.viewerHint) : uploadForm(feeds, redraw), card(text.uploads, list));
  let waiting = false;
  await redraw();
  watch();

  async function redraw() {
    const uploads = await get('uploads?limit=50', signal);
    waiting = uploads.some((one) => !one.finishedAt);
    list.replaceChildren(uploads.length ? uploadTable(uploads) : emptyBox(text.noUploads));
  }

  async function watch() {
    while (!signal.aborted) {
      await pause(signal);
      if (waiting && !signal.aborted) await redraw().catch(() => {});
    }
  }
}

function uploadForm(feeds, redraw) {
  const feed = field('feed', text.feed, { required: true, choices: [['', text.choose], ...feeds.map((one) => [one.name, `${one.name}: ${one.title}`])] });
  const file = field('file', text.files, { type: 'file', multiple: true, required: true, hint: text.filesHint });
  const share = field('maxRejectedShare', text.maxRejected, { type: 'number', min: 0, max: 1, step: 'any', hint: text.maxRejectedHint });
  const go = html('button', { type: 'submit', class: 'primary' }, text.send);
  const form = html('form', { class: 'card' }, html('h2', {}, text.uploadTitle), fields(feed, file, share), html('div', { class: 'actions' }, go));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    once(go, async () => {
      const sent = new FormData();
      sent.append('feed', feed.value());
      for (const one of file.control.files) sent.append('file', one);
      if (share.value()) sent.append('maxRejectedShare', share.value());
      await tell('uploads', { form: sent });
      say(text.received);
      file.control.value = '';
      await redraw();
    });
  });
  return form;
}

function uploadTable(uploads) {
  return table(text.uploads, [
    { title: text.files, of: (one) => one.files.map((file) => html('span', { class: 'block', title: file.sha256 }, `${file.name} (${bytes(file.sizeBytes)})`)) },
    { title: text.feed, of: (one) => one.feed },
    { title: text.state, of: (one) => badge(one.state) },
    { title: text.when, of: (one) => moment(one.createdAt) },
    { title: text.result, of: (one) => resultOf(one) },
  ], uploads);
}

function resultOf(upload) {
  if (upload.problem) return html('span', { class: 'wrong' }, upload.problem);
  if (!upload.load) return '';
  const { load } = upload;
  return html('span', {}, text.loadResult(number(load.linesRead), number(load.valuesInserted), number(load.valuesRevised)),
    load.linesRejected + load.valuesRejected > 0 ? html('a', { class: 'block', href: `#/rejects?load=${load.id}&all=true` }, text.refusedCount(number(load.linesRejected + load.valuesRejected))) : null,
    load.refusedFiles.map((words) => html('span', { class: 'wrong block' }, words)));
}
