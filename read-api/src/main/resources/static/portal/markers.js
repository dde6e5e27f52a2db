import { svg } from './dom.js';

const HEIGHT_PX = 24;
const DOT_PX = 6;
const ALLOWED_OVERLAP_PX = 5;
const NAME_BELOW_PX = 27;
const NAME_ABOVE_PX = -19;

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
  const chosen = placed.find(({ code }) => code === picked);
  if (chosen) chosen.nameOffset = emptierSide(chosen, placed);
  // Dots first, the picked station last: what is drawn later lies on top.
  return placed.sort((a, b) => (a.code === picked) - (b.code === picked) || a.labelled - b.labelled || a.y - b.y);
}

const nameHalf = ({ name }) => 3.6 * name.length;

/** Below or above the picked station, wherever its name covers fewer others. */
function emptierSide(chosen, placed) {
  const covered = (offset) => placed.filter((other) => other !== chosen
    && Math.abs(other.x - chosen.x) < nameHalf(chosen) + other.half
    && Math.abs(other.y - (chosen.y + offset - 4)) < HEIGHT_PX - 4).length;
  return covered(NAME_ABOVE_PX) < covered(NAME_BELOW_PX) ? NAME_ABOVE_PX : NAME_BELOW_PX;
}

const labelWidth = (words) => Math.max(30, 14 + 8 * words.length);

/** One station: a button with its value, or a dot. */
export function marker(station, isPicked, planWidth) {
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
  station.labelled ? svg('text', { y: 4.5 }, station.words) : null,
  isPicked ? nameOf(station, planWidth) : null);
}

/** The picked station's name, kept inside the plan. */
function nameOf(station, planWidth) {
  const { name, x, nameOffset } = station;
  const half = nameHalf(station);
  const shift = Math.max(half + 6 - x, 0) - Math.max(x + half + 6 - planWidth, 0);
  return svg('text', { class: 'name', x: shift, y: nameOffset }, name);
}
