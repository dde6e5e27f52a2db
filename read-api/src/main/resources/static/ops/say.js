import { byId, html } from '../portal/dom.js';
import { text } from './language.js';

let timer = null;

/** A sentence that what was asked for is done; it goes by itself. */
export function say(words) {
  const box = byId('said');
  box.textContent = words;
  clearTimeout(timer);
  timer = setTimeout(() => { box.textContent = ''; }, 8000);
}

/** What went wrong and what to do, with a button that tries again where that makes sense. */
export function problemBox(failure, retry = null) {
  const button = retry && html('button', { type: 'button' }, text.retry);
  button?.addEventListener('click', retry);
  const other = failure.execution && html('p', {}, html('a', { href: `#/executions/${failure.execution}` }, text.execution(failure.execution)));
  return html('div', { class: 'message', role: 'alert' },
    html('strong', {}, failure.title ?? text.failedTitle), html('p', { class: 'lines' }, failure.message), other, button);
}

export const emptyBox = (words) => html('p', { class: 'empty' }, words);
