/** Reads server-sent events from an answer, because the browser's own reader cannot send a key. Yields {id, event, data}. */
export async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (waiting + value).replaceAll('\r\n', '\n').split('\n\n');
    waiting = blocks.pop();
    for (const block of blocks) {
      const event = eventOf(block);
      if (event.data) yield event;
    }
  }
}

function eventOf(block) {
  const event = { id: null, event: 'message', data: '' };
  for (const line of block.split('\n')) {
    const [, name, value] = /^(\w+):\s?(.*)$/.exec(line) ?? [];
    if (name === 'data') event.data += value;
    else if (name === 'id' || name === 'event') event[name] = value;
  }
  return event;
}
