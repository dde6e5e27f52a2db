import { issuedWords, momentWords, number, percent, quantity } from './format.js';
import { HOUR, indexOf, isPast } from './hours.js';
import { text } from './language.js';

/** The sentence of an hour that lies in the past, from what was measured. */
export function measuredSentence({ hours, station, parameter }, instant) {
  const value = hours.measured[indexOf(hours, instant)];
  const facts = { parameter: parameter.displayName, station: station.name, moment: momentWords(instant, station.timeZone) };
  return value == null
    ? text.missingSentence(facts)
    : text.measuredSentence({ ...facts, value: quantity(value, parameter) });
}

/** The sentence of a forecast moment, from the answer of /v1/forecasts?...&at=. */
export function forecastSentence({ station, parameter }, instant, answer) {
  const [step] = answer.values;
  return text.forecastSentence({
    parameter: parameter.displayName,
    station: station.name,
    moment: momentWords(instant, station.timeZone),
    value: quantity(step.median, parameter),
    lower: number(step.lower, parameter.decimals),
    upper: number(step.upper, parameter.decimals),
    level: percent(answer.level * 100),
    issued: issuedWords(Date.parse(answer.issuedAt) / 1000, station.timeZone, instant),
  });
}

export function outsideSentence({ hours, station, parameter }, instant) {
  return text.outsideSentence({
    parameter: parameter.displayName,
    station: station.name,
    moment: momentWords(instant, station.timeZone),
    first: momentWords(hours.times[0], station.timeZone),
    last: momentWords(hours.times.at(-1) + HOUR, station.timeZone),
  });
}

/** What the chart says of one hour to those who do not see it. */
export function hourText({ hours, station, parameter }, index) {
  const moment = momentWords(hours.times[index], station.timeZone);
  if (isPast(hours, hours.times[index])) {
    const value = hours.measured[index];
    return value == null ? text.chartMissing(moment) : text.chartMeasured(moment, quantity(value, parameter));
  }
  if (hours.median[index] == null) return text.chartMissing(moment);
  return text.chartForecast(moment, quantity(hours.median[index], parameter),
    number(hours.lower[index], parameter.decimals), number(hours.upper[index], parameter.decimals));
}
