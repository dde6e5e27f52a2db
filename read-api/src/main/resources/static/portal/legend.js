import { byId, html } from './dom.js';
import { text } from './language.js';

/** The bands with their names and bounds. */
export function drawLegend(parameter, scale) {
  const title = scale.index ? text.legendIndex : text.legendNeutral;
  const steps = scale.bounds.length === 0 ? [] : Array.from({ length: scale.bounds.length + 1 }, (_, step) => stepItem(scale, step));
  byId('legend').replaceChildren(
    html('p', {}, title(parameter.displayName, parameter.unit)),
    html('ul', { class: scale.index ? 'index' : 'neutral' }, ...steps),
  );
}

function stepItem(scale, step) {
  const { bounds } = scale;
  const range = step === 0 ? text.upTo(bounds[0])
    : step === bounds.length ? text.above(bounds.at(-1))
    : text.between(bounds[step - 1], bounds[step]);
  return html('li', { class: `${scale.index ? 'band' : 'step'}-${step}` },
    html('span', { class: 'swatch' }),
    scale.index ? html('strong', {}, text.bands[step]) : null,
    html('span', {}, range));
}
