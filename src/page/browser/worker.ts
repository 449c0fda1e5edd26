// A shared worker: one stream of each kind for all open pages of this browser. A page that comes later is greeted with the
// last hello and compares revisions with it; one that follows the broker is sent what the broker's stream says.
import { openStream, type FromStream, type OpenStream } from './stream.ts';

interface Stream {
  readonly ports: Set<MessagePort>;
  readonly open: OpenStream;
  hello: Extract<FromStream, { type: 'hello' }> | undefined;
  lost: boolean;
}

const streams = new Map<string, Stream>();

function begin(path: string): Stream {
  const stream: Stream = { ports: new Set(), open: openStream(path, take), hello: undefined, lost: false };
  function take(message: FromStream): void {
    if (message.type === 'hello') stream.hello = message;
    else if (message.type === 'update' && stream.hello) stream.hello = { ...stream.hello, ...revisionOf(message) };
    stream.lost = message.type === 'lost';
    for (const port of stream.ports) port.postMessage(message);
  }
  streams.set(path, stream);
  return stream;
}

const revisionOf = ({ revision }: { readonly revision?: number }) => (revision === undefined ? {} : { revision });

function follow(port: MessagePort, path: string): void {
  const stream = streams.get(path) ?? begin(path);
  stream.ports.add(port);
  if (stream.lost) port.postMessage({ type: 'lost', path });
  else if (stream.hello) port.postMessage(stream.hello);
}

function leave(port: MessagePort): void {
  for (const [path, stream] of streams) {
    stream.ports.delete(port);
    if (stream.ports.size > 0) continue;
    stream.open.close();
    streams.delete(path);
  }
}

self.addEventListener('connect', (event) => {
  const port = event instanceof MessageEvent ? event.ports[0] : undefined;
  port?.addEventListener('message', ({ data }: MessageEvent<{ follow?: string }>) =>
    data.follow === undefined ? leave(port) : follow(port, data.follow),
  );
  port?.start();
});
