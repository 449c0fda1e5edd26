import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { openFrontDoor } from '#lesson';

const door = await openFrontDoor();
const retry = { retries: 0 };
const kafka = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING, retry });
const made: Producer[] = [];

// #region made
async function makeProducer(): Promise<Producer> {
  const producer = kafka.producer();
  made.push(producer);
  await producer.connect();
  return producer;
}
// #endregion

// #region late
let ready: Producer | undefined;
const whenNeeded = async (): Promise<Producer> => (ready ??= await makeProducer());
// #endregion
await Promise.all([whenNeeded(), whenNeeded(), whenNeeded()]);
console.log(`Three at once, the producer kept:         ${made.length} producers`);

// #region kept
let making: Promise<Producer> | undefined;
const keep = (): Promise<Producer> => (making ??= makeProducer());
// #endregion
made.push(...(await Promise.all([keep(), keep(), keep()])).slice(3));
console.log(`Three at once, its promise kept:          ${made.length - 3} producer`);

making = undefined;
door.goAway();
await keep().catch((error: Error) => console.log(`The broker is away:                       ${error.message}`));
door.comeBack();
await wait(100);
await keep().catch((error: Error) => console.log(`It is back, and the promise still says:   ${error.message}`));

// #region forget
const forgetful = (): Promise<Producer> => {
  making ??= makeProducer().catch((error: unknown) => {
    making = undefined; // the next one tries again
    throw error;
  });
  return making;
};
// #endregion
making = undefined;
await forgetful();
console.log('Forgotten where it was rejected:          connected');
for (const producer of made) await producer.disconnect();
await door[Symbol.asyncDispose]();
