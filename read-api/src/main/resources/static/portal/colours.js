const CHART = ['measured', 'median', 'fan', 'fan-edge', 'quiet', 'grid', 'ink', 'accent', 'paper'];

/** The style sheet's colours for what is painted on a canvas, which no style sheet reaches. */
export function chartColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const named = CHART.map((name) => [name.replace(/-(.)/, (_, letter) => letter.toUpperCase()), read(name)]);
  return { ...Object.fromEntries(named), bands: [0, 1, 2, 3, 4, 5].map((band) => read(`band-${band}`)) };
}
