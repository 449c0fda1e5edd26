import { deadAddress, demand, eventually, Observer, settles, test, Unmet, verify, wireTap } from '#testkit';
import type { LabConnection } from '#testkit';
import { describeACluster } from './01-describe-a-cluster.ts';

// Two doors, one behind the other. Clients knock at the side door and are told the addresses of the doors behind it,
// which stand for the brokers: so the address one starts with is never an address that the cluster advertises.
async function openDoors(connection: LabConnection) {
  const cluster = await wireTap(connection);
  const sideDoor = await wireTap(cluster.connection, { advertise: (broker) => broker });
  return {
    connection: sideDoor.connection,
    openConnections: () => cluster.openConnections(),
    async truth() {
      await using observer = new Observer(cluster.connection);
      const { clusterId, brokers } = await observer.cluster();
      return { clusterId, brokers: brokers.map(({ host, port }) => `${host}:${port}`) };
    },
    async [Symbol.asyncDispose]() {
      await sideDoor[Symbol.asyncDispose]();
      await cluster[Symbol.asyncDispose]();
    },
  };
}

const answer = (connection: LabConnection) =>
  settles(describeACluster(connection), {
    within: 5_000,
    describe: 'describeACluster to answer',
    usually: 'a request is not awaited, or the client retries for longer than it has to',
  });

test('gives the cluster id and the controller', async ({ lab }) => {
  await using doors = await openDoors(lab.connection);
  const truth = await doors.truth();
  const { clusterId, controller } = await answer(doors.connection);
  verify('the cluster id', { expected: truth.clusterId, received: clusterId });
  demand(
    truth.brokers.includes(controller),
    `The controller: expected one of ${truth.brokers.join(', ')}, received ${controller}.`,
    'the cluster names its controller by node id; find the broker with that id, and give its address',
  );
});

test('lists the brokers by the addresses that the cluster advertises', async ({ lab }) => {
  await using doors = await openDoors(lab.connection);
  const truth = await doors.truth();
  const { brokers } = await answer(doors.connection);
  const given = doors.connection.brokers;
  verify('the brokers', {
    expected: truth.brokers.toSorted(),
    received: brokers.toSorted(),
    usually: brokers.some((address) => given.includes(address))
      ? 'the list that you were given came back; ask the cluster for its own list'
      : 'every broker is one string, host:port',
  });
});

test('gets through a bootstrap list whose first address is dead', async ({ lab }) => {
  await using doors = await openDoors(lab.connection);
  const truth = await doors.truth();
  const brokers = [deadAddress, ...doors.connection.brokers];
  const { clusterId } = await answer({ ...doors.connection, brokers }).catch((error: unknown) => {
    throw new Unmet(
      `The first address of the list is dead, the next one is alive, and yet describeACluster gave up: ${String(error)}` +
        '\nUsually: only one address was tried; give the client the whole list, and leave it a retry to move on with',
    );
  });
  verify('the cluster id', { expected: truth.clusterId, received: clusterId });
});

test('leaves no connection open', async ({ lab }) => {
  await using doors = await openDoors(lab.connection);
  await answer(doors.connection);
  await eventually(() => doors.openConnections() === 0, {
    within: 1_000,
    describe: 'the connections to be closed',
    seen: () => `${doors.openConnections()} left open`,
    usually: 'disconnect() is missing, or comes after the return',
  });
});
