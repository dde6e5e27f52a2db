import { html } from '../portal/dom.js';
import { problemBox } from './say.js';
import { text } from './language.js';

export const card = (title, ...children) => html('section', { class: 'card' }, html('h2', {}, title), ...children);

/** A button that does something once at a time, and says what went wrong beside it. */
export function button(words, work, attributes = {}) {
  const node = html('button', { type: 'button', ...attributes }, words);
  node.addEventListener('click', () => once(node, work));
  return node;
}

/** Runs the work with the button held; what fails is shown after the button's group. */
export async function once(node, work) {
  const group = node.closest('.actions') ?? node;
  if (group.nextElementSibling?.classList.contains('message')) group.nextElementSibling.remove();
  node.disabled = true;
  try {
    await work();
  } catch (failure) {
    if (failure.name !== 'AbortError') group.after(problemBox(failure));
  } finally {
    node.disabled = false;
  }
}

/** A place that is filled when the answer is there; a failure has its own honest state, and can be tried again. */
export function later(work, signal) {
  const box = html('div', { class: 'later' }, html('p', { class: 'empty' }, text.loading));
  const fill = async () => {
    try {
      box.replaceChildren(...[await work()].flat().filter(Boolean));
    } catch (failure) {
      if (!signal.aborted) box.replaceChildren(problemBox(failure, fill));
    }
  };
  fill();
  return box;
}
