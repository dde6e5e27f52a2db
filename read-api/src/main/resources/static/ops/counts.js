import { html } from '../portal/dom.js';
import { number } from './format.js';
import { text } from './language.js';
import { emptyBox } from './say.js';
import { facts } from './table.js';

/** Sums that must come out: the whole, and its parts with their colours. */
const SUMS = [
  { of: 'linesRead', parts: [['linesLoaded', 'new'], ['linesRevised', 'revised'], ['linesUnchanged', 'same'], ['linesRejected', 'refused'], ['linesLeftOut', 'left']] },
  { of: 'valuesRead', parts: [['valuesInserted', 'new'], ['valuesRevised', 'revised'], ['valuesUnchanged', 'same'], ['valuesRejected', 'refused']] },
];

/** What came of it, and whether the numbers add up. */
export function counts(all) {
  if (Object.keys(all).length === 0) return emptyBox(text.noCounts);
  const sums = SUMS.filter((sum) => sum.of in all && sum.parts.every(([name]) => name in all));
  const told = new Set(sums.flatMap((sum) => [sum.of, ...sum.parts.map(([name]) => name)]));
  return html('div', {}, sums.map((sum) => sumOf(sum, all)),
    facts(Object.entries(all).filter(([name]) => !told.has(name)).map(([name, value]) => [text.countNames[name] ?? name, number(value)])));
}

function sumOf({ of, parts }, all) {
  const sum = parts.reduce((total, [name]) => total + all[name], 0);
  const right = sum === all[of];
  const stripes = parts.filter(([name]) => all[name] > 0).map(([name, kind]) => {
    const stripe = html('span', { class: `part part-${kind}` });
    stripe.style.flexGrow = String(all[name]);
    return stripe;
  });
  return html('div', { class: 'sum' },
    html('p', {}, html('strong', {}, `${text.countNames[of]}: ${number(all[of])}`), html('span', { class: right ? 'hint' : 'wrong' }, ` ${right ? text.addsUp : text.addsNotUp(number(all[of] - sum))}`)),
    html('div', { class: 'parts', 'aria-hidden': 'true' }, stripes),
    html('ul', { class: 'parts-key' }, parts.map(([name, kind]) => html('li', { 'data-count': name },
      html('span', { class: `dot part-${kind}`, 'aria-hidden': 'true' }), ` ${text.countNames[name]}: `, html('b', {}, number(all[name]))))));
}
