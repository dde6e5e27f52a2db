import { html } from './dom.js';
import { text } from './language.js';

/** Says in `box` what is the matter and what to do; `retry`, when given, becomes a button. */
export function showMessage(box, title, detail, retry = null) {
  const button = retry && html('button', { type: 'button' }, text.retry);
  button?.addEventListener('click', retry);
  box.replaceChildren(html('strong', {}, title), html('p', {}, detail), ...(button ? [button] : []));
  box.hidden = false;
}

export function hideMessage(box) {
  box.hidden = true;
  box.replaceChildren();
}
