import { html } from '../portal/dom.js';

let next = 0;

/** A labelled control with room for what is wrong with it. Options: type, value, choices [[value, words]], hint, required. */
export function field(name, label, { type = 'text', value = '', choices, hint, required = false, ...rest } = {}) {
  const id = `f-${name.replace(/\W/g, '-')}-${++next}`;
  const control = controlOf(type, { id, name, required, value, choices, rest });
  const wrong = html('span', { class: 'wrong', id: `${id}-wrong` });
  const help = hint ? html('span', { class: 'hint', id: `${id}-hint` }, hint) : null;
  control.setAttribute('aria-describedby', [`${id}-wrong`, help && `${id}-hint`].filter(Boolean).join(' '));
  const box = html('div', { class: 'field' }, html('label', { for: id }, label, required ? html('span', { 'aria-hidden': 'true' }, ' *') : null), control, help, wrong);
  return {
    box,
    control,
    value: () => control.value.trim(),
    complain(words) {
      wrong.textContent = words ?? '';
      control.setAttribute('aria-invalid', words ? 'true' : 'false');
    },
  };
}

function controlOf(type, { id, name, required, value, choices, rest }) {
  if (choices) {
    const control = html('select', { id, name, required, ...rest }, choices.map(([code, words]) => html('option', { value: code, selected: code === value }, words)));
    return control;
  }
  const control = html(type === 'textarea' ? 'textarea' : 'input', { id, name, required, type: type === 'textarea' ? null : type, autocomplete: 'off', ...rest });
  if (type !== 'file') control.value = value;
  return control;
}

/** Fields in a row, as far as there is room. */
export const fields = (...all) => html('div', { class: 'fields' }, all.filter(Boolean).map((one) => one.box ?? one));

/** A moment of a datetime-local control, by the reader's clock, as the API wants it; empty for none. */
export const instantOf = (local) => (local ? new Date(local).toISOString() : '');

/** The other way. */
export function localOf(instant) {
  if (!instant || Number.isNaN(Date.parse(instant))) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}
