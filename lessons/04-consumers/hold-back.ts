import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const records = ['a', 'b', 'c', 'd'].map((value, n) => ({ value, partition: n % 2 }));
const topic = await newTopic('letters', { partitions: 2, records });
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const consumer = kafka.consumer({ groupId: newGroup('readers'), maxWaitTimeInMs: 100 });
const { promise: atTheEnd, resolve } = Promise.withResolvers<void>();
let isBusy = true;
let left = 4;
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
// #region pause
await consumer.run({
  eachMessage: async (payload) => {
    const { partition, message } = payload;
    if (partition === 0 && isBusy) {
      const resume = payload.pause(); // this partition alone
      setTimeout(() => {
        isBusy = false;
        resume();
      }, 2_000);
      throw new Error('not now'); // the record is not done
    }
    console.log(`partition ${partition}: ${String(message.value)}`);
    if (--left === 0) resolve();
  },
});
// #endregion
await atTheEnd;
await consumer.disconnect();
