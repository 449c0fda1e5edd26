import { deadAddress, demand, runProgram, test, verify, wireTap } from '#testkit';

const taken = (output: string): string[] => [...output.matchAll(/took (order-\d+)/g)].map(([, order = '']) => order);

const readiness = { within: 12_000, usually: 'the orders must be taken with takeOrder, as it is' };
// Starting a process takes its time where a machine is busy.
const patience = { timeout: 40_000 };
const ending = { within: 6_000 };

test('finishes the order at hand on SIGTERM, and ends with exit code 0', patience, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  tap.delayAnswers(200); // as from far away: who does not wait for the connection has none for the first order
  await using program = runProgram(import.meta.url, { lab: { ...lab, connection: tap.connection } });
  await program.waitForOutput(/took order-2/, readiness);
  program.signal('SIGTERM');
  const { how, output } = await program.end({
    ...ending,
    usually: 'a client that is still connected keeps the process alive, or the loop does not know that it is to stop',
  });
  demand(
    how !== 'signal SIGTERM',
    'SIGTERM ended the program at once, in the middle of order-2.',
    'nobody listens for SIGTERM; Ctrl-C is another signal',
  );
  const orders = taken(output);
  verify('the orders in the topic, of those that were taken', {
    expected: orders,
    received: (await observer.records(lab.topic)).map(({ key }) => key ?? ''),
    usually: 'the handler ended the process, or hung up, while an order was still being packed',
  });
  verify('how the program ended', {
    expected: 'exit code 0',
    received: how,
    usually: 'an error came up on the way out',
  });
});

test('does not end with exit code 0 when it never reached the broker', patience, async ({ lab }) => {
  const connection = { ...lab.connection, brokers: [deadAddress] };
  await using program = runProgram(import.meta.url, { lab: { ...lab, connection } });
  const { how } = await program.end({
    ...ending,
    usually: 'the client waits longer than that for a broker, and so does the process',
  });
  demand(
    how !== 'exit code 0',
    'No broker could be reached, and the program ended with exit code 0, as if all were well.',
    'the error was caught, logged and forgotten; let it leave the function',
  );
});

test('does not end with exit code 0 when the order at hand could not be sent', patience, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  await using program = runProgram(import.meta.url, { lab: { ...lab, connection: tap.connection } });
  await program.waitForOutput(/took order-2/, readiness);
  tap.goAway();
  program.signal('SIGTERM');
  const { how, output } = await program.end({
    ...ending,
    usually: 'the client goes on trying to send for longer than that, or is still connected',
  });
  const arrived = (await observer.records(lab.topic)).map(({ key }) => key);
  const lost = taken(output).filter((order) => !arrived.includes(order));
  demand(
    how !== 'exit code 0' || lost.length === 0,
    `The broker went away, ${lost.join(' and ')} was never sent, and the program ended with exit code 0.`,
    'the exit code 0 is set whatever became of the work',
  );
});
