import uPlot from '../webjars/uplot/1.6.30/dist/uPlot.esm.js';
import { chartColours } from './colours.js';
import { paintBandStrip, paintForecastStart, paintMoment } from './chartMarks.js';
import { number, shortDay } from './format.js';
import { indexOf } from './hours.js';
import { midnights } from './zone.js';

const DAY_LABEL_PX = 78;

/** Measured hours and the fan in one picture; a click or a key moves the chosen moment. */
export class Chart {
  #box;
  #plot = null;
  #content = null;
  #moment = null;
  #onMoment;
  #onHover;

  constructor(box, { onMoment, onHover }) {
    this.#box = box;
    this.#onMoment = onMoment;
    this.#onHover = onHover;
    box.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.#resize()).observe(box);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#redraw());
  }

  /** @param content {hours, parameter, scale, zone, label, valueText(index), forecastStartText} */
  show(content) {
    this.#content = content;
    this.#box.setAttribute('role', 'slider');
    this.#box.setAttribute('tabindex', '0');
    this.#box.setAttribute('aria-label', content.label);
    this.#box.setAttribute('aria-valuemin', '0');
    this.#box.setAttribute('aria-valuemax', String(content.hours.times.length - 1));
    this.#redraw();
    this.#box.dataset.state = 'ready';
  }

  clear(state) {
    this.#plot?.destroy();
    this.#plot = null;
    this.#content = null;
    for (const name of ['role', 'tabindex', 'aria-label', 'aria-valuetext', 'aria-valuenow', 'aria-valuemin', 'aria-valuemax']) {
      this.#box.removeAttribute(name);
    }
    this.#box.dataset.state = state;
  }

  /** Marks the hour that holds an instant. */
  mark(instant) {
    this.#moment = instant;
    const index = this.#content && indexOf(this.#content.hours, instant);
    if (index === null || index === undefined) return;
    this.#box.setAttribute('aria-valuenow', String(index));
    this.#box.setAttribute('aria-valuetext', this.#content.valueText(index));
    this.#plot?.redraw(false);
  }

  #redraw() {
    if (!this.#content) return;
    this.#plot?.destroy();
    const { hours } = this.#content;
    const data = [hours.times, hours.measured, hours.lower, hours.upper, hours.median];
    this.#plot = new uPlot(this.#options(chartColours()), data, this.#box);
    this.#plot.over.addEventListener('click', (event) => this.#go(this.#plot.posToIdx(event.offsetX)));
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.#box;
    if (this.#plot && width) this.#plot.setSize({ width, height });
  }

  #options(colours) {
    const { hours, parameter, scale, zone, forecastStartText } = this.#content;
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis = { stroke: colours.quiet, font, grid: { stroke: colours.grid, width: 1 }, ticks: { show: false } };
    const line = (stroke, width) => ({ stroke, width, points: lonePoints(stroke) });
    const edge = { stroke: colours.fanEdge, width: 1, points: { show: false } };
    return {
      width: this.#box.clientWidth,
      height: this.#box.clientHeight,
      padding: [22, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 7 } },
      scales: { x: { time: true }, y: { range: (_, low, high) => yRange(low, high) } },
      axes: [
        {
          ...axis,
          size: 30,
          splits: (plot) => spaced(midnights(hours.times[0], hours.times.at(-1), zone), plot),
          values: (_, splits) => splits.map((instant) => shortDay(instant, zone)),
          align: 1,
        },
        { ...axis, size: 48, gap: 9, values: (_, splits) => splits.map((value) => number(value, splits.some((v) => v % 1) ? 1 : 0)) },
      ],
      series: [{}, line(colours.measured, 1.6), edge, edge, { ...line(colours.median, 2.2) }],
      bands: [{ series: [3, 2], fill: colours.fan }],
      hooks: {
        setCursor: [(plot) => this.#onHover(plot.cursor.idx ?? null)],
        draw: [(plot) => {
          if (scale.index) paintBandStrip(plot, scale, colours);
          if (hours.forecastStart !== null) paintForecastStart(plot, hours.forecastStart, forecastStartText, colours, font);
          if (this.#moment !== null) paintMoment(plot, hours, this.#moment, colours);
        }],
      },
    };
  }

  #go(index) {
    const { hours } = this.#content;
    const inside = Math.min(Math.max(index, 0), hours.times.length - 1);
    this.#onMoment(hours.times[inside]);
  }

  #key(event) {
    const steps = {
      ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1,
      PageUp: 24, PageDown: -24, Home: -Infinity, End: Infinity,
    };
    if (!(event.key in steps) || !this.#content) return;
    event.preventDefault();
    this.#go((indexOf(this.#content.hours, this.#moment) ?? 0) + steps[event.key]);
  }
}

/** A line cannot show an hour whose neighbours are both missing; a point can. */
function lonePoints(fill) {
  return {
    show: true,
    size: 4,
    width: 0,
    fill,
    filter: (plot, series) => {
      const values = plot.data[series];
      return values.flatMap((value, i) => (value != null && values[i - 1] == null && values[i + 1] == null ? [i] : []));
    },
  };
}

function yRange(low, high) {
  const bottom = Math.min(low ?? 0, 0);
  const top = Math.max(high ?? 1, bottom + 1);
  return [bottom < 0 ? bottom * 1.1 : 0, top + (top - bottom) * 0.08];
}

/** Every day, every second day... as there is room for the words, which stand to the right of their midnight. */
function spaced(days, plot) {
  const width = plot.bbox.width / devicePixelRatio;
  const every = Math.max(Math.ceil((days.length * DAY_LABEL_PX) / Math.max(width, 1)), 1);
  return days.filter((day, i) => i % every === 0 && plot.valToPos(day, 'x') + DAY_LABEL_PX < width + 16);
}
