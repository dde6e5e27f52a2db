const SVG = 'http://www.w3.org/2000/svg';

export const byId = (id) => document.getElementById(id);

/** An HTML element with attributes and children; texts are never parsed as markup. */
export function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Writes a text in which no line breaks inside a number and its unit. */
export function write(node, words, unit) {
  const pieces = words.split(new RegExp(`(\\S+ ${unit.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})`));
  node.replaceChildren(...pieces.map((piece, i) => (i % 2 ? html('span', {}, piece) : piece)));
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) {
      node.setAttribute(name, '');
    } else if (value !== false && value != null) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.flat().filter((child) => child != null));
  return node;
}
