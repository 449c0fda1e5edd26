import { Kafka, logLevel } from 'kafkajs';
import { deadAddress, silentServer, unknownAddress } from '#lesson';

const server = await silentServer();
const cases = {
  'nobody listens': deadAddress,
  'unknown name': unknownAddress,
  'no answer': server.address,
};
for (const [what, address] of Object.entries(cases)) {
  // #region print
  const kafka = new Kafka({
    brokers: [address],
    connectionTimeout: 500, // ms until a connection is open
    requestTimeout: 500, // ms until an answer is there
    retry: { retries: 1, initialRetryTime: 100 }, // one more attempt, after about 100 ms
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.listTopics();
  } catch (thrown) {
    const error = Object(thrown);
    const failure = error.cause ?? error; // what failed last, once the retries are used up
    console.log(`${what}: ${error.name}`);
    console.log(`  ${failure.name}, code ${failure.code}, retriable ${failure.retriable}: ${failure.message}`);
  }
  // #endregion
  await admin.disconnect();
}
await server[Symbol.asyncDispose]();
