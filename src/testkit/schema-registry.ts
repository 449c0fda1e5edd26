// The Schema Registry of a run whose task says `needs: [registry]`.
import { HarnessError } from './harness-error.ts';
import { currentJob } from './job.ts';
import { words } from './words.ts';

/**
 * URL of the registry's Confluent-compatible API, which other runs use as well: name subjects after topics of the run's own.
 * @throws HarnessError where the run has none.
 */
export function schemaRegistry(): string {
  const { registry } = currentJob();
  if (registry === undefined) throw new HarnessError(words.registry.none);
  return registry;
}
