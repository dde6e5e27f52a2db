import { svg } from './dom.js';
import { roundUp } from './bands.js';
import { text } from './language.js';
import { latitudeOf, longitudeOf, metresPerUnit, toPlane } from './projection.js';
import { toScreen } from './camera.js';

const STEPS_DEGREES = [60, 30, 10, 5, 2, 1, 30 / 60, 10 / 60, 5 / 60, 2 / 60, 1 / 60, 30 / 3600, 10 / 3600];
const LINE_SPACING_PX = 90;
const SCALE_BAR_PX = 110;
const LABEL_PX = { width: 62, height: 22 };

/** Meridians, parallels and their labels: the plan's only base map. */
export function graticule(camera, width, height) {
  const [west, east] = [-1, 1].map((side) => longitudeOf(camera.x + (side * width) / 2 / camera.scale));
  const [north, south] = [-1, 1].map((side) => latitudeOf(camera.y + (side * height) / 2 / camera.scale));
  const step = STEPS_DEGREES.findLast((degrees) => ((degrees / 360) * camera.scale) >= LINE_SPACING_PX) ?? STEPS_DEGREES[0];
  const layer = svg('g', { class: 'graticule', 'aria-hidden': 'true' });
  for (const longitude of multiples(step, west, east)) {
    const { x } = toScreen(camera, toPlane({ longitude, latitude: 0 }), width, height);
    layer.append(
      svg('line', { x1: x, x2: x, y1: 0, y2: height }),
      x > LABEL_PX.width && x < width - LABEL_PX.width
        ? svg('text', { x: x + 4, y: height - 6 }, degreesWords(longitude, 'E', 'W')) : '',
    );
  }
  for (const latitude of multiples(step, Math.max(south, -85), Math.min(north, 85))) {
    const { y } = toScreen(camera, toPlane({ longitude: 0, latitude }), width, height);
    layer.append(
      svg('line', { x1: 0, x2: width, y1: y, y2: y }),
      y > LABEL_PX.height ? svg('text', { x: 6, y: y - 4 }, degreesWords(latitude, 'N', 'S')) : '',
    );
  }
  return layer;
}

function multiples(step, from, to) {
  const found = [];
  for (let n = Math.ceil(from / step); n * step <= to; n += 1) found.push(n * step);
  return found;
}

function degreesWords(value, positive, negative) {
  const seconds = Math.round(Math.abs(value) * 3600);
  const [degrees, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const side = value < 0 ? negative : positive;
  const fine = rest ? `${minutes}′${rest}″` : minutes ? `${minutes}′` : '';
  return `${degrees}°${fine}\u202f${side}`;
}

/** A bar of a round length, true at the middle of the plan. */
export function scaleBar(camera, width, height) {
  const metresPerPixel = metresPerUnit(latitudeOf(camera.y)) / camera.scale;
  const metres = roundUp((SCALE_BAR_PX * metresPerPixel) / 2);
  const length = metres / metresPerPixel;
  const right = width - 14;
  const y = height - 28;
  const words = metres >= 1000 ? `${(metres / 1000).toLocaleString(text.locale)} km` : `${metres} m`;
  return svg('g', { class: 'scale-bar', 'aria-hidden': 'true' },
    svg('path', { d: `M${right - length} ${y - 5}v5h${length}v-5` }),
    svg('text', { x: right - length / 2, y: y - 8 }, words));
}

export function northArrow(width) {
  return svg('g', { class: 'north', transform: `translate(${width - 24} 18)`, 'aria-hidden': 'true' },
    svg('path', { d: 'M0 0l7 20-7-5-7 5z' }),
    svg('text', { x: 0, y: 34 }, text.north));
}
