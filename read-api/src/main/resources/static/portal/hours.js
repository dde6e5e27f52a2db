import { daysBefore } from './zone.js';

/**
 * Measured hours and the fan on one regular grid of hours, ready to be drawn or listed. Times are seconds since 1970
 * at which an hour starts; an hour without a number is null, never zero.
 */
export const HOUR = 3600;
const LARGEST_GAP_BEFORE_FAN = 7 * 24 * HOUR;

const seconds = (iso) => Date.parse(iso) / 1000;

/** The span of hours to ask for: `days` days of the station's wall clock, up to the end of the last measured hour. */
export function spanOf(latest, days, zone) {
  const to = seconds(latest.periodEnd);
  return { from: daysBefore(to, days, zone), to };
}

/**
 * @param span     the measured span {from, to}
 * @param columns  the answer's {periodStart, value} or null
 * @param forecast the answer's data or null
 */
export function hoursOf(span, columns, forecast) {
  const steps = drawable(span, forecast) ? forecast.values : [];
  const end = Math.max(span.to, steps.length ? seconds(steps.at(-1).periodEnd) : 0);
  const count = Math.round((end - span.from) / HOUR);
  const empty = () => new Array(count).fill(null);
  const hours = {
    times: Array.from({ length: count }, (_, i) => span.from + i * HOUR),
    measured: empty(),
    median: empty(),
    lower: empty(),
    upper: empty(),
    measuredUntil: span.to,
    forecastStart: steps.length ? seconds(steps[0].periodStart) : null,
    forecastEnd: steps.length ? seconds(steps.at(-1).periodEnd) : null,
  };
  columns?.periodStart.forEach((start, i) => put(hours, hours.measured, seconds(start), columns.value[i]));
  for (const step of steps) {
    const start = seconds(step.periodStart);
    put(hours, hours.median, start, step.median);
    put(hours, hours.lower, start, step.lower);
    put(hours, hours.upper, start, step.upper);
  }
  return hours;
}

/** A fan from before the span, or from long after it, has no place in the same picture. */
export function drawable(span, forecast) {
  return Boolean(forecast?.values.length)
    && seconds(forecast.values.at(-1).periodEnd) > span.from
    && seconds(forecast.values[0].periodStart) - span.to <= LARGEST_GAP_BEFORE_FAN;
}

function put(hours, column, start, value) {
  const index = indexOf(hours, start);
  if (index !== null) column[index] = value ?? null;
}

/** The index of the hour that holds an instant, or null outside. */
export function indexOf(hours, instant) {
  const index = Math.floor((instant - hours.times[0]) / HOUR);
  return index >= 0 && index < hours.times.length ? index : null;
}

/** The moment to begin with: now when the fan holds it, else a day into the fan, else the last measured hour. */
export function firstMoment(hours, now = Date.now() / 1000) {
  if (hours.forecastStart === null) return hours.measuredUntil - HOUR;
  if (now >= hours.forecastStart && now < hours.forecastEnd) return Math.floor(now / HOUR) * HOUR;
  return Math.min(hours.forecastStart + 24 * HOUR, hours.forecastEnd - HOUR);
}

/** Whether an instant's value is one that was (or should have been) measured rather than forecast. */
export const isPast = (hours, instant) =>
  instant < hours.measuredUntil || hours.forecastStart === null || instant < hours.forecastStart;
