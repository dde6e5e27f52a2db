import { html } from '../portal/dom.js';
import { once } from './card.js';
import { key } from './key.js';
import { text } from './language.js';
import { problemBox } from './say.js';
import { findWho } from './who.js';

/** Asks for the key; `why` is what was wrong with the last one. `onIn` is told who it is. */
export function signIn(box, why, onIn) {
  const field = html('input', { id: 'key', type: 'password', autocomplete: 'current-password', required: true, spellcheck: 'false' });
  const go = html('button', { type: 'submit', class: 'primary' }, text.signIn);
  const form = html('form', { class: 'card sign-in' },
    html('h1', {}, text.signInTitle), html('p', {}, text.signInDetail), why ? problemBox(why) : null,
    html('label', { class: 'field', for: 'key' }, html('span', {}, text.key), field),
    html('div', { class: 'actions' }, go), html('p', { class: 'hint' }, text.keyHint));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    once(go, async () => {
      key.keep(field.value.trim());
      try {
        onIn(await findWho());
      } catch (failure) {
        key.forget();
        throw failure;
      }
    });
  });
  box.replaceChildren(form);
  field.focus();
}
