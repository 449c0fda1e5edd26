// The table of the lesson is true of the programs that stand here: two of its rows are run again.
import { describe, expect, inject, it } from 'vitest';
import { toolVersion } from '../../toolchains/toolchain.ts';
import { loadClients, type Client } from '../contract/client.ts';
import { stageOn } from '../features/stage.ts';
import { loadChapterPrograms } from './chapter-programs.ts';
import { buildChapter, runCase, type Version } from './run-case.ts';

const { connection } = inject('workbook');
const client = loadClients().find(
  (each): each is Client => each.name === 'dotnet-confluent-kafka' && !('error' in each),
);
const hasDotnet = (await toolVersion('dotnet')) !== undefined;

async function run(name: 'bad-records' | 'no-terminal', version: Version) {
  if (!client) throw new Error('clients/dotnet-confluent-kafka cannot be read');
  await using stage = await stageOn(connection);
  return await runCase(name, version, { client, stage, signal: AbortSignal.timeout(100_000) });
}

const row = (name: string) => loadChapterPrograms().rows.find((each) => each.case === name);

describe.skipIf(!hasDotnet || !client)("the chapter's consumer in C#", { timeout: 120_000 }, () => {
  it('compiles', { timeout: 300_000 }, async () => {
    expect(await buildChapter(client!, AbortSignal.timeout(290_000))).toBeUndefined();
  });

  it('commits what it failed on, as the lesson says; mended it stops in front of it', async () => {
    expect(await run('bad-records', 'as-written')).toEqual(row('bad-records')?.asWritten);
    expect(await run('bad-records', 'mended')).toEqual(row('bad-records')?.mended);
    expect(row('bad-records')).toMatchObject({ asWritten: { failed: 3, committed: 5 }, mended: { committed: 1 } });
  });

  it('does not live without a terminal, as the lesson says; mended it does', async () => {
    expect(await run('no-terminal', 'as-written')).toEqual(row('no-terminal')?.asWritten);
    expect(await run('no-terminal', 'mended')).toEqual(row('no-terminal')?.mended);
  });
});
