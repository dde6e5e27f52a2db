import { byId, html } from './dom.js';
import { networkWords, parameterName, percent } from './format.js';
import { text } from './language.js';

/** The page's selectors, drawn from the view; each change calls back with what changed. */
export function drawChoices(view, parameters, networks) {
  byId('parameter').replaceChildren(...parameterGroups(parameters));
  byId('parameter').value = view.parameter;
  byId('network').replaceChildren(
    ...networks.map((network) => html('option', { value: network }, networkWords(network))),
    html('option', { value: 'all' }, text.allNetworks));
  byId('network').value = view.network;
  byId('network-choice').hidden = networks.length < 2;
  byId('level').value = view.level;
  byId('level').setAttribute('aria-valuetext', percent(view.level));
  byId('level-shown').textContent = percent(view.level);
  for (const choice of byId('days').querySelectorAll('input')) choice.checked = Number(choice.value) === view.days;
}

function parameterGroups(parameters) {
  const option = (p) => html('option', { value: p.code },
    p.displayName === parameterName(p) ? p.displayName : `${p.displayName} – ${parameterName(p)}`);
  const kinds = [...new Set(parameters.map((p) => p.kind))];
  if (kinds.length < 2) return parameters.map(option);
  return kinds.map((kind) => html('optgroup', { label: text.kinds[kind] ?? kind },
    ...parameters.filter((p) => p.kind === kind).map(option)));
}

export function listenToChoices({ onParameter, onNetwork, onLevel, onDays, onLanguage }) {
  byId('choices').addEventListener('submit', (event) => event.preventDefault());
  byId('parameter').addEventListener('change', (event) => onParameter(event.target.value));
  byId('network').addEventListener('change', (event) => onNetwork(event.target.value));
  byId('level').addEventListener('input', (event) => onLevel(Number(event.target.value)));
  byId('days').addEventListener('change', (event) => onDays(Number(event.target.value)));
  byId('language').addEventListener('click', () => onLanguage(text.otherLanguage.code));
}
