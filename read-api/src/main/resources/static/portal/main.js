import { latestAddress, parametersAddress, stationsAddress } from './addresses.js';
import { get } from './api.js';
import { scaleOf } from './bands.js';
import { drawChoices, listenToChoices } from './choices.js';
import { byId } from './dom.js';
import { drawFooter } from './footer.js';
import { chooseLanguage, text } from './language.js';
import { describeStations, freshnessWords, newestOf } from './latest.js';
import { drawLegend } from './legend.js';
import { hideMessage, showMessage } from './message.js';
import { Plan } from './plan.js';
import { drawRequests, noteRequest } from './requests.js';
import { drawStationList, listenToStationList, markPicked } from './stationList.js';
import { StationPanel } from './stationPanel.js';
import { readView, writeView } from './view.js';

const SLIDER_PAUSE_MS = 200;
const NARROW = matchMedia('(max-width: 899px)');
const TOUCH = matchMedia('(pointer: coarse)');

let view = readView();
let stations = [];
let allParameters = [];
let parameters = [];
let shown = { parameter: null, scale: null, stations: [] };
let latestAsked = new AbortController();
let sliderTimer = null;

const plan = new Plan(byId('plan'), byId('plan-buttons'), (code) => pick(code, { bringPanel: true }));
const panel = new StationPanel({ onMoment: (at) => remember({ at }) });

/** Stations and parameters once; everything else follows from the view. */
async function start() {
  chooseLanguage(view.lang);
  hideMessage(byId('page-message'));
  byId('list-details').open = !NARROW.matches;
  try {
    const [stationAnswer, parameterAnswer] = await Promise.all([get(stationsAddress()), get(parametersAddress())]);
    noteRequest('stations', stationsAddress());
    noteRequest('parameters', parametersAddress());
    stations = stationAnswer.data;
    allParameters = parameterAnswer.data;
    parameters = measuredAt(stations);
    drawFooter(stationAnswer.meta);
    byId('portal').classList.toggle('without-data', parameters.length === 0);
    if (parameters.length === 0) return pageState('empty', text.noStationsTitle, text.noStations);
    await showAll({ fromLink: true });
  } catch (failure) {
    byId('portal').classList.add('without-data');
    pageState('error', failure.title ?? text.failedTitle, failure.message, start);
  }
}

/** Completes the view with what the data suggest, then draws it. */
async function showAll({ fromLink }) {
  completeView();
  drawChoices(view, parameters, networks());
  latestAsked.abort();
  latestAsked = new AbortController();
  const address = latestAddress(view.parameter);
  let answer;
  try {
    answer = await get(address, latestAsked.signal);
  } catch (failure) {
    if (failure.name === 'AbortError') return;
    pageState('error', failure.title, failure.message, () => showAll({ fromLink }));
    return;
  }
  hideMessage(byId('page-message'));
  noteRequest('latest', address);
  drawLatest(answer.data);
  showStation({ fromLink });
}

const inNetwork = (station) => view.network === 'all' || station.network === view.network;

/** The parameters that some of the stations measure: the others are not offered. */
function measuredAt(some) {
  const codes = new Set(some.flatMap((station) => station.parameters));
  return allParameters.filter((parameter) => codes.has(parameter.code));
}

function completeView() {
  if (view.network !== 'all' && !networks().includes(view.network)) {
    view.network = stations.find((station) => station.code === view.station)?.network ?? networks()[0];
  }
  parameters = measuredAt(stations.filter(inNetwork));
  const known = (code) => parameters.some((parameter) => parameter.code === code);
  if (!known(view.parameter)) view.parameter = known('no2') ? 'no2' : parameters[0].code;
}

/** The networks, the one with the most stations first. */
function networks() {
  const measuring = stations.filter((station) => station.parameters.length > 0);
  const counts = Map.groupBy(measuring, (station) => station.network);
  return [...counts.keys()].sort((a, b) => counts.get(b).length - counts.get(a).length || a.localeCompare(b));
}

function drawLatest(data) {
  const parameter = parameters.find(({ code }) => code === view.parameter);
  const here = stations.filter((station) => inNetwork(station) && station.parameters.includes(parameter.code));
  const codes = new Set(here.map((station) => station.code));
  const values = data.filter((last) => codes.has(last.station) && last.value != null);
  const scale = scaleOf(parameter, values.map((last) => last.value));
  const lasts = new Map(values.map((last) => [last.station, last]));
  shown = { parameter, scale, stations: describeStations(here, lasts, parameter, scale, newestOf(values)) };
  byId('freshness').textContent = values.length ? freshnessWords(values, here[0].timeZone) : '';
  drawLegend(parameter, scale);
  if (values.length === 0) showMessage(byId('page-message'), text.noLatestTitle(parameter.displayName), text.noLatest);
}

function showStation({ fromLink }) {
  const station = shown.stations.find(({ code }) => code === view.station)
    ?? (view.station === null || !fromLink ? busiest() : null);
  const asked = view.station;
  if (station) view.station = station.code;
  plan.show(shown.stations, view.station, text.planLabel(shown.parameter.displayName));
  drawStationList(shown.stations, view.station, text.listCaption(shown.parameter.displayName));
  writeView(view, { step: false });
  if (station) {
    panel.show({ ...shown, station, level: view.level, days: view.days, at: { instant: view.at, fromLink } });
  } else if (stations.some(({ code }) => code === asked)) {
    panel.blank(stations.find(({ code }) => code === asked).name, text.notMeasured);
  } else {
    panel.blank(asked ? text.unknownStationTitle : text.planTitle, asked ? text.unknownStation(asked) : text.pickStation);
  }
}

/** The station to begin with: the highest fresh value. */
function busiest() {
  const fresh = shown.stations.filter(({ value, old }) => value !== null && !old);
  return fresh.sort((a, b) => b.value - a.value || a.code.localeCompare(b.code))[0] ?? null;
}

/** On a narrow page the panel lies out of sight; `bringPanel` brings it there. */
function pick(code, { bringPanel }) {
  view.station = code;
  writeView(view, { step: true });
  plan.pick(code);
  markPicked(code);
  showPanel();
  if (NARROW.matches && bringPanel) byId('station-panel').scrollIntoView({ behavior: calm() ? 'auto' : 'smooth', block: 'start' });
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

function showPanel() {
  const station = shown.stations.find(({ code }) => code === view.station);
  if (station) panel.show({ ...shown, station, level: view.level, days: view.days, at: { instant: view.at, fromLink: false } });
}

function remember(change) {
  view = { ...view, ...change };
  writeView(view, { step: false });
}

function pageState(state, title, detail, retry = null) {
  document.body.dataset.state = state;
  showMessage(byId('page-message'), title, detail, retry);
}

// Arrow keys walk through the list, so only a finger's pick leaves it.
listenToStationList((code) => pick(code, { bringPanel: TOUCH.matches }));
listenToChoices({
  onParameter: (parameter) => { remember({ parameter }); showAll({ fromLink: false }); },
  onNetwork: (network) => { remember({ network }); showAll({ fromLink: false }); },
  onDays: (days) => { remember({ days }); showPanel(); },
  onLevel: (level) => {
    remember({ level });
    drawChoices(view, parameters, networks());
    clearTimeout(sliderTimer);
    sliderTimer = setTimeout(showPanel, SLIDER_PAUSE_MS);
  },
  onLanguage: (lang) => {
    remember({ lang: chooseLanguage(lang) });
    drawRequests();
    start();
  },
});

// The fragment holds the view, so the skip link must not write its own.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('station-panel').focus();
});

addEventListener('popstate', () => {
  view = readView();
  chooseLanguage(view.lang);
  if (parameters.length > 0) showAll({ fromLink: true });
});

start();
