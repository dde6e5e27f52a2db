/**
 * The revised European air quality index: upper bounds in µg/m³ of an hourly value, for the bands good to very poor;
 * above the last one is extremely poor. Source: ETC HE Report 2024/17. The colours are in base.css (--band-0 to -5).
 */
const EAQI = {
  pm25: [5, 15, 50, 90, 140],
  pm10: [15, 45, 120, 195, 270],
  no2: [10, 25, 60, 100, 150],
  o3: [60, 100, 120, 160, 180],
  so2: [20, 40, 125, 190, 275],
};

/**
 * How values of one parameter are coloured: `bounds` (upper, inclusive), a class per step, and whether the steps are
 * the index's. Without index bands: five equal steps over round numbers around the values at hand.
 */
export function scaleOf(parameter, values) {
  const index = parameter.unit === 'µg/m³' ? EAQI[parameter.code] : undefined;
  return index
    ? { index: true, bounds: index, classOf: (value) => `band-${stepOf(index, value)}`, stepOf: (value) => stepOf(index, value) }
    : neutralScale(values);
}

const stepOf = (bounds, value) => bounds.filter((bound) => value > bound).length;

function neutralScale(values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (values.length === 0 || low === high) return neutral([]);
  const width = roundUp((high - low) / 5);
  const start = Math.floor(low / width) * width;
  const bounds = [1, 2, 3, 4].map((step) => Number((start + step * width).toPrecision(6)));
  return neutral(bounds);
}

function neutral(bounds) {
  return { index: false, bounds, classOf: (value) => `step-${stepOf(bounds, value)}`, stepOf: (value) => stepOf(bounds, value) };
}

/** The next of 1, 2, 5 times a power of ten. */
export function roundUp(width) {
  const power = 10 ** Math.floor(Math.log10(width));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= width * 0.999);
}
