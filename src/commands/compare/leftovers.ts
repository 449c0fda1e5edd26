// What a run has made on a broker that others use.
import kafkajs from 'kafkajs';
import type { Broker } from '../../lab/broker/broker.ts';
import { removeByPrefix } from '../../lab/broker/sweep.ts';
import type { Place } from '../../comparison/features/feature.ts';
import { say } from '../../comparison/features/words.ts';
import { withAdmin } from '../../comparison/features/check-groups.ts';
import { patientClient } from '../../kafka/client.ts';
import type { Context } from '../context.ts';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

export interface Leftovers extends AsyncDisposable {
  readonly add: (place: Pick<Place, 'topic'>) => void;
}

// A classroom's broker serves forty people for weeks: what a run made there goes with it.
/** Remembers topics, and removes them with their groups at its end; what stays is told. */
export function tidying({ output }: Context, { connection }: Pick<Broker, 'connection'>): Leftovers {
  const topics: string[] = [];
  return {
    add: ({ topic }) => void topics.push(topic),
    [Symbol.asyncDispose]: async () => {
      for (const topic of topics) {
        try {
          const { kept } = await removeByPrefix(connection, topic);
          await removeBindings(connection, topic);
          if (kept.length > 0) output.note(say.kept(kept));
        } catch (error) {
          output.note(say.notRemoved(topic, error instanceof Error ? error.message : String(error)));
        }
      }
    },
  };
}

// Where nobody may look at ACLs, none were made.
async function removeBindings(connection: Broker['connection'], topic: string): Promise<void> {
  const filter = {
    resourceType: AclResourceTypes.TOPIC,
    resourceName: topic,
    resourcePatternType: ResourcePatternTypes.LITERAL,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
  };
  const work = withAdmin(patientClient(connection, 'workbook-tidying'), async (admin) =>
    admin.deleteAcls({ filters: [filter] }),
  );
  await work.catch(() => undefined);
}
