import { html } from '../portal/dom.js';
import { link } from './address.js';
import { card, later } from './card.js';
import { moment } from './format.js';
import { text } from './language.js';
import { get } from './operator.js';
import { registry } from './registry.js';
import { emptyBox } from './say.js';
import { table } from './table.js';

/** The models in use and those that want their place; below, how models are learnt. */
export async function models(box, _, signal) {
  box.append(html('h1', {}, text.pages.models),
    card(text.models, later(() => registry(signal), signal)),
    card(text.profiles, html('p', { class: 'hint' }, text.profilesHint), later(() => profileList(signal), signal)));
}

async function profileList(signal) {
  const profiles = await get('training-profiles', signal);
  if (profiles.length === 0) return emptyBox(text.noProfiles);
  return table(text.profiles, [
    { title: text.name, of: (one) => html('a', { href: link(['models', one.name]) }, one.name) },
    { title: text.version, number: true, of: (one) => (one.version === 0 ? text.theFile : String(one.version)) },
    { title: text.changed, of: (one) => (one.changedAt ? html('span', {}, moment(one.changedAt), `, ${one.changedBy}`) : '–') },
  ], profiles);
}
