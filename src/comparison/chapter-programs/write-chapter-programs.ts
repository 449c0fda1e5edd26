// Runs the chapter's programs as written and mended, and writes what came of them: node src/comparison/chapter-programs/write-chapter-programs.ts
import { writeFileSync } from 'node:fs';
import { findBroker } from '../../lab/broker/find-broker.ts';
import { loadClients, type Client } from '../contract/client.ts';
import { stageOn } from '../features/stage.ts';
import { cases, chapterProgramsFile, chapterProgramsSchema } from './chapter-programs.ts';
import { buildChapter, runCase } from './run-case.ts';

const { signal } = new AbortController();
const client = loadClients().find(
  (each): each is Client => each.name === 'dotnet-confluent-kafka' && !('error' in each),
);
if (!client) throw new Error('clients/dotnet-confluent-kafka is not there');
const unbuilt = await buildChapter(client, signal);
if (unbuilt !== undefined) throw new Error(unbuilt);
await using broker = await findBroker({ source: 'embedded', signal });
await using stage = await stageOn(broker.connection);
const rows = [];
for (const name of cases) {
  const ground = { client, stage, signal };
  const row = {
    case: name,
    asWritten: await runCase(name, 'as-written', ground),
    mended: await runCase(name, 'mended', ground),
  };
  console.log(JSON.stringify(row));
  rows.push(row);
}
const result = chapterProgramsSchema.parse({
  formatVersion: 1,
  date: new Date().toISOString().slice(0, 10),
  kafka: broker.kafkaVersion,
  client: client.name,
  version: client.version,
  rows,
});
writeFileSync(chapterProgramsFile, `${JSON.stringify(result, null, 2)}\n`);
