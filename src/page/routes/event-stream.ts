import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { Mailbox } from '../live/mailbox.ts';

const heartbeat = 15_000;
/** How soon a browser tries again when the workbook is gone. */
const retry = 500;

/** Server-sent events: `hello` at once, then everything that `listen` hands over, until the browser leaves. */
export function eventStream(c: Context, hello: object, listen: (send: (thing: object) => void) => () => void) {
  return streamSSE(c, async (stream) => {
    const mailbox = new Mailbox<object>();
    const stop = listen((thing) => mailbox.put(thing));
    stream.onAbort(() => mailbox.wake());
    try {
      await stream.writeSSE({ event: 'hello', data: JSON.stringify(hello), retry });
      while (!stream.aborted && !stream.closed) {
        const thing = await mailbox.take(heartbeat);
        if (thing) await stream.writeSSE({ event: 'update', data: JSON.stringify(thing) });
        else await stream.write(': still here\n\n');
      }
    } finally {
      stop();
    }
  });
}
