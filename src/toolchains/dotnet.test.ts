import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { clientSchema, type Client } from '../comparison/contract/client.ts';
import { buildProgram } from './build-program.ts';
import { lacksPackage } from './dotnet.ts';
import { isLack } from './lack.ts';
import { howToGet } from './toolchain.ts';

const root = mkdtempSync(join(tmpdir(), 'dotnet clients '));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

// Stands for the SDK: what is tested is what becomes of what a restore says.
function clientWhoseRestoreSays(said: string, name = `dotnet-c${Math.random().toString(36).slice(2)}`): Client {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  const program = `console.log(${JSON.stringify(said)}); process.exit(1)`;
  const declared = clientSchema.parse({
    formatVersion: 1,
    language: 'dotnet',
    client: name.slice('dotnet-'.length),
    package: 'KafkaFlow',
    version: '4.2.0',
    released: '2026-03-11',
    maintained: 'slow',
    engine: 'librdkafka',
    needs: [],
    build: [['node', '-e', program]],
    run: ['dotnet', 'x.dll'],
  });
  return { ...declared, name, folder };
}

// Words of dotnet restore 10.0.401.
const unreachable =
  '/x/kafkaflow.csproj : error NU1301: Unable to load the service index for source https://api.nuget.org/v3/index.json.';
const unknown =
  '/x/kafkaflow.csproj : error NU1101: Unable to find package KafkaFlow. No packages exist with this id in source(s): nuget.org';
const changed = 'error NU1403: Package content hash validation failed for Confluent.Kafka.2.16.0.';

it('a package that cannot be had is named as what is needed, and is not asked for again until the folder changes', async () => {
  const client = clientWhoseRestoreSays(unreachable);
  const progress: string[] = [];
  const build = async () => buildProgram(client, (line) => void progress.push(line));
  expect(await build()).toBe('needs KafkaFlow 4.2.0 from NuGet');
  expect(await build()).toBe('needs KafkaFlow 4.2.0 from NuGet');
  expect(progress).toHaveLength(1);
  writeFileSync(join(client.folder, 'Program.cs'), '// changed');
  await build();
  expect(progress).toHaveLength(2);
});

it('a lock file that does not fit is a failed build, as every other error is', async () => {
  const reason = await buildProgram(clientWhoseRestoreSays(changed));
  expect(reason).toMatch(/^does not build: .*NU1403/);
  expect(isLack(reason ?? '')).toBe(false);
});

it('only what restore says of packages that are not there counts as missing', () => {
  expect([unreachable, unknown, changed, 'warning NU1701'].map(lacksPackage)).toEqual([true, true, false, false]);
});

it('a missing SDK comes with how to get it, another tool does not', () => {
  expect(howToGet('needs dotnet 10.0')).toMatch(/install the \.NET 10 SDK/);
  expect(howToGet('needs go 1.26')).toBeUndefined();
});

it('what a build leaves in obj/ and bin/ does not make it build again', async () => {
  const client = clientWhoseRestoreSays('');
  const make = `for (const name of ['obj', 'bin']) { require('node:fs').mkdirSync(name, { recursive: true }); require('node:fs').writeFileSync(name + '/made', String(Date.now())); }`;
  const building = { ...client, build: [['node', '-e', make]] };
  const progress: string[] = [];
  const build = async () => buildProgram(building, (line) => void progress.push(line));
  expect([await build(), await build()]).toEqual([undefined, undefined]);
  expect(progress).toHaveLength(1);
  writeFileSync(join(client.folder, 'obj', 'project.assets.json'), '{}');
  await build();
  expect(progress).toHaveLength(1);
});
