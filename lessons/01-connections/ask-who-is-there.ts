import { Kafka, logLevel } from 'kafkajs';
import { connection } from '#lesson';

// #region connect
const kafka = new Kafka({ clientId: 'lesson', ...connection(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
// #endregion
// #region ask
const cluster = await admin.describeCluster();
console.log(cluster);
// #endregion
await admin.disconnect();
