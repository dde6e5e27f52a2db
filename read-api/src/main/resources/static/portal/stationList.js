import { byId, html } from './dom.js';
import { text } from './language.js';

/** The stations as a table of radio buttons: one stop for Tab, arrow keys pick. */
export function drawStationList(stations, picked, caption) {
  const byName = [...stations].sort((a, b) => a.name.localeCompare(b.name, text.locale));
  byId('stations').replaceChildren(
    html('caption', { class: 'unseen' }, caption),
    html('thead', {}, html('tr', {},
      ...[text.station, text.latest, text.band, text.hourOf].map((name) => html('th', { scope: 'col' }, name)))),
    html('tbody', {}, ...byName.map((station) => row(station, station.code === picked))),
  );
  markPicked(picked);
}

function row(station, isPicked) {
  const choice = html('input', { type: 'radio', name: 'station', value: station.code });
  choice.checked = isPicked;
  return html('tr', { class: station.old ? 'old' : null },
    html('th', { scope: 'row' }, html('label', {}, choice, html('span', {}, station.name))),
    html('td', { class: 'number' }, station.words),
    html('td', { class: `band ${station.colour}` },
      station.value == null ? null : html('span', { class: 'swatch' }), html('span', { class: 'band-name' }, station.band ?? '')),
    html('td', { class: 'hour' }, station.hour, station.old ? html('span', { class: 'unseen' }, `, ${text.oldValue}`) : null));
}

export function markPicked(code) {
  for (const choice of byId('stations').querySelectorAll('input[name=station]')) {
    choice.checked = choice.value === code;
    choice.closest('tr').classList.toggle('picked', choice.checked);
  }
}

export function listenToStationList(onPick) {
  byId('stations').addEventListener('change', (event) => onPick(event.target.value));
}
