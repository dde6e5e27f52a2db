import { svg } from './dom.js';

const HEIGHT_PX = 24;
const DOT_PX = 6;
const ALLOWED_OVERLAP_PX = 5;

/**
 * Which stations show their value and which, for want of room, only a dot: the picked one first, then the highest
 * values. Zooming in makes room.
 */
export function placeMarkers(stations, picked) {
  const order = [...stations].sort((a, b) =>
    (b.code === picked) - (a.code === picked) || a.old - b.old || (b.value ?? -Infinity) - (a.value ?? -Infinity));
  const taken = [];
  const placed = order.map((station) => {
    const half = labelWidth(station.words) / 2;
    const room = station.value != null
      && !taken.some((other) => Math.abs(other.x - station.x) < half + other.half - ALLOWED_OVERLAP_PX
        && Math.abs(other.y - station.y) < HEIGHT_PX - ALLOWED_OVERLAP_PX);
    if (room) taken.push({ x: station.x, y: station.y, half });
    return { ...station, half, labelled: room };
  });
  // Dots first, the picked station last: what is drawn later lies on top.
  return placed.sort((a, b) => (a.code === picked) - (b.code === picked) || a.labelled - b.labelled || a.y - b.y);
}

const labelWidth = (words) => Math.max(30, 14 + 8 * words.length);

/** One station: a button with its value, or a dot. */
export function marker(station, isPicked) {
  const half = station.half;
  const shape = station.labelled
    ? svg('rect', { x: -half, y: -HEIGHT_PX / 2, width: 2 * half, height: HEIGHT_PX, rx: HEIGHT_PX / 2 })
    : svg('circle', { r: DOT_PX });
  return svg('g', {
    class: `marker ${station.colour}${station.old ? ' old' : ''}`,
    transform: `translate(${station.x.toFixed(1)} ${station.y.toFixed(1)})`,
    role: 'button',
    tabindex: '-1',
    'aria-pressed': String(isPicked),
    'aria-label': station.label,
    'data-station': station.code,
  },
  svg('title', {}, station.label),
  svg('circle', { class: 'target', r: 18 }),
  shape,
  station.labelled ? svg('text', { y: 4.5 }, station.words) : null);
}
