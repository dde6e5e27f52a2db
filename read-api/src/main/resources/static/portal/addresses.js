/** The requests of this page. Relative to the page, so that it also works below a path prefix. */
const address = (path, query = {}) => {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value != null));
  return asked.size ? `v1/${path}?${asked}` : `v1/${path}`;
};

const utc = (seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

export const stationsAddress = () => address('stations');

export const parametersAddress = () => address('parameters');

export const latestAddress = (parameter) => address('latest', { parameter });

/** Hours that start in [from, to), both in seconds since 1970. */
export const observationsAddress = (station, parameter, from, to) =>
  address('observations', { station, parameter, datetimeFrom: utc(from), datetimeTo: utc(to), format: 'columns' });

/** The whole fan, or with `at` (seconds since 1970) the one step that holds that moment. */
export const forecastAddress = (station, parameter, levelPercent, at = null) =>
  address('forecasts', { station, parameter, at: at == null ? null : utc(at), level: levelPercent / 100 });
