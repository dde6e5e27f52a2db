/** What is painted over the lines. Canvas pixels: `ratio` of them to one of the page. */
const ratio = () => devicePixelRatio;

/** A strip along the value axis in the colours of the index bands. */
export function paintBandStrip(plot, scale, colours) {
  const { ctx, bbox } = plot;
  const width = 4 * ratio();
  const edges = [-Infinity, ...scale.bounds, Infinity];
  ctx.save();
  colours.bands.forEach((colour, band) => {
    const high = Math.min(edges[band + 1], plot.scales.y.max);
    const low = Math.max(edges[band], plot.scales.y.min);
    if (high <= low) return;
    const top = plot.valToPos(high, 'y', true);
    ctx.fillStyle = colour;
    ctx.fillRect(bbox.left - width, top, width, plot.valToPos(low, 'y', true) - top);
  });
  ctx.restore();
}

/** The line between what was measured and what is forecast, with its words on the side that has room. */
export function paintForecastStart(plot, start, words, colours, font) {
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(start, 'x', true));
  ctx.save();
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = 1.5 * ratio();
  ctx.setLineDash([5 * ratio(), 4 * ratio()]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top - 16 * ratio());
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.fillStyle = colours.accent;
  ctx.font = font.replace('12px', `600 ${12 * ratio()}px`);
  const gap = 6 * ratio();
  const fits = x + gap + ctx.measureText(words).width < bbox.left + bbox.width;
  ctx.textAlign = fits ? 'left' : 'right';
  ctx.textBaseline = 'bottom';
  ctx.fillText(words, fits ? x + gap : x - gap, bbox.top - 4 * ratio());
  ctx.restore();
}

/** The chosen hour: a thin line and a ring at its value. */
export function paintMoment(plot, hours, instant, colours) {
  const { ctx, bbox } = plot;
  const index = Math.floor((instant - hours.times[0]) / (hours.times[1] - hours.times[0]));
  if (!(index in hours.times)) return;
  const x = Math.round(plot.valToPos(hours.times[index], 'x', true));
  const value = hours.measured[index] ?? hours.median[index];
  ctx.save();
  ctx.strokeStyle = colours.ink;
  ctx.lineWidth = ratio();
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  if (value != null) {
    ctx.beginPath();
    ctx.arc(x, plot.valToPos(value, 'y', true), 5 * ratio(), 0, 2 * Math.PI);
    ctx.fillStyle = colours.paper;
    ctx.lineWidth = 2 * ratio();
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}
