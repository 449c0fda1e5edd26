import { Kafka, logLevel } from 'kafkajs';
import { deadAddress, openSideDoor } from '#lesson';

// A door to the broker that stands for "kafka:9092": the broker behind it advertises an address where nobody listens.
const door = await openSideDoor(() => deadAddress);
// #region trap
const kafka = new Kafka({
  ...door.connection, // its only bootstrap address works
  logLevel: logLevel.NOTHING,
  retry: { retries: 2, initialRetryTime: 100 }, // so as not to keep you waiting
});
const admin = kafka.admin();
await admin.connect();
console.log('connect() resolves');
await admin.describeCluster().catch((error: Error) => {
  console.log(`describeCluster() throws ${error.name}: ${error.message}`);
  console.log('its cause:', Object(error.cause).name, 'at', Object(error.cause).broker);
});
// #endregion
await admin.disconnect();
await door[Symbol.asyncDispose]();
