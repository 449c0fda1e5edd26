// A stream of events from the workbook. No DOM here: it runs in the shared worker too.

/** Part and place of what changed on the broker; see BrokerUpdate. */
export type Extents = Readonly<Record<string, readonly [number, number]>>;

export type FromStream =
  | { readonly type: 'hello'; readonly path: string; readonly assets?: string; readonly revision?: number }
  | {
      readonly type: 'update';
      readonly path: string;
      readonly parts: Readonly<Record<string, string>>;
      readonly revision?: number;
      readonly say?: string;
      readonly log?: Extents;
    }
  | { readonly type: 'lost'; readonly path: string };

export interface OpenStream {
  close(): void;
}

/** Opens the stream and keeps it open: a browser's EventSource tries again by itself when the workbook is gone. */
export function openStream(path: string, take: (message: FromStream) => void): OpenStream {
  let closed = false;
  let source = open();
  function open(): EventSource {
    const opened = new EventSource(path);
    for (const type of ['hello', 'update'] as const) {
      opened.addEventListener(type, ({ data }: MessageEvent<string>) => take({ type, path, ...JSON.parse(data) }));
    }
    opened.addEventListener('error', () => {
      if (closed) return;
      take({ type: 'lost', path });
      // Closed for good after an answer that is no stream, such as another program on our port.
      if (opened.readyState === EventSource.CLOSED) setTimeout(() => !closed && (source = open()), 2000);
    });
    return opened;
  }
  return {
    close() {
      closed = true;
      source.close();
    },
  };
}
