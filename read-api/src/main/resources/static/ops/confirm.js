import { byId, html } from '../portal/dom.js';
import { text } from './language.js';

/** Asks before something is done: {reason} when it shall, null when not. Escape means not. */
export function confirm({ title, detail, action, wantsReason = false }) {
  const box = byId('confirm');
  const reason = html('textarea', { id: 'confirm-reason', rows: '2', maxlength: '1000' });
  const yes = html('button', { type: 'submit', class: 'primary', value: 'yes' }, action);
  const no = html('button', { type: 'button' }, text.notNow);
  const form = html('form', { method: 'dialog' }, html('h2', { id: 'confirm-title' }, title), html('p', {}, detail),
    wantsReason ? html('label', { class: 'field' }, html('span', {}, text.reason), reason) : null,
    html('div', { class: 'actions' }, no, yes));
  box.replaceChildren(form);
  no.addEventListener('click', () => box.close(''));
  box.returnValue = '';
  box.showModal();
  (wantsReason ? reason : no).focus();
  return new Promise((answer) => {
    box.addEventListener('close', () => answer(box.returnValue === 'yes' ? { reason: reason.value.trim() } : null), { once: true });
  });
}
