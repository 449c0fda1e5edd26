import {
  deadAddress,
  demand,
  eventually,
  settles,
  silentServer,
  test,
  unknownAddress,
  verify,
  wireTap,
} from '#testkit';
import type { LabConnection } from '#testkit';
import { failWell, type Verdict } from './03-fail-well.ts';

// A second more than was asked for: a busy machine is not the learner's fault.
async function judge(connection: LabConnection, withinMs = 1_000): Promise<Verdict> {
  return settles(failWell(connection, withinMs), {
    within: withinMs + 1_000,
    describe: `a verdict, which was to be there within ${withinMs} ms`,
    usually: "the client's own timeouts and retries take longer than that: set them, or stop waiting for it",
  });
}

const nobodyListens: Verdict = { ok: false, reason: 'nobody-listens', tryAgain: true };
const unknownName: Verdict = { ok: false, reason: 'unknown-name', tryAgain: false };
const noAnswer: Verdict = { ok: false, reason: 'no-answer', tryAgain: true };
const notAllowed: Verdict = { ok: false, reason: 'not-allowed', tryAgain: false };

test('is content with a cluster that works', async ({ lab }) => {
  await using tap = await wireTap(lab.connection);
  tap.delayAnswers(200); // as from far away
  verify('the verdict on a cluster that works', {
    expected: { ok: true },
    received: await judge(tap.connection, 4_000),
    usually: 'one attempt has less time than an answer from far away needs',
  });
  tap.delayAnswers(0);
  await eventually(() => tap.openConnections() === 0, {
    within: 1_000,
    describe: 'the connections to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'disconnect() is missing, or is skipped where the function returns early',
  });
});

test('recognises an address where nobody listens', async ({ lab }) => {
  verify('the verdict on a port where nobody listens', {
    expected: nobodyListens,
    received: await judge({ ...lab.connection, brokers: [deadAddress] }, 4_000),
    usually:
      'the failure hides behind the error: look at its cause, or at the log. A broker that restarts is back soon',
  });
});

test('recognises a name that does not resolve', async ({ lab }) => {
  verify('the verdict on a name that does not resolve', {
    expected: unknownName,
    received: await judge({ ...lab.connection, brokers: [unknownAddress] }),
    usually:
      'a client calls nearly every failure retriable, or none; a name that does not exist will not exist tomorrow',
  });
});

test('recognises a server that never answers', async ({ lab }) => {
  await using silent = await silentServer();
  verify('the verdict on a server that accepts the connection and never answers', {
    expected: noAnswer,
    received: await judge({ ...lab.connection, brokers: [silent.address] }, 2_000),
    usually: 'connect() resolved, although nobody has answered; only a request is a proof',
  });
  await eventually(() => silent.openConnections() === 0, {
    within: 1_000,
    describe: 'the connections to the silent server to be closed',
    seen: () => `${silent.openConnections()} left open`,
    usually: 'the client is disconnected only where all went well',
  });
});

test('recognises a login that the broker does not accept, and does not repeat it', async ({ lab }) => {
  await using tap = await wireTap(lab.connection);
  const sasl = { mechanism: 'plain' as const, username: 'workbook', password: 'wrong' };
  const verdict = await judge({ ...tap.connection, sasl });
  const attempts = tap.count('SaslHandshake');
  // First, because whoever hammers on a busy machine may have run out of time as well.
  demand(
    attempts <= 5,
    `The same login was tried ${attempts} times.`,
    'a failure that will not pass is not worth a retry',
  );
  verify('the verdict on a login that the broker does not accept', {
    expected: notAllowed,
    received: verdict,
    usually: 'the broker did answer: the reason stands in the error, or in the log',
  });
});

test('does not give up on a broker that comes back', async ({ lab }) => {
  await using tap = await wireTap(lab.connection);
  tap.goAway();
  // The 150 ms count from the first attempt: on a busy machine the broker would be back before anybody has knocked.
  const knocked = eventually(() => tap.refused > 0, { within: 4_000, describe: 'an attempt to connect' });
  const back = knocked.then(() => setTimeout(() => tap.comeBack(), 150));
  back.catch(() => {});
  verify('the verdict on a broker that is away for 150 ms and then comes back', {
    expected: { ok: true },
    received: await judge(tap.connection, 4_000),
    usually: 'the first failure was taken for the last: a few retries, within the time, are what the time is for',
  });
});
