/** Web Mercator on a unit square: x to the east, y to the south. North is up, angles are true. */
const RADIANS = Math.PI / 180;
const EARTH_CIRCUMFERENCE_M = 40_075_016.686;

export const toPlane = ({ longitude, latitude }) => ({
  x: longitude / 360 + 0.5,
  y: 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * RADIANS) / 2)) / (2 * Math.PI),
});

export const longitudeOf = (x) => (x - 0.5) * 360;

export const latitudeOf = (y) => (2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2) / RADIANS;

/** Metres on the ground in one unit of the plane, at a latitude. */
export const metresPerUnit = (latitude) => EARTH_CIRCUMFERENCE_M * Math.cos(latitude * RADIANS);
