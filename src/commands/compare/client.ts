import { kafkaVersion } from '../../setup/kafka-version.ts';
import { loadClients, type BrokenClient, type Client } from '../../comparison/contract/client.ts';
import { runClient } from '../../comparison/contract/run-client.ts';
import type { Outcome } from '../../comparison/contract/outcome.ts';
import { howToGet, missingTool } from '../../toolchains/toolchain.ts';
import { closest } from 'fastest-levenshtein';
import { brokenBy } from '../../comparison/features/cell-of.ts';
import { checkEvents } from '../../comparison/features/check-events.ts';
import { fill } from '../../comparison/features/check-groups.ts';
import { say } from '../../comparison/features/words.ts';
import type { Feature, Place } from '../../comparison/features/feature.ts';
import { features } from '../../comparison/features/features.ts';
import { whyOf } from '../../comparison/tables/feature-tables.ts';
import { cellEnv, placeFor, runCell } from '../../comparison/features/run-cell.ts';
import { accessEnv, stageOn, type Stage } from '../../comparison/features/stage.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { benchScenarios, clientBench, type BenchScenario } from './client-bench.ts';
import type { Context, ExitCode } from '../context.ts';
import { tidying, type Leftovers } from './leftovers.ts';
import { obtainBroker, type WantedSource } from '../obtain-broker.ts';

/** Every client of the comparison, and whether it can run here. */
export async function clientList({ output }: Context): Promise<ExitCode> {
  const rows = await Promise.all(loadClients().map(describe));
  const widths = columns.map((name) => Math.max(...rows.map((row) => ('error' in row ? 0 : row[name].length))));
  for (const row of rows) {
    if ('error' in row) output.print(output.paint('red', say.broken(row.name, row.error)));
    else
      output.print(
        columns
          .map((name, at) => row[name].padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd(),
      );
  }
  output.data(rows);
  return 0;
}

const columns = ['name', 'language', 'package', 'version', 'released', 'maintained', 'state'] as const;

async function describe(client: Client | BrokenClient) {
  if ('error' in client) return { name: client.name, error: client.error.message };
  const { name, language, package: packageName, version, released, maintained, engine } = client;
  const state = (await missingTool(client)) ?? say.here;
  return {
    name,
    language,
    package: packageName,
    version,
    released,
    maintained: say.maintained(maintained),
    engine,
    state,
  };
}

export interface ClientRunArgs {
  readonly client: string;
  /** `produce`, `consume`, `feature gzip`, or `gzip` alone. */
  readonly words: readonly string[];
  readonly records: number;
  readonly broker: WantedSource;
}

/** Runs one scenario of one client on whatever broker is there, and leaves nothing behind. Exit code 1 where it does not work, 3 where it cannot run here. */
export async function clientRun(context: Context, args: ClientRunArgs): Promise<ExitCode> {
  const client = findClient(args.client);
  const scenario = scenarioOf(args.words);
  await using broker = await obtainBroker(context, args.broker);
  if ('bench' in scenario) return await clientBench(context, client, scenario.bench, broker);
  await using stage = await stageOn(broker.connection);
  context.output.note(say.stage(broker.kafkaVersion ?? kafkaVersion, broker.label));
  await using leftovers = tidying(context, broker);
  if ('check' in scenario) return await runFeature(context, client, scenario, { stage, leftovers });
  return await runPlain(context, client, { ...args, scenario: scenario.name }, { stage, leftovers });
}

async function runPlain(context: Context, client: Client, args: ScenarioArgs, on: On): Promise<ExitCode> {
  const { output, signal } = context;
  const { place, outcome } = await runScenario(context, client, args, on);
  signal.throwIfAborted();
  output.data(outcome);
  if (outcome.kind !== 'report') return tellNoReport(output, outcome);
  for (const [name, value] of Object.entries(outcome.report)) output.print(say.reported(name, value));
  if (outcome.report.outcome !== 'works') return 1;
  const { scenario } = args;
  if (scenario !== 'produce' && scenario !== 'consume') return 0;
  const unlike = await checkEvents(scenario, { stage: on.stage, place, client: client.name, outcome });
  if (unlike !== undefined) output.print(say.unlike(unlike));
  return unlike === undefined ? 0 : 1;
}

function tellNoReport(output: Context['output'], outcome: Exclude<Outcome, { kind: 'report' }>): ExitCode {
  if (outcome.kind === 'broke') {
    output.print(brokenBy(outcome));
    return 1;
  }
  output.print(outcome.reason);
  noteHowToGet(output, outcome.reason);
  return 3;
}

function noteHowToGet(output: Context['output'], reason: string): void {
  const how = howToGet(reason);
  if (how !== undefined) output.note(say.next(how));
}

function findClient(name: string): Client {
  const clients = loadClients();
  const found = clients.find((client) => client.name === name);
  if (!found) {
    const names = clients.map((client) => client.name);
    throw new WorkbookError(say.unknownClient(name), { next: say.oneOf(names), fault: 'usage' });
  }
  if ('error' in found) throw found.error;
  return found;
}

const plainScenarios = ['produce', 'consume', 'read', 'partitions'] as const;
type PlainScenario = (typeof plainScenarios)[number];

type Scenario = Feature | { readonly name: PlainScenario } | { readonly bench: BenchScenario };

function scenarioOf(typed: readonly string[]): Scenario {
  const words = typed[0] === 'feature' ? typed.slice(1) : typed;
  const [name] = words;
  if (words.length > 1) throw misuse(say.tooMany(words), say.scenarios(words[0] ?? ''));
  const feature = features.find((each) => each.name === name);
  if (feature) return feature;
  if (words !== typed) throw misuse(name === undefined ? say.noFeature : say.unknownFeature(name), featureNames());
  const plain = plainScenarios.find((each) => each === name);
  if (plain) return { name: plain };
  const bench = benchScenarios.find((each) => each === name);
  if (bench) return { bench };
  const nearest = closest(name ?? '', [...plainScenarios, ...benchScenarios, ...features.map((each) => each.name)]);
  throw misuse(say.unknownScenario(typed.join(' ')), say.scenarios(nearest));
}

const featureNames = (): string => say.oneOf(features.map(({ name }) => name));

const misuse = (what: string, next: string): WorkbookError => new WorkbookError(what, { next, fault: 'usage' });

interface On {
  readonly stage: Stage;
  readonly leftovers: Leftovers;
}

async function runFeature(
  { output, signal }: Context,
  client: Client,
  feature: Feature,
  { stage, leftovers }: On,
): Promise<ExitCode> {
  const { cell } = await runCell(client, feature, stage, { signal, onProgress: output.note, onPlace: leftovers.add });
  signal.throwIfAborted();
  output.data(cell);
  output.print(say.reported('outcome', cell.outcome));
  output.print(say.reported('why', whyOf(cell)));
  for (const [name, value] of Object.entries(cell))
    if (['evidence', 'settings', 'extra', 'seconds'].includes(name)) output.print(say.reported(name, value));
  if (cell.outcome === 'not-run') {
    noteHowToGet(output, cell.reason);
    return 3;
  }
  return cell.outcome === 'works' || cell.outcome === 'works-with-extra' ? 0 : 1;
}

interface ScenarioArgs {
  readonly scenario: PlainScenario;
  readonly records: number;
}

async function runScenario(
  { output, signal }: Context,
  client: Client,
  { scenario, records }: ScenarioArgs,
  { stage, leftovers }: On,
): Promise<{ place: Place; outcome: Outcome }> {
  const place = placeFor(client, { name: scenario, records });
  leftovers.add(place);
  const partitions = { produce: 3, consume: 3, read: 1, partitions: 12 }[scenario];
  await stage.observer.createTopic(place.topic, { partitions });
  if (scenario === 'read') await fill(stage, place);
  if (scenario === 'consume') await stage.observer.produce(place.topic, events(records));
  output.note(say.places(place.topic, place.groupId));
  const env = { ...accessEnv(stage, 'plain'), ...cellEnv(place, stage) };
  return { place, outcome: await runClient(client, { words: [scenario], env, signal, onProgress: output.note }) };
}

/** What the contract's `produce` writes, for `consume` to read. */
function events(count: number) {
  return Array.from({ length: count }, (_, id) => {
    const customer = `customer-${id % 7}`;
    return { key: customer, value: JSON.stringify({ id, customer, amount: 12.5 }), headers: { source: 'workbook' } };
  });
}
