import { fit, moved, toScreen, zoomed } from './camera.js';
import { html, svg } from './dom.js';
import { listenToGestures } from './gestures.js';
import { graticule, northArrow, scaleBar } from './graticule.js';
import { text } from './language.js';
import { marker, placeMarkers } from './markers.js';
import { toPlane } from './projection.js';

const KEY_DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** The stations at their true places, over a graticule. Picking one calls `onPick(code)`. */
export class Plan {
  #box;
  #buttons;
  #surface = svg('svg', { role: 'group' });
  #stations = [];
  #picked = null;
  #home = null;
  #camera = null;
  #onPick;

  constructor(box, buttons, onPick) {
    this.#box = box;
    this.#buttons = buttons;
    this.#onPick = onPick;
    box.replaceChildren(this.#surface);
    listenToGestures(this.#surface, {
      onMove: (dx, dy) => this.#see(this.#zoomedIn() ? moved(this.#camera, dx, dy) : this.#camera),
      onZoom: (factor, x, y) => this.#zoom(factor, x, y),
    });
    this.#surface.addEventListener('click', (event) => this.#pickAt(event.target));
    this.#surface.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.#resize()).observe(box);
  }

  /** Stations with {code, longitude, latitude, value, words, colour, label, old}; the view is kept when the places are. */
  show(stations, picked, label) {
    const places = (list) => list.map((s) => s.code).sort().join();
    const samePlaces = places(this.#stations) === places(stations);
    this.#stations = stations.map((station) => ({ ...station, plane: toPlane(station) }));
    this.#picked = picked;
    this.#surface.setAttribute('aria-label', label);
    this.#drawButtons();
    if (!samePlaces || !this.#camera) this.#goHome();
    this.#draw();
  }

  pick(code) {
    this.#picked = code;
    this.#draw();
  }

  #size() {
    return { width: this.#box.clientWidth, height: this.#box.clientHeight };
  }

  #goHome() {
    const { width, height } = this.#size();
    if (!width || this.#stations.length === 0) return;
    this.#home = fit(this.#stations.map((s) => s.plane), width, height);
    this.#see(this.#home);
  }

  #zoomedIn() {
    return this.#camera !== this.#home;
  }

  #resize() {
    if (this.#stations.length === 0) return;
    if (!this.#camera || !this.#zoomedIn()) this.#goHome();
    else this.#draw();
  }

  #zoom(factor, x, y) {
    if (this.#camera) this.#see(zoomed(this.#camera, factor, x, y, this.#home));
  }

  /** Zooms by button or key: around the picked station when it is in sight, else around the middle. */
  #zoomPicked(factor) {
    const { width, height } = this.#size();
    const station = this.#stations.find(({ code }) => code === this.#picked);
    const place = station && this.#camera && toScreen(this.#camera, station.plane, width, height);
    const inSight = place && place.x > 0 && place.x < width && place.y > 0 && place.y < height;
    this.#zoom(factor, inSight ? place.x - width / 2 : 0, inSight ? place.y - height / 2 : 0);
  }

  #see(camera) {
    this.#camera = camera;
    // Unzoomed, a finger on the plan scrolls the page; zoomed in, it moves the plan.
    this.#surface.classList.toggle('zoomed', this.#zoomedIn());
    this.#draw();
  }

  #draw() {
    const { width, height } = this.#size();
    if (!this.#camera || !width) return;
    const focused = document.activeElement?.dataset?.station;
    const onScreen = this.#stations.map((station) => ({ ...station, ...toScreen(this.#camera, station.plane, width, height) }));
    const markers = placeMarkers(onScreen, this.#picked).map((station) => marker(station, station.code === this.#picked, width));
    const entry = markers.find((node) => node.dataset.station === this.#picked) ?? markers[0];
    entry?.setAttribute('tabindex', '0');
    this.#surface.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.#surface.replaceChildren(graticule(this.#camera, width, height), ...markers,
      scaleBar(this.#camera, width, height), northArrow(width));
    if (focused && this.#surface.isConnected) this.#marker(focused)?.focus({ preventScroll: true });
    this.#box.dataset.state = 'ready';
  }

  #drawButtons() {
    const button = (sign, label, action) => {
      const node = html('button', { type: 'button', 'aria-label': label, title: label }, sign);
      node.addEventListener('click', action);
      return node;
    };
    this.#buttons.replaceChildren(
      button('+', text.zoomIn, () => this.#zoomPicked(1.8)),
      button('−', text.zoomOut, () => this.#zoomPicked(1 / 1.8)),
      button('⤢', text.zoomFit, () => this.#goHome()),
    );
  }

  #marker(code) {
    return this.#surface.querySelector(`[data-station="${CSS.escape(code)}"]`);
  }

  #pickAt(node) {
    const code = node.closest('[data-station]')?.dataset.station;
    if (code) this.#onPick(code);
  }

  #key(event) {
    if (event.key in KEY_DIRECTIONS) {
      event.preventDefault();
      this.#focusNext(event.target.dataset.station, KEY_DIRECTIONS[event.key]);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#pickAt(event.target);
    } else if (event.key === '+' || event.key === '-') {
      this.#zoomPicked(event.key === '+' ? 1.8 : 1 / 1.8);
    }
  }

  /** The nearest station in a direction: what lies sideways counts double. */
  #focusNext(code, [dx, dy]) {
    const from = this.#stations.find((station) => station.code === code)?.plane;
    if (!from) return;
    const distances = this.#stations
      .map((station) => {
        const [x, y] = [station.plane.x - from.x, station.plane.y - from.y];
        return { code: station.code, ahead: x * dx + y * dy, aside: Math.abs(x * dy) + Math.abs(y * dx) };
      })
      .filter(({ ahead, aside }) => ahead > 0 && aside <= 2 * ahead)
      .sort((a, b) => a.ahead + 2 * a.aside - (b.ahead + 2 * b.aside));
    if (distances.length > 0) this.#marker(distances[0].code).focus();
  }
}
