import { byId, html } from './dom.js';
import { text } from './language.js';

/** The stations as a table of radio buttons: one stop for Tab, arrow keys pick. */
export function drawStationList(stations, picked, caption) {
  const columns = [text.station, text.latest, ...(hasBands(stations) ? [text.band] : [])];
  const byName = [...stations].sort((a, b) => a.name.localeCompare(b.name, text.locale));
  byId('stations').replaceChildren(
    html('caption', { class: 'unseen' }, caption),
    html('thead', {}, html('tr', {},
      ...columns.map((name, i) => html('th', { scope: 'col', class: i === 1 ? 'number' : null }, name)))),
    html('tbody', {}, ...byName.map((station) => row(station, station.code === picked, hasBands(stations)))),
  );
  markPicked(picked);
}

const hasBands = (stations) => stations.some(({ band }) => band);

function row(station, isPicked, bands) {
  const choice = html('input', { type: 'radio', name: 'station', value: station.code });
  choice.checked = isPicked;
  return html('tr', { class: station.old ? 'old' : null },
    html('th', { scope: 'row' }, html('label', {}, choice, html('span', {}, station.name, hour(station)))),
    html('td', { class: 'number' }, station.words),
    bands ? html('td', { class: `band ${station.colour}` },
      station.band ? html('span', {}, html('span', { class: 'swatch' }), station.band) : null) : null);
}

const hour = (station) =>
  station.hour && html('span', { class: 'hour' }, station.old ? `${station.hour}, ${text.oldValue}` : station.hour);

export function markPicked(code) {
  for (const choice of byId('stations').querySelectorAll('input[name=station]')) {
    choice.checked = choice.value === code;
    choice.closest('tr').classList.toggle('picked', choice.checked);
    if (choice.checked) scrollTo(choice.closest('tr'));
  }
}

/** Brings a row into the list's own window; the page stays where it is. */
function scrollTo(row) {
  const list = byId('list-scroll');
  const above = row.offsetTop < list.scrollTop + row.offsetHeight;
  const below = row.offsetTop + row.offsetHeight > list.scrollTop + list.clientHeight;
  if (above || below) list.scrollTop = row.offsetTop - list.clientHeight / 2;
}

export function listenToStationList(onPick) {
  byId('stations').addEventListener('change', (event) => onPick(event.target.value));
}
