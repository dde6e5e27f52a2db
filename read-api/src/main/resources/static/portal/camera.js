/** Which part of the plane is seen: its middle (x, y) and how many pixels one unit of the plane takes. */
const MAX_SCALE = 2 ** 27;
const LONE_STATION_SCALE = 2 ** 21;
const MARGIN_PX = 34;

/** Everything in view. */
export function fit(points, width, height) {
  const xs = points.map((p) => p.x);
  const ys = points.map((p) => p.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    (width - 2 * MARGIN_PX) / Math.max(right - left, 1e-9),
    (height - 2 * MARGIN_PX) / Math.max(bottom - top, 1e-9),
  );
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: points.length > 1 ? Math.min(scale, MAX_SCALE) : LONE_STATION_SCALE };
}

export const toScreen = (camera, point, width, height) => ({
  x: (point.x - camera.x) * camera.scale + width / 2,
  y: (point.y - camera.y) * camera.scale + height / 2,
});

/** Closer by `factor`, with the point below (px, py), measured from the middle, staying where it is. */
export function zoomed(camera, factor, px, py, home) {
  const scale = Math.min(Math.max(camera.scale * factor, home.scale), MAX_SCALE);
  const kept = { x: camera.x + px / camera.scale, y: camera.y + py / camera.scale };
  return scale === home.scale ? home : { x: kept.x - px / scale, y: kept.y - py / scale, scale };
}

export const moved = (camera, dx, dy) => ({ ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale });
