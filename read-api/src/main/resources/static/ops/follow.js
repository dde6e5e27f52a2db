import { ask, get } from './operator.js';
import { eventsOf } from './stream.js';
import { sayLive } from './live.js';

const PAUSE_MS = 2000;
const ALIVE = ['running', 'stopping', 'queued'];

/**
 * Tells of executions as they change until the signal says enough: by events, and where there are none by asking every two
 * seconds. `id` null means all of them.
 */
export async function follow(id, signal, onExecution) {
  let last = null;
  while (!signal.aborted) {
    try {
      const headers = last ? { 'Last-Event-ID': last } : {};
      const response = await ask(id === null ? 'executions/events' : `executions/${id}/events`, { signal, headers });
      sayLive('events');
      for await (const event of eventsOf(response)) {
        last = event.id ?? last;
        onExecution(JSON.parse(event.data));
      }
    } catch (failure) {
      if (signal.aborted || failure.status === 401 || failure.status === 404) return;
      await poll(id, signal, onExecution).then(() => sayLive('asking'), () => signal.aborted || sayLive('away'));
    }
    await pause(signal);
  }
}

async function poll(id, signal, onExecution) {
  if (id !== null) return onExecution(await get(`executions/${id}`, signal));
  const lists = await Promise.all(ALIVE.map((state) => get(`executions?state=${state}`, signal)));
  lists.flat().forEach(onExecution);
  (await get('executions?limit=20', signal)).forEach(onExecution);
}

/** Ends at once when nobody wants it any more. */
export const pause = (signal, millis = PAUSE_MS) => new Promise((done) => {
  const timer = setTimeout(done, millis);
  signal.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
});

/** Does something now and then again every so often, until the signal. A failure is told, and tried again. */
export async function repeat(signal, millis, work, onFailure = () => {}) {
  while (!signal.aborted) {
    try {
      await work();
    } catch (failure) {
      if (signal.aborted) return;
      onFailure(failure);
    }
    await pause(signal, millis);
  }
}
