/**
 * What is looked at, kept in the address' fragment so that a link reopens it:
 * #station=28079008&parameter=no2&level=90&days=7&at=2019-04-01T16:00:00Z&network=madrid&lang=en
 */
const DAYS = [3, 7, 14];

export const DEFAULT_VIEW = { station: null, parameter: null, level: 90, days: 7, at: null, network: null, lang: null };

export function readView(fragment = location.hash) {
  const said = new URLSearchParams(fragment.replace(/^#/, ''));
  const at = Date.parse(said.get('at') ?? '') / 1000;
  return {
    station: said.get('station'),
    parameter: said.get('parameter'),
    level: levelOf(said.get('level')),
    days: DAYS.includes(Number(said.get('days'))) ? Number(said.get('days')) : DEFAULT_VIEW.days,
    at: Number.isFinite(at) ? at : null,
    network: said.get('network'),
    lang: said.get('lang'),
  };
}

/** Per cent, 50 to 99; a fraction as the API writes it is understood too. */
function levelOf(said) {
  const number = Number(said);
  const percent = Math.round(number <= 1 ? number * 100 : number);
  return said && percent >= 50 && percent <= 99 ? percent : DEFAULT_VIEW.level;
}

export function fragmentOf(view) {
  const parts = Object.entries(view)
    .filter(([, value]) => value != null)
    .map(([name, value]) => [name, name === 'at' ? new Date(value * 1000).toISOString().replace('.000Z', 'Z') : value]);
  return `#${new URLSearchParams(parts)}`.replaceAll('%3A', ':');
}

/** A pick makes a step in the browser's history; a slider's move does not. */
export function writeView(view, { step }) {
  const fragment = fragmentOf(view);
  if (fragment === location.hash) return;
  history[step ? 'pushState' : 'replaceState'](null, '', fragment);
}
