import {
  deadAddress,
  demand,
  say,
  settles,
  test,
  isQuiet,
  unknownAddress,
  verify,
  wireTap,
  type SuiteContext,
} from '#testkit';
import type { LabConnection, WireTap } from '#testkit';
import { findTheWrongAddress, type Diagnosis } from './02-find-the-wrong-address.ts';

// Retries that take too long have time to end: that it comes late is one mistake, what it says another.
const patience = { timeout: 40_000 };

interface Case {
  readonly requirement: 'connected' | 'configuration' | 'advertised';
  readonly connection: LabConnection;
  readonly field: string;
  readonly expected: Diagnosis;
  readonly usually: (received: Diagnosis) => string;
  readonly tap?: WireTap;
}

async function examine(prove: SuiteContext['prove'], { requirement, tap, ...given }: Case): Promise<void> {
  const started = performance.now();
  let returned: number | undefined;
  await prove(requirement, async () => {
    const answer = findTheWrongAddress(given.connection);
    const received = await settles(answer, { within: 15_000, describe: say('answer'), usually: say('few-retries') });
    returned = performance.now();
    verify(given.field, { expected: given.expected, received, usually: given.usually(received) });
  });
  await prove('ends-well', async () => {
    demand(returned !== undefined, say('never-returned'));
    const seconds = (returned - started) / 1_000;
    // Half a second more than was asked for: a busy machine is not the learner's fault.
    demand(seconds <= 3.5, say('too-late', { seconds: seconds.toFixed(1) }), say('few-retries'));
    if (!tap) return;
    const isAlone = await isQuiet(() => tap.openConnections());
    demand(isAlone, say('left-open', { count: tap.openConnections() }), say('not-hung-up'));
  });
}

test('works', { proves: ['connected', 'ends-well'], ...patience }, async ({ lab, prove }) => {
  await using tap = await wireTap(lab.connection);
  const brokers = [deadAddress, ...tap.connection.brokers];
  await examine(prove, {
    requirement: 'connected',
    connection: { ...tap.connection, brokers },
    field: say('good-list'),
    expected: { connected: true },
    usually: () => say('one-is-enough'),
    tap,
  });
});

test('nobody-listens', { proves: ['configuration', 'ends-well'], ...patience }, async ({ lab, prove }) => {
  for (const address of [deadAddress, unknownAddress]) {
    await examine(prove, {
      requirement: 'configuration',
      connection: { ...lab.connection, brokers: [address] },
      field: say('only-address', { address }),
      expected: { connected: false, address, namedBy: 'configuration' },
      usually: () => say('in-the-error'),
    });
  }
});

const advertisedReason = (received: Diagnosis): string =>
  received.connected ? say('only-connected') : say('not-this-address');

test('dead-end', { proves: ['advertised', 'ends-well'], ...patience }, async ({ lab, prove }) => {
  await using trap = await wireTap(lab.connection, { advertise: () => deadAddress });
  await examine(prove, {
    requirement: 'advertised',
    connection: trap.connection,
    field: say('advertises', { address: deadAddress }),
    expected: { connected: false, address: deadAddress, namedBy: 'broker' },
    usually: advertisedReason,
    tap: trap,
  });
});

test('unknown-name', { proves: ['advertised', 'ends-well'], ...patience }, async ({ lab, prove }) => {
  await using trap = await wireTap(lab.connection, { advertise: () => unknownAddress });
  const brokers = [deadAddress, ...trap.connection.brokers];
  await examine(prove, {
    requirement: 'advertised',
    connection: { ...trap.connection, brokers },
    field: say('advertises-behind-dead', { address: unknownAddress }),
    expected: { connected: false, address: unknownAddress, namedBy: 'broker' },
    usually: advertisedReason,
    tap: trap,
  });
});
