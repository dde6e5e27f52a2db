import { text } from './language.js';

/** An answer that is not the numbers asked for; its message is fit to be shown. */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

/** The {meta, data} of a request, or a Problem. An aborted request throws the browser's AbortError. */
export async function get(address, signal) {
  let response;
  try {
    response = await fetch(address, { signal, headers: { Accept: 'application/json, application/problem+json' } });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0, text.failedTitle, text.unreachable);
  }
  if (!response.ok) throw await problemOf(response);
  return response.json();
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  const seconds = response.headers.get('Retry-After');
  const sentences = [
    body.detail,
    ...(body.errors ?? []).map((error) => `${error.parameter}: ${error.message}`),
    response.status === 429 && seconds ? text.retryAfter(seconds) : null,
  ].filter(Boolean);
  return new Problem(response.status, body.title ?? text.failedTitle, sentences.join(' ') || text.unreachable);
}
