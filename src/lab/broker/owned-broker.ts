// A broker that this process started: it ends with this process, at the latest.
import type { Broker } from './broker.ts';
import type { Guard } from './guard.ts';
import { removeRunFolder, type RunFolder } from './run-folder.ts';

interface About extends Pick<Broker, 'connection' | 'clusterId' | 'label' | 'users'> {
  readonly source: 'embedded' | 'container';
  readonly kafkaVersion: string;
}

export interface OwnedParts extends About {
  readonly run: RunFolder;
  readonly guard: Guard;
}

/** A started broker that its owner can also leave behind. */
export interface OwnedBroker extends Broker, About {
  readonly source: About['source'];
  readonly kafkaVersion: string;
  readonly run: RunFolder;
  /** Lets the broker live on after this process: it then ends by `workbook broker stop`. */
  leave(): Promise<void>;
}

/** The broker of a run, which its disposal ends. */
export function ownedBroker({
  run,
  guard,
  source,
  connection,
  clusterId,
  kafkaVersion,
  label,
  users,
}: OwnedParts): OwnedBroker {
  let left = false;
  return {
    source,
    connection,
    clusterId,
    kafkaVersion,
    label,
    users,
    run,
    env: {},
    lost: guard.lost,
    async leave() {
      left = true;
      await guard.keep();
    },
    async [Symbol.asyncDispose]() {
      if (left) return;
      await guard.stop();
      await removeRunFolder(run.folder);
    },
  };
}
