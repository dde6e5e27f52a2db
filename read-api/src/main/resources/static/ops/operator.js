import { key } from './key.js';
import { text } from './language.js';

/** An answer that is not what was asked for; title and message are fit to be shown. */
export class Problem extends Error {
  constructor(status, title, detail, body = {}) {
    super(detail);
    this.status = status;
    this.title = title;
    this.errors = body.errors ?? [];
    this.execution = body.execution ?? null;
  }
}

let base = '';

/** Where the operator API is: at an address of its own, or where these pages come from. */
export async function findOperator() {
  const response = await fetch('settings.json');
  base = response.ok ? (await response.json()).operatorUrl : '';
}

/** Any request; what is not good becomes a Problem. An aborted one throws the browser's AbortError. */
export async function ask(path, { method = 'GET', body, headers = {}, signal } = {}) {
  let response;
  try {
    response = await fetch(`${base}/ops/v1/${path}`, {
      method, body, signal, headers: { ...headers, Authorization: `Bearer ${key.get()}` }, cache: 'no-store',
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0, text.awayTitle, text.away(base || location.origin));
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export const get = async (path, signal) => (await ask(path, { signal })).json();

/** A page of a list, and the query of the next one; null at the end. */
export async function getPage(path, signal) {
  const response = await ask(path, { signal });
  const next = /<[^>]*\?([^>]*)>;\s*rel="next"/.exec(response.headers.get('Link') ?? '');
  return { rows: await response.json(), next: next && Object.fromEntries(new URLSearchParams(next[1])) };
}

/** Tells it something; the answer's document. */
export async function tell(path, { method = 'POST', json, form, headers = {}, signal } = {}) {
  const body = form ?? (json === undefined ? undefined : JSON.stringify(json));
  const typed = json === undefined ? headers : { 'Content-Type': 'application/json', ...headers };
  const response = await ask(path, { method, body, headers: typed, signal });
  return response.json();
}

/** A query from what is not empty. */
export function query(values) {
  const told = Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  return new URLSearchParams(told.filter(([, value]) => value != null && value !== '')).toString();
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  const titles = { 401: text.keyRefusedTitle, 403: text.viewerTitle, 404: text.notFoundTitle };
  const listed = (body.errors ?? []).map((error) => (typeof error === 'string' ? error : `${error.parameter}: ${error.detail}`));
  const sentences = [body.detail, ...listed].filter(Boolean).join('\n');
  return new Problem(response.status, titles[response.status] ?? body.title ?? text.failedTitle, sentences || text.failed(response.status), body);
}
