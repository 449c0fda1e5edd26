import { buildProgram } from '../../../toolchains/build-program.ts';
import { loadClients, type BrokenClient, type Client } from '../../../comparison/contract/client.ts';
import { runClient } from '../../../comparison/contract/run-client.ts';
import { isLack } from '../../../toolchains/lack.ts';
import { runProgram } from '../../../toolchains/run-program.ts';
import { missingTool } from '../../../toolchains/toolchain.ts';
import { checkEvents } from '../../../comparison/features/check-events.ts';
import { newestResult } from '../../../comparison/results/newest-result.ts';
import { standingOf } from '../../../comparison/results/standing.ts';
import { cellEnv, placeFor } from '../../../comparison/features/run-cell.ts';
import { eachOf } from '../../../comparison/features/run-matrix.ts';
import { accessEnv, stageOn, type Stage } from '../../../comparison/features/stage.ts';
import type { Context } from '../../context.ts';
import { obtainBroker } from '../../obtain-broker.ts';
import { LineTeller } from './line-teller.ts';
import type { Line, Result, Wanted } from './part.ts';
import { proveInterop } from './prove-interop.ts';
import { text as words } from '../../../text/words.ts';

const checkLimitMs = 5 * 60_000;

/** Every client whose toolchain is here: it builds, writes the chapter's events, reads them again, and all understand each other. */
export async function testClients(context: Context, { broker: source }: Wanted): Promise<Result> {
  const { output, signal } = context;
  await using broker = await obtainBroker(context, source);
  await using stage = await stageOn(broker.connection);
  const teller = new LineTeller(context);
  const dead = knownDead();
  const able = await eachOf(loadClients(), signal, async (client) => {
    const lines = await proveClient(client, { stage, dead, signal, note: output.note });
    lines.forEach(teller.tell);
    return { client, works: lines.every(({ kind }) => kind === 'passed') };
  });
  signal.throwIfAborted();
  const clients = able.flatMap(({ client, works }) =>
    'error' in client || !works || dead.has(client.name) ? [] : [client],
  );
  for (const line of await proveInterop(clients, stage, signal)) teller.tell(line);
  return teller.result;
}

/** Clients that the newest result shows to fail against this broker: they must fail here, too, in words. */
function knownDead(): ReadonlySet<string> {
  const matrix = newestResult('matrix');
  const names = matrix?.clients.map(({ name }) => name) ?? [];
  return new Set(names.filter((name) => matrix && standingOf(matrix, name).is === 'dead'));
}

interface Proof {
  readonly stage: Stage;
  readonly dead: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

async function proveClient(client: Client | BrokenClient, proof: Proof): Promise<Line[]> {
  const { name } = client;
  if ('error' in client) return [{ kind: 'failed', what: client.error.message }];
  const missing = await missingTool(client);
  if (missing !== undefined) return [{ kind: 'skipped', what: `${name}: ${missing}` }];
  const unbuilt = await buildProgram(client, proof.note);
  if (unbuilt !== undefined) return [{ kind: isLack(unbuilt) ? 'skipped' : 'failed', what: `${name}: ${unbuilt}` }];
  const place = placeFor(client, { name: 'events', records: 20 });
  await proof.stage.observer.createTopic(place.topic, { partitions: 3 });
  const lines = await runChecks(client, proof.signal);
  for (const scenario of ['produce', 'consume'] as const) {
    const env = { ...accessEnv(proof.stage, 'plain'), ...cellEnv(place, proof.stage) };
    const outcome = await runClient(client, { words: [scenario], env, signal: proof.signal });
    const wrong = await checkEvents(scenario, { stage: proof.stage, place, client: name, outcome });
    lines.push(lineOf(`${name}: ${scenario}`, wrong, proof.dead.has(name)));
  }
  return lines;
}

// What the folder asks of itself, such as its formatter.
async function runChecks(client: Client, signal: AbortSignal): Promise<Line[]> {
  const lines: Line[] = [];
  for (const command of client.checks) {
    const what = `${client.name}: ${command.join(' ')}`;
    const ended = await runProgram({ program: client, command, env: {}, deadlineMs: checkLimitMs, signal });
    const said = `${what}\n${(ended.stderr + ended.stdout).trim()}`;
    lines.push(ended.code === 0 ? { kind: 'passed', what } : { kind: 'failed', what: said });
  }
  return lines;
}

function lineOf(what: string, wrong: string | undefined, isDead: boolean): Line {
  if (isDead && wrong === undefined) return { kind: 'failed', what: words.test.interop.better(what) };
  if (wrong === undefined) return { kind: 'passed', what };
  return { kind: isDead ? 'passed' : 'failed', what: `${what}: ${wrong}${isDead ? words.test.interop.asKnown : ''}` };
}
