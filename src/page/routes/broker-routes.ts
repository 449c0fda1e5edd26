import { Hono } from 'hono';
import { matcher } from '../broker/matcher.ts';
import type { LoggedRecord, RecordLog } from '../broker/record-log.ts';
import type { BrokerViewer } from '../broker/viewer.ts';
import type { PageDeps } from '../deps.ts';
import { text } from '../words.ts';
import { partitionName } from '../broker/run-name.ts';
import { brokerView } from '../views/broker-view.ts';
import { clusterView } from '../views/cluster-view.ts';
import { groupsView } from '../views/groups-view.ts';
import { recordView } from '../views/record-view.ts';
import { topicsView } from '../views/topics-view.ts';
import { transactionsView } from '../views/transactions-view.ts';
import { eventStream } from './event-stream.ts';
import type { Show } from './show.ts';

const mostRows = 500;
const longestQuery = 200;

/** What the page says of the broker: parts as for any page, and how far the log of each topic goes. */
export interface BrokerUpdate {
  readonly parts: Readonly<Record<string, string>>;
  /** Start and end of the log of each topic; of all topics under the empty name. */
  readonly log: Readonly<Record<string, readonly [number, number]>>;
}

/** The broker's page, its updates, and windows into the log of records. */
export function brokerRoutes(deps: PageDeps, show: Show): Hono {
  const app = new Hono();
  const { viewer, session } = deps;
  app.get('/broker', async (c) => {
    const main = brokerView(session.state, viewer.picture, c.req.query('topic') || undefined);
    return show(c, { title: text.broker.title, kind: 'wide', main });
  });
  app.get('/broker/events', (c) => eventStream(c, {}, (send) => watch(viewer, send)));
  app.get('/broker/records', (c) => {
    const topic = c.req.query('topic') || undefined;
    const count = Math.min(mostRows, numberOf(c.req.query('count')));
    return c.json(windowOf(viewer.picture.log, topic, numberOf(c.req.query('from')), count));
  });
  app.get('/broker/find', (c) => {
    const from = Number(c.req.query('from') ?? -1);
    const where = { from: Number.isInteger(from) ? from : -1, back: c.req.query('back') !== undefined };
    const query = (c.req.query('q') ?? '').slice(0, longestQuery);
    const { place = null, ...rest } = viewer.picture.log.find(c.req.query('topic') || undefined, matcher(query), where);
    return c.json({ place, ...rest });
  });
  app.get('/broker/records/:topic/:partition{\\d+}/:offset{\\d+}', async (c) => {
    const { topic, partition, offset } = c.req.param();
    return c.html(recordView(await viewer.record(topic, Number(partition), Number(offset))));
  });
  app.post('/broker/:action{start|stop|restart}', async (c) => {
    const { brokerControl } = deps;
    if (c.req.param('action') === 'stop') await brokerControl.stop();
    else brokerControl.find();
    return c.redirect('/broker', 303);
  });
  return app;
}

const numberOf = (typed: string | undefined): number => Math.max(0, Math.trunc(Number(typed)) || 0);

// Sends what has changed since the last time; the first time, everything.
function watch(viewer: BrokerViewer, send: (update: BrokerUpdate) => void): () => void {
  const sent = new Map<string, string>();
  let busy = false;
  const tell = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    const { picture } = viewer;
    const parts: Record<string, string> = {};
    for (const [key, part] of [
      ['broker-cluster', clusterView(picture.cluster)],
      ['broker-topics', topicsView(picture)],
      ['broker-groups', groupsView(picture.groups)],
      ['broker-transactions', transactionsView(picture.transactions)],
    ] as const) {
      const html = String(await part);
      if (sent.get(key) !== html) parts[key] = html;
      sent.set(key, html);
    }
    busy = false;
    send({ parts, log: extentsOf(picture) });
  };
  const stop = viewer.watch(() => void tell());
  void tell();
  return stop;
}

function extentsOf({ log, partitions }: BrokerViewer['picture']): BrokerUpdate['log'] {
  const topics = new Set([...partitions.map(({ topic }) => topic), ...log.topics]);
  const of = (topic?: string): readonly [number, number] => {
    const { start, end } = log.extent(topic);
    return [start, end];
  };
  return { '': of(), ...Object.fromEntries([...topics].map((topic) => [topic, of(topic)])) };
}

function windowOf(log: RecordLog, topic: string | undefined, from: number, count: number) {
  const { start, end } = log.extent(topic);
  const first = Math.max(start, from);
  return { start, end, first, rows: log.slice(topic, first, count).map(toRow) };
}

// A row as a list, because there are many: address, time, short name, then what stands in the columns.
function toRow({ topic, partition, offset, timestamp, key, value, headers, outcome }: LoggedRecord) {
  const address = `${encodeURIComponent(topic)}/${partition}/${offset}`;
  return [address, text.time(timestamp), partitionName(topic, partition), offset, key, value, headers, outcome];
}
