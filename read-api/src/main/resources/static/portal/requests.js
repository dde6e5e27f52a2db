import { byId, html } from './dom.js';
import { text } from './language.js';

const shown = new Map();

/** Notes a request whose answer is on the page; `null` when it no longer is. */
export function noteRequest(name, address) {
  if (address === null) shown.delete(name);
  else shown.set(name, address);
  drawRequests();
}

export function drawRequests() {
  const names = Object.keys(text.requestNames).filter((name) => shown.has(name));
  byId('requests').replaceChildren(...names.map((name) => html('li', {},
    html('a', { href: shown.get(name), 'data-request': name }, text.requestNames[name]),
    html('code', {}, `/${shown.get(name)}`))));
}
