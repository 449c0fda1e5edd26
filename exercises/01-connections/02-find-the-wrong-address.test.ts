import { deadAddress, eventually, settles, test, unknownAddress, verify, wireTap } from '#testkit';
import type { LabConnection, WireTap } from '#testkit';
import { findTheWrongAddress } from './02-find-the-wrong-address.ts';

const diagnose = (connection: LabConnection) =>
  settles(findTheWrongAddress(connection), {
    within: 3_500,
    describe: 'findTheWrongAddress to answer',
    usually: 'the client retries for longer than 3 seconds; limit its retries',
  });

const hungUp = (tap: WireTap) =>
  eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'disconnect() is missing, or is skipped where the function returns early',
  });

test('finds nothing wrong with a cluster that works', async ({ lab }) => {
  await using tap = await wireTap(lab.connection);
  const brokers = [deadAddress, ...tap.connection.brokers];
  verify('the diagnosis of a list whose first address is dead and whose second one works', {
    expected: { connected: true },
    received: await diagnose({ ...tap.connection, brokers }),
    usually: 'one dead address does no harm as long as another one of the list answers',
  });
  await hungUp(tap);
});

test('blames the configuration for a bootstrap address where nobody listens', async ({ lab }) => {
  verify('the diagnosis', {
    expected: { connected: false, address: deadAddress, namedBy: 'configuration' },
    received: await diagnose({ ...lab.connection, brokers: [deadAddress] }),
    usually: 'the address stands in the error of the last attempt, or in the log',
  });
});

test('blames the broker that advertises an address where nobody listens', async ({ lab }) => {
  await using trap = await wireTap(lab.connection, { advertise: () => deadAddress });
  verify(`the diagnosis of a cluster that advertises ${deadAddress}`, {
    expected: { connected: false, address: deadAddress, namedBy: 'broker' },
    received: await diagnose(trap.connection),
    usually: 'only a bootstrap address was tried; ask for something that makes the client go to a broker',
  });
  await hungUp(trap);
});

test('blames the broker that advertises a name which does not resolve', async ({ lab }) => {
  await using trap = await wireTap(lab.connection, { advertise: () => unknownAddress });
  const brokers = [deadAddress, ...trap.connection.brokers];
  verify(`the diagnosis of a cluster that advertises ${unknownAddress}, behind a list whose first address is dead`, {
    expected: { connected: false, address: unknownAddress, namedBy: 'broker' },
    received: await diagnose({ ...trap.connection, brokers }),
    usually: 'a dead bootstrap address was blamed, although another one answered',
  });
});
