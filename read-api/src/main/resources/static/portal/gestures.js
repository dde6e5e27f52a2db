/**
 * Pan and zoom of a surface by mouse, fingers and trackpad. A plain wheel is left to the page's scrolling; with
 * Ctrl (which a trackpad's pinch sends too) it zooms. Calls back with pixels measured from the surface's middle.
 */
const CLICK_SLACK_PX = 5;

export function listenToGestures(surface, { onMove, onZoom }) {
  const fingers = new Map();
  let travelled = 0;

  const middle = () => {
    const box = surface.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  };
  const spread = ([a, b]) => Math.hypot(a.x - b.x, a.y - b.y);

  surface.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    if (fingers.size === 0) travelled = 0;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });

  surface.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const old = [...fingers.values()];
    const now = { x: event.clientX, y: event.clientY };
    fingers.set(event.pointerId, now);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (travelled < CLICK_SLACK_PX) return;
    if (!surface.hasPointerCapture(event.pointerId)) surface.setPointerCapture(event.pointerId);
    if (fingers.size === 1) {
      onMove(now.x - before.x, now.y - before.y);
    } else if (fingers.size === 2) {
      const fresh = [...fingers.values()];
      const centre = middle();
      onZoom(spread(fresh) / Math.max(spread(old), 1),
        (fresh[0].x + fresh[1].x) / 2 - centre.x, (fresh[0].y + fresh[1].y) / 2 - centre.y);
    }
  });

  for (const ending of ['pointerup', 'pointercancel']) {
    surface.addEventListener(ending, (event) => fingers.delete(event.pointerId));
  }

  // The click that ends a drag picks nothing.
  surface.addEventListener('click', (event) => {
    if (travelled >= CLICK_SLACK_PX) event.stopPropagation();
    travelled = 0;
  }, { capture: true });

  surface.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const centre = middle();
    onZoom(Math.exp(-event.deltaY / 200), event.clientX - centre.x, event.clientY - centre.y);
  }, { passive: false });

  surface.addEventListener('dblclick', (event) => {
    const centre = middle();
    onZoom(2, event.clientX - centre.x, event.clientY - centre.y);
  });
}
