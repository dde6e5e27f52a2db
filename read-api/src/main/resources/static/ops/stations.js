/** Stations of a network, by name, from the read API, which is open to everybody; none when it does not answer. */
export async function stationsOf(network, signal) {
  try {
    const response = await fetch('../v1/stations', { signal });
    const { data } = await response.json();
    return data.filter((station) => network === null || station.network === network).sort((a, b) => a.name.localeCompare(b.name));
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    return [];
  }
}
