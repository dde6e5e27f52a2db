/** Where the reader is: `#/executions/17?level=WARN` has the path [executions, 17] and the query {level}. */
export function readAddress(hash = location.hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  return {
    path: path.split('/').filter(Boolean).map(decoded),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The link to a place; what is empty in the query is left out. */
export function link(path, query = {}) {
  const told = new URLSearchParams(Object.entries(query).filter(([, value]) => value != null && value !== ''));
  return `#/${path.map(encodeURIComponent).join('/')}${told.size ? `?${told}` : ''}`;
}

export const goTo = (path, query) => {
  location.hash = link(path, query);
};

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a link that somebody cut
  }
}
