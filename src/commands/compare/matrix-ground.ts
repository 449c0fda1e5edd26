// Where the matrix is run: a broker of its own with every kind of listener, or one that somebody has.
import { openStage, stageOn, type Stage } from '../../comparison/features/stage.ts';
import { say } from '../../comparison/features/words.ts';
import type { Place } from '../../comparison/features/feature.ts';
import { kafkaVersion } from '../../setup/kafka-version.ts';
import { startRegistry } from '../../lab/registry/registry.ts';
import { ensure } from '../../setup/start-setup.ts';
import type { Context } from '../context.ts';
import { obtainBroker, type WantedSource } from '../obtain-broker.ts';
import { tidying } from './leftovers.ts';

export interface Ground extends AsyncDisposable {
  readonly stage: Stage;
  /** The broker's version, or that it is not known. */
  readonly kafka: string;
  /** To be told of topics that are about to be made. */
  readonly onPlace: (place: Pick<Place, 'topic'>) => void;
}

/** A broker of its own with TLS, SASL and ACLs, and a registry where one is asked for. */
async function stageFor({ output, signal }: Context, withRegistry: boolean): Promise<Stage> {
  await ensure(['java', 'jars'], { signal });
  output.note(say.starting);
  return openStage({ signal, onProgress: output.note, withRegistry });
}

/**
 * The ground for a run. On a broker that is given there are no other listeners than the one given, so the cells of those
 * say that; what is made there goes with the run. A registry is the workbook's own in both cases.
 */
export async function groundFor(
  context: Context,
  withRegistry: boolean,
  source: WantedSource | undefined,
): Promise<Ground> {
  await using stack = new AsyncDisposableStack();
  if (source === undefined) {
    const stage = stack.use(await stageFor(context, withRegistry));
    const held = stack.move();
    return {
      stage,
      kafka: kafkaVersion,
      onPlace: () => undefined,
      [Symbol.asyncDispose]: async () => held.disposeAsync(),
    };
  }
  const broker = stack.use(await obtainBroker(context, source));
  const leftovers = stack.use(tidying(context, broker));
  const plain = stack.use(await stageOn(broker.connection));
  const registry = withRegistry ? await registryFor(context, stack) : plain.registry;
  context.output.note(say.given(broker.label));
  const held = stack.move();
  return {
    stage: { ...plain, registry, [Symbol.asyncDispose]: async () => undefined },
    kafka: broker.kafkaVersion ?? say.unknownKafka,
    onPlace: leftovers.add,
    [Symbol.asyncDispose]: async () => held.disposeAsync(),
  };
}

async function registryFor({ output, signal }: Context, stack: AsyncDisposableStack): Promise<Stage['registry']> {
  try {
    return stack.use(await startRegistry({ signal, onProgress: output.note }));
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}
