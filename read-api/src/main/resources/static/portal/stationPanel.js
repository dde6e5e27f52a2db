import { forecastAddress, observationsAddress } from './addresses.js';
import { get } from './api.js';
import { Chart } from './chart.js';
import { byId, html, write } from './dom.js';
import { dayWords, momentWords, percent, quantity, zoneWords } from './format.js';
import { drawable, firstMoment, hoursOf, indexOf, isPast, spanOf } from './hours.js';
import { text } from './language.js';
import { hideMessage, showMessage } from './message.js';
import { noteRequest } from './requests.js';
import { forecastSentence, hourText, measuredSentence, outsideSentence } from './sentence.js';
import { drawValuesTable } from './valuesTable.js';
import { instantOf, wallClock } from './zone.js';

const TYPING_PAUSE_MS = 180;

/** One station's last days, its fan, and the sentence about one moment. */
export class StationPanel {
  #panel = byId('station-panel');
  #chart = new Chart(byId('chart'), { onMoment: (instant) => this.#choose(instant), onHover: (index) => this.#hover(index) });
  #asked = new AbortController();
  #momentAsked = new AbortController();
  #subject = null;
  #momentTimer = null;
  #onMoment;

  constructor({ onMoment }) {
    this.#onMoment = onMoment;
    byId('moment').addEventListener('change', () => this.#chooseTyped());
    byId('controls').addEventListener('submit', (event) => event.preventDefault());
  }

  /** @param subject {station, parameter, scale, level, days, at}; `station.last` is its newest value, or null */
  async show(subject) {
    this.#asked.abort();
    this.#momentAsked.abort();
    this.#asked = new AbortController();
    this.#subject = null;
    this.#state('loading');
    this.#drawHead(subject);
    if (!subject.station.last) {
      this.#empty(text.notMeasuredTitle(subject.parameter.displayName), text.notMeasured);
      return;
    }
    try {
      await this.#load(subject, this.#asked.signal);
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      this.#empty(failure.title ?? text.failedTitle, failure.message, () => this.show(subject));
      this.#state('error');
    }
  }

  /** Nothing to show, and what to do about it. */
  blank(title, detail) {
    this.#asked.abort();
    this.#momentAsked.abort();
    this.#subject = null;
    byId('station-name').textContent = title;
    byId('station-facts').textContent = '';
    byId('station-latest').textContent = '';
    this.#empty('', detail);
  }

  async #load(subject, signal) {
    const { station, parameter, level, days } = subject;
    const span = spanOf(station.last, days, station.timeZone);
    const addresses = {
      observations: observationsAddress(station.code, parameter.code, span.from, span.to),
      forecast: forecastAddress(station.code, parameter.code, level),
    };
    const [measured, fan] = await Promise.all([
      get(addresses.observations, signal),
      get(addresses.forecast, signal).catch((problem) => (problem.status === 404 ? { problem } : Promise.reject(problem))),
    ]);
    noteRequest('observations', addresses.observations);
    noteRequest('forecast', addresses.forecast);
    const hours = hoursOf(span, measured.data, fan.data ?? null);
    this.#subject = { ...subject, hours };
    this.#explainFan(span, fan);
    this.#draw(measured.meta?.coverage);
    await this.#say(this.#startingMoment(subject.at));
    if (!signal.aborted) this.#state('ready');
  }

  /** A moment that a link asks for is kept; one left over from another station gives way when it is out of sight. */
  #startingMoment({ instant, fromLink }) {
    const { hours } = this.#subject;
    const usable = instant !== null && (fromLink || indexOf(hours, instant) !== null);
    if (instant !== null && !usable) this.#onMoment(null);
    return usable ? instant : firstMoment(hours);
  }

  #draw(coverage) {
    const { hours, station, parameter, scale, level } = this.#subject;
    const zone = station.timeZone;
    const label = text.chartLabel(parameter.displayName, station.name);
    byId('controls').hidden = false;
    byId('moment').min = wallClock(hours.times[0], zone);
    byId('moment').max = wallClock(hours.times.at(-1), zone);
    byId('moment-zone').textContent = text.inZone(zoneWords(zone));
    this.#drawKey(hours, level);
    this.#chart.show({
      hours, parameter, scale, zone, label, forecastStartText: text.forecastStart,
      valueText: (index) => hourText(this.#subject, index),
    });
    byId('coverage').textContent = coverage && coverage.percentComplete != null && coverage.percentComplete < 100
      ? text.coverage(percent(coverage.percentComplete), coverage.observedCount, coverage.expectedCount) : '';
    byId('values-details').hidden = false;
    drawValuesTable({ hours, parameter, zone, label: `${parameter.displayName}, ${station.name}` });
  }

  #drawHead({ station, parameter, scale }) {
    byId('station-name').textContent = station.name;
    const kind = text.stationKinds[station.kind?.toLowerCase()] ?? station.kind;
    const address = station.address && station.address.trim() !== station.name ? station.address.trim() : null;
    const altitude = station.altitudeM == null ? null : text.altitude(Math.round(station.altitudeM));
    byId('station-facts').textContent = [kind, address, altitude, station.code].filter(Boolean).join(' · ');
    byId('station-latest').replaceChildren(...(station.last ? this.#latestWords(station, parameter, scale) : []));
  }

  #latestWords({ last, timeZone }, parameter, scale) {
    const band = scale.index ? text.bands[scale.stepOf(last.value)] : null;
    const moment = momentWords(Date.parse(last.periodStart) / 1000, timeZone);
    return [
      html('span', { class: `swatch ${scale.classOf(last.value)}` }),
      text.latestSentence(`${parameter.displayName} ${quantity(last.value, parameter)}`, moment, band),
    ];
  }

  #drawKey(hours, level) {
    const entry = (kind, words) => html('span', { class: `key ${kind}` }, words);
    byId('chart-key').replaceChildren(
      entry('measured', text.keyMeasured),
      ...(hours.forecastStart === null ? []
        : [entry('median', text.keyMedian), entry('fan', text.keyInterval(percent(level)))]),
      html('span', { id: 'hover' }));
  }

  #explainFan(span, { data, problem }) {
    const zone = this.#subject.station.timeZone;
    const box = byId('panel-message');
    hideMessage(box);
    if (problem) {
      showMessage(box, text.noForecastTitle, problem.message);
    } else if (!drawable(span, data)) {
      const [from, to] = [data.values[0].periodStart, data.validUntil].map((iso) => momentWords(Date.parse(iso) / 1000, zone));
      showMessage(box, text.noForecastTitle, text.fanElsewhere(from, to));
    }
    const stale = byId('stale');
    stale.hidden = !data?.stale;
    stale.textContent = data?.stale ? text.stale(dayWords(Date.parse(data.origin) / 1000 - 1, zone)) : '';
  }

  #choose(instant) {
    if (!this.#subject) return;
    this.#onMoment(instant);
    this.#mark(instant);
    clearTimeout(this.#momentTimer);
    this.#momentTimer = setTimeout(() => this.#say(instant), TYPING_PAUSE_MS);
  }

  #chooseTyped() {
    const wall = byId('moment').value;
    if (!wall || !this.#subject) return;
    const { instant, skipped } = instantOf(wall, this.#subject.station.timeZone);
    this.#choose(instant);
    byId('moment-zone').textContent = skipped ? text.skippedHour : text.inZone(zoneWords(this.#subject.station.timeZone));
  }

  #mark(instant) {
    byId('moment').value = wallClock(instant, this.#subject.station.timeZone);
    this.#chart.mark(instant);
  }

  /** The sentence of an instant: measured hours are here already, a forecast one is asked for. */
  async #say(instant) {
    const subject = this.#subject;
    if (!subject) return;
    this.#momentAsked.abort();
    this.#momentAsked = new AbortController();
    this.#mark(instant);
    const sentence = byId('sentence');
    noteRequest('moment', null);
    if (indexOf(subject.hours, instant) === null) {
      sentence.textContent = outsideSentence(subject, instant);
    } else if (isPast(subject.hours, instant)) {
      write(sentence, measuredSentence(subject, instant), subject.parameter.unit);
    } else {
      await this.#sayForecast(subject, instant, sentence);
    }
  }

  async #sayForecast(subject, instant, sentence) {
    const address = forecastAddress(subject.station.code, subject.parameter.code, subject.level, instant);
    try {
      const { data } = await get(address, this.#momentAsked.signal);
      write(sentence, forecastSentence(subject, instant, data), subject.parameter.unit);
      noteRequest('moment', address);
    } catch (failure) {
      if (failure.name !== 'AbortError') sentence.textContent = failure.message;
    }
  }

  #hover(index) {
    const readout = byId('hover');
    if (readout && this.#subject) readout.textContent = index === null ? '' : hourText(this.#subject, index);
  }

  #empty(title, detail, retry = null) {
    this.#chart.clear('empty');
    showMessage(byId('panel-message'), title, detail, retry);
    for (const id of ['sentence', 'coverage', 'chart-key', 'values']) byId(id).replaceChildren();
    for (const id of ['stale', 'controls', 'values-details']) byId(id).hidden = true;
    for (const name of ['observations', 'forecast', 'moment']) noteRequest(name, null);
    this.#state('empty');
  }

  #state(state) {
    this.#panel.dataset.state = state;
    document.body.dataset.state = state;
    this.#panel.setAttribute('aria-busy', String(state === 'loading'));
  }
}
