// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript
//     language: typescript
//     name: tslab
// ---

// %% [markdown]
// # 01 · Connections
//
// The lesson says what a client does before the first record can travel. Here you watch it.
//
// Every part goes the same way:
//
// 1. **Predict**: say what you expect, best on paper. A prediction that fails teaches most.
// 2. **Run** the cell with Shift+Enter.
// 3. **Investigate** what you see.
// 4. **Modify** one thing and run the cell again: what changed, what did not?
//
// This notebook is your own copy, so change what you like. All times come from your machine.

// %% [markdown]
// ## Your broker
//
// To start, a client needs the address of one broker. It is called a **bootstrap address**. This is yours:

// %%
import { connection, table } from '#notebook';

const broker = connection();
table(broker.brokers.map((address) => ({ 'bootstrap address': address })));

// %% [markdown]
// You will see two clients side by side: **kafkajs** and **@confluentinc/kafka-javascript**. The second one is partly
// written in C and has to be installed for your machine. Where it is missing, its half is left out.

// %%
import { Kafka, logLevel } from 'kafkajs';

const confluent = await import('@confluentinc/kafka-javascript').then(
  ({ KafkaJS }) => KafkaJS,
  () => undefined,
);
console.log(
  confluent
    ? "Confluent's client is here."
    : "Confluent's client is not installed: you see kafkajs alone.",
);

// %% [markdown]
// ## 1. Who do you talk to?
//
// You put a **door** in front of your broker. It passes everything on and notes what it saw. The client below knows the
// address of the door and nothing else. The broker knows nothing of the door.
//
// **Predict.** The client connects and asks the cluster to describe itself. Which addresses does the cluster name?

// %%
import { closedAtEnd, openSideDoor } from '#notebook';

const door = await openSideDoor();
const kafka = new Kafka({
  clientId: 'notebook',
  ...door.connection,
  logLevel: logLevel.NOTHING,
});
const admin = closedAtEnd(kafka.admin());
await admin.connect();
const cluster = await admin.describeCluster();

table([
  ...door.connection.brokers.map((address) => ({
    address,
    'who named it': 'you, in the configuration',
  })),
  ...cluster.brokers.map(({ nodeId, host, port }) => ({
    address: `${host}:${port}`,
    'who named it': `broker ${nodeId}, in its metadata`,
  })),
]);

// %% [markdown]
// What a broker says of itself is its **advertised address**. From now on the client uses that one.
//
// **Predict.** The client has sent a handful of requests by now. How many of them went through the door?

// %%
table(
  door.requests.map(({ api, roundTripMs }) => ({
    request: api,
    'answer after (ms)': roundTripMs,
  })),
);

// %% [markdown]
// **Investigate.** `ApiVersions` asks which requests the broker understands. `Metadata` asks which brokers there are.
// Both belong to `connect()`. Where is the request of `describeCluster()`?
//
// **Modify.** Add `await admin.describeCluster();` above the table and run the cell again. Does the door see more than
// before?

// %% [markdown]
// ## 2. An address that nobody can reach
//
// A broker in a container often advertises `localhost`, or a name that exists in its own network only. The bootstrap
// address works, and the advertised one does not. The door can play such a broker: it passes on what the broker says,
// with another address in it.
//
// **Predict.** Which call fails: `connect()` or `describeCluster()`? Which address does the error name?

// %%
import { deadAddress, timed, unknownAddress } from '#notebook';

const lyingDoor = await openSideDoor(() => deadAddress); // port 1, where nobody listens
const shortRetry = { retries: 2, initialRetryTime: 100 };
const lost = closedAtEnd(
  new Kafka({
    ...lyingDoor.connection,
    retry: shortRetry,
    logLevel: logLevel.NOTHING,
  }).admin(),
);
const connected = await timed(() => lost.connect());
const described = await timed(() => lost.describeCluster());

table([
  {
    call: 'connect()',
    result: connected.error?.message ?? 'it went well',
    'after (ms)': connected.ms,
  },
  {
    call: 'describeCluster()',
    result: described.error?.message ?? 'it went well',
    'after (ms)': described.ms,
  },
]);

// %% [markdown]
// **Investigate.** `connect()` went well. Can you use the cluster? Compare the address in the error with the one in your
// configuration. Who has named it?
//
// **Modify.** Put `unknownAddress` in place of `deadAddress`. That is a name that does not exist. What changes in the
// error, and what does not?

// %% [markdown]
// ## 3. What a cluster says about itself
//
// A cluster has an id, its brokers, and a **controller**, which keeps the books of the cluster. Clients cannot reach it
// directly: the id that they are told is that of any broker, which passes requests on. kafkajs gets all of it by one
// call, and you have made that call already.

// %%
table([
  { question: 'id of the cluster', answer: cluster.clusterId },
  { question: 'id of the controller', answer: cluster.controller },
  {
    question: 'brokers',
    answer: cluster.brokers.map(({ host, port }) => `${host}:${port}`),
  },
]);

// %% [markdown]
// Confluent's client has no `describeCluster()`. It tells you about brokers where you ask about a topic: each partition
// has a **leader**, the broker that takes its records.
//
// **Predict.** Which of the three answers above will you not get?

// %%
import { eventually, removeTopics, uniqueTopic } from '#notebook';

const topic = uniqueTopic('looked-at');
if (confluent) {
  const logNothing = { logLevel: confluent.logLevel.NOTHING };
  const client = closedAtEnd(
    new confluent.Kafka({ kafkaJS: { ...broker, ...logNothing } }).admin(),
  );
  await client.connect();
  await client.createTopics({ topics: [{ topic, numPartitions: 2 }] });
  // A new topic takes a moment until every broker knows of it, so the question may have to be asked again.
  const [found] = await eventually(() => client.fetchTopicMetadata({ topics: [topic] }), {
    describe: 'the broker to know the topic',
  });
  table(
    (found?.partitions ?? []).map(({ partitionId, leaderNode }) => ({
      partition: partitionId,
      'id of its leader': leaderNode?.id,
      'address of its leader': `${leaderNode?.host}:${leaderNode?.port}`,
    })),
  );
  await removeTopics(client, [topic]);
  await client.disconnect();
}

// %% [markdown]
// **Investigate.** Is this the bootstrap address or the advertised one?
//
// **Modify.** Ask for three partitions. What changes on a cluster of one broker? What would change on three brokers?

// %% [markdown]
// ## 4. What happens on the wire
//
// From here on the two clients do the same things. This cell says how each of them is made.

// %%
/** Both kinds of client have these methods. */
interface Client {
  connect(): Promise<unknown>;
  listTopics(options?: { timeout: number }): Promise<unknown>;
  disconnect(): Promise<unknown>;
}

const makers: Record<string, (to: typeof broker) => Client> = {
  kafkajs: (to) => new Kafka({ ...to, logLevel: logLevel.NOTHING }).admin(),
};
if (confluent) {
  const { Kafka: ConfluentKafka, logLevel: level } = confluent;
  makers['Confluent'] = (to) =>
    new ConfluentKafka({ kafkaJS: { ...to, logLevel: level.NOTHING } }).admin();
}

// %% [markdown]
// Now the door stands in front of every broker, so that nothing goes past it. Each client connects, asks for the list of
// topics, and hangs up.
//
// **Predict.** How many requests does a client send before yours? Does one wait for the answer to another?

// %%
import { openFrontDoor, spans } from '#notebook';

const exchanges: object[] = [];
for (const [name, make] of Object.entries(makers)) {
  await using tap = await openFrontDoor();
  const start = performance.timeOrigin + performance.now();
  const client = make(tap.connection);
  await client.connect();
  await client.listTopics();
  await client.disconnect();
  exchanges.push(
    ...tap.requests.map(({ api, at, roundTripMs = 0 }, index) => ({
      client: name,
      request: `${index + 1} ${api}`,
      from: at - start,
      to: at - start + roundTripMs,
    })),
  );
}
spans({
  title: 'Each request until its answer',
  rows: exchanges,
  label: 'request',
  each: 'client',
});

// %% [markdown]
// **Investigate.** Before the first bar, the client opens its connection. Which client does everything twice? What did it
// learn the first time that sent it to another connection?
//
// **Modify.** Write `await client.listTopics();` once more. How long is its bar, beside the first one?

// %% [markdown]
// ## 5. One client for each request, or one for all
//
// A web server gets ten requests, one after the other. One version of it opens a client for each request and closes it
// again. The other version opens one client and keeps it. Below, the two take turns, so that a busy moment of your machine
// hits both.
//
// **Predict.** How many times slower is the first version? How many connections does the broker see?

// %%
import { median } from '#notebook';

const requests = 10;
const times: object[] = [];
const summary: object[] = [];

for (const [client, make] of Object.entries(makers)) {
  await using eachDoor = await openFrontDoor();
  await using allDoor = await openFrontDoor();
  const shared = make(allDoor.connection);
  const each: number[] = [];
  const all: number[] = [];
  for (let request = 1; request <= requests; request += 1) {
    const one = await timed(async () => {
      const own = make(eachDoor.connection);
      await own.connect();
      await own.listTopics();
      await own.disconnect();
    });
    const other = await timed(async () => {
      if (request === 1) await shared.connect();
      await shared.listTopics();
    });
    each.push(one.ms);
    all.push(other.ms);
  }
  await shared.disconnect();

  for (const [style, ms, tap] of [
    ['one for each', each, eachDoor],
    ['one for all', all, allDoor],
  ] as const) {
    times.push(
      ...ms.map((took, index) => ({ client, style, request: index + 1, ms: took })),
    );
    summary.push({
      client,
      style,
      'middle time (ms)': median(ms),
      connections: tap.connectionsOpened,
    });
  }
}

// %%
import { bars } from '#notebook';

bars({
  title: 'Time of each request',
  rows: times,
  x: 'request',
  y: 'ms',
  by: 'style',
  each: 'client',
});
table(summary);

// %% [markdown]
// **Investigate.** Look at "one for all": its first request, and its second. What does only the first one pay for? With
// encryption that price is several times higher.
//
// **Modify.** Set `requests` to 30 and run both cells. Does the middle time change? Does the number of connections?

// %% [markdown]
// ## 6. Three ways to fail
//
// Three wrong addresses: a port where nobody listens, a name that does not exist, and a server that accepts the
// connection and never says a word. kafkajs gets one attempt at each, and one second.
//
// **Predict.** Which one takes longest to fail? Which one may work a minute later?

// %%
import { onShutdown, retriable, silentServer } from '#notebook';

const silent = await silentServer();
onShutdown(() => silent[Symbol.asyncDispose]());
const wrongAddresses = {
  'nobody listens': deadAddress,
  'unknown name': unknownAddress,
  'no answer': silent.address,
};
const limits = { connectionTimeout: 1_000, requestTimeout: 1_000, retry: { retries: 0 } };

const failures: object[] = [];
for (const [what, address] of Object.entries(wrongAddresses)) {
  const client = new Kafka({
    brokers: [address],
    ...limits,
    logLevel: logLevel.NOTHING,
  }).admin();
  const { ms, error } = await timed(async () => {
    await client.connect();
    await client.describeCluster();
  });
  failures.push({
    what,
    'after (ms)': ms,
    'error, word for word': error?.message,
    'retriable?': retriable(error),
    'and its cause?': retriable(error?.cause),
  });
  await client.disconnect();
}
table(failures);

// %% [markdown]
// **Investigate.** `retriable` answers another question than yours. The error says no, because kafkajs has used up its
// attempts. Its cause says yes, even for a name that does not exist. Which words of the messages tell the three apart?
//
// **Modify.** Set `retries` to 2. Which times change? Which message turns into another one?

// %% [markdown]
// **Predict.** Confluent's client gets the same three addresses, and one second for each. Will its errors tell you more?

// %%
const confluentFailures: object[] = [];
for (const [what, address] of Object.entries(wrongAddresses)) {
  const client = makers['Confluent']?.({ brokers: [address] });
  if (!client) break; // Confluent's client is not installed
  const connecting = await timed(() => client.connect());
  const { ms, error } = await timed(() => client.listTopics({ timeout: 1_000 }));
  confluentFailures.push({
    what,
    'connect()': connecting.error?.message ?? 'it went well',
    'listTopics()': error?.message,
    'after (ms)': ms,
    'retriable?': retriable(error),
  });
  await client.disconnect();
}
if (confluent) table(confluentFailures);

// %% [markdown]
// **Investigate.** What does `connect()` of this client prove? The three errors are alike: the reason stands in the log of
// the client only.
//
// **Modify.** Put `level.ERROR` in place of `level.NOTHING` in the cell that defines `makers`, run that cell and then the
// one above, and read the log.

// %% [markdown]
// ## 7. Trying again, with a limit
//
// Trying again helps where a broker restarts. A client that tries again at once and for ever is a burden to a cluster that
// is getting up. So clients wait longer after each attempt, and stop at a limit.
//
// The server below hangs up on everybody and notes when they came.
//
// **Predict.** kafkajs waits about 50 ms after its first attempt and may try five times more. When does it give up?

// %%
import { dots, rudeServer } from '#notebook';

const kafkajsWith = (retries: number, initialRetryTime: number) => (to: typeof broker) =>
  new Kafka({
    ...to,
    retry: { retries, initialRetryTime },
    logLevel: logLevel.NOTHING,
  }).admin();

const settings: Record<string, (to: typeof broker) => Client> = {
  'kafkajs, 5 retries, 50 ms': kafkajsWith(5, 50),
  'kafkajs, 3 retries, 200 ms': kafkajsWith(3, 200),
};
if (makers['Confluent']) settings['Confluent, for 2 s'] = makers['Confluent'];

const attempts: object[] = [];
for (const [setting, make] of Object.entries(settings)) {
  await using server = await rudeServer();
  const client = make({ brokers: [server.address] });
  await timed(async () => {
    await client.connect();
    await client.listTopics({ timeout: 2_000 });
  });
  await client.disconnect();
  attempts.push(
    ...server.visits.map((ms) => ({ setting, 'milliseconds since the first attempt': ms })),
  );
}
const at = 'milliseconds since the first attempt';
dots({ title: 'Each dot is an attempt to connect', rows: attempts, label: 'setting', at });

// %% [markdown]
// **Investigate.** What happens to the gaps of kafkajs from dot to dot? They are not doubled exactly: chance moves each by
// up to a fifth. Why is that good when a thousand clients have lost the same broker?
//
// **Modify.** Set the retries to 0, and then to 8, which takes about 13 seconds. How many dots do you get for 5 retries?

// %% [markdown]
// ## 8. Hanging up
//
// **Predict.** Three producers are connected to one broker. How many connections does the broker see? And when all three
// have disconnected?

// %%
const frontDoor = await openFrontDoor();
const quiet = new Kafka({ ...frontDoor.connection, logLevel: logLevel.NOTHING });
const producers = [1, 2, 3].map(() => closedAtEnd(quiet.producer()));
const counts: object[] = [];
const count = (moment: string) =>
  counts.push({ moment, 'open connections': frontDoor.openConnections() });

count('before connect()');
await Promise.all(producers.map((producer) => producer.connect()));
count('after connect()');
await Promise.all(producers.map((producer) => producer.disconnect()));
await eventually(() => frontDoor.openConnections() === 0, {
  describe: 'all connections to be closed',
});
count('after disconnect()');
table(counts);

// %% [markdown]
// **Investigate.** All three come from one `Kafka` object. Do they share a connection?
//
// A program whose client is still connected does not end by itself, because an open connection keeps Node alive. When it
// is killed, it has no time to say goodbye. So a good program disconnects when it is told to stop, which a signal does:
// `SIGTERM`.
//
// **Modify.** Put `//` before the line with `disconnect()` and run the cell again. How long does the cell wait, and what
// does it say in the end? Then take the `//` away again.

// %% [markdown]
// ## The end
//
// This notebook tidies up, as your programs should.

// %%
await Promise.all([admin.disconnect(), lost.disconnect()]);
for (const opened of [door, lyingDoor, frontDoor, silent])
  await opened[Symbol.asyncDispose]();
console.log('All connections are closed.');

// %% [markdown]
// Now make it yourself: the exercises of this chapter are waiting for you.
