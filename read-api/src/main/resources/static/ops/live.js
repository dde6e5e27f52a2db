import { byId } from '../portal/dom.js';
import { text } from './language.js';

/** Says how fresh the page is: events, asking, away, or nothing where it does not change by itself. */
export function sayLive(how) {
  const box = byId('live');
  box.dataset.how = how ?? '';
  box.textContent = how ? text.live[how] : '';
}
