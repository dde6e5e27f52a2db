import { byId, html } from './dom.js';
import { text } from './language.js';

/** Who made the data and under what terms, as the API says it. */
export function drawFooter(meta) {
  const licences = (meta?.licence ?? []).map(({ name, url }) =>
    html('li', {}, `${text.licence}: `, isWeb(url) ? html('a', { href: url, rel: 'license noreferrer' }, name) : name));
  const sources = (meta?.attribution ?? []).map((source) => html('li', {}, `${text.attribution}: ${source}`));
  byId('footer').replaceChildren(html('ul', {}, ...sources, ...licences,
    html('li', {}, html('a', { href: 'docs' }, text.footerApi))));
}

const isWeb = (url) => /^https?:\/\//.test(url ?? '');
