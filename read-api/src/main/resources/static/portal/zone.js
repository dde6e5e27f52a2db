/** A zone's wall clock against instants (seconds since 1970), by the browser's own time zone data. */
const HOUR = 3600;
const clocks = new Map();

function clockOf(zone) {
  if (!clocks.has(zone)) {
    clocks.set(zone, new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    }));
  }
  return clocks.get(zone);
}

/** What the wall clock shows, as `2019-04-01T18:00`: the value of a datetime-local input. */
export function wallClock(instant, zone) {
  const part = Object.fromEntries(clockOf(zone).formatToParts(instant * 1000).map(({ type, value }) => [type, value]));
  return `${part.year.padStart(4, '0')}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

const asIfUtc = (wall) => Date.parse(`${wall}Z`) / 1000;

/**
 * The instant at which the wall clock shows `wall`. An hour that happens twice means its first time; for an hour
 * that the clocks skip, `skipped` is true and the instant is the first one after the gap.
 */
export function instantOf(wall, zone) {
  const wanted = asIfUtc(wall);
  const offsets = [wanted - 26 * HOUR, wanted + 26 * HOUR].map((t) => asIfUtc(wallClock(t, zone)) - t);
  const hits = offsets.map((offset) => wanted - offset).filter((t) => asIfUtc(wallClock(t, zone)) === wanted);
  if (hits.length > 0) return { instant: Math.min(...hits), skipped: false };
  return { instant: wanted - Math.min(...offsets), skipped: true };
}

/** The instant `days` days earlier on the wall clock: the same time of day, whatever the clocks did in between. */
export function daysBefore(instant, days, zone) {
  const wall = asIfUtc(wallClock(instant, zone)) - days * 24 * HOUR;
  return instantOf(new Date(wall * 1000).toISOString().slice(0, 16), zone).instant;
}

/** The instants in [from, to] at which a day begins in the zone. */
export function midnights(from, to, zone) {
  const found = [];
  let day = asIfUtc(`${wallClock(from, zone).slice(0, 10)}T00:00`);
  for (;;) {
    const { instant } = instantOf(new Date(day * 1000).toISOString().slice(0, 16), zone);
    if (instant > to) return found;
    if (instant >= from) found.push(instant);
    day += 24 * HOUR;
  }
}
