// What a row of the matrix is: how its cell is set up, run, and checked at the broker.
import type { Report } from '../contract/outcome.ts';
import type { WireTap } from '../../lab/door/wire-tap.ts';
import type { Access, Stage } from './stage.ts';

/** Names of one cell's own. */
export interface Place {
  readonly topic: string;
  readonly topicToDelete: string;
  readonly groupId: string;
  readonly instanceId: string;
  readonly records: number;
}

/** What there is to look at while a program holds something, or after its end. */
export interface Seen {
  readonly stage: Stage;
  readonly place: Place;
  /** Undefined while the program still runs. */
  readonly report: Report | undefined;
  /** For features that only the wire shows. */
  readonly tap: WireTap | undefined;
}

/** The broker shows something else than the program says. */
export class Disproved extends Error {
  override readonly name = 'Disproved';
}

export interface Feature {
  /** As typed, and as the contract names it. */
  readonly name: string;
  /** Words of the program; `feature NAME` where not said. */
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Of the topic that is made before; 0: the program makes it. */
  readonly partitions: number;
  readonly records: number;
  /** Ways into the broker; the cell works only by all of them. */
  readonly accesses?: readonly Access[];
  /** Looks through a wire tap. */
  readonly tapped?: true;
  /** The program says `ready`, and is looked at before it is told to stop. */
  readonly holds?: true;
  readonly needsRegistry?: true;
  /** Fills the topic or makes the group that the program works on. */
  readonly prepare?: (stage: Stage, place: Place) => Promise<void>;
  /** Says what the broker showed; throws Disproved where that is not the feature. */
  readonly check: (seen: Seen) => Promise<string>;
}

/** Throws where a fact does not hold. */
export function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new Disproved(otherwise);
}
