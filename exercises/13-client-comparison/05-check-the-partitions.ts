import type { Lab } from '#testkit';

/** A client whose rule for partitions nobody knows. */
export interface Candidate {
  readonly name: string;
  /** Writes one record for each key, and resolves when it is done. */
  write(topic: string, keys: readonly string[]): Promise<void>;
}

export interface Verdict {
  /** Whether every key stands where the Java client would have put it. */
  agrees: boolean;
  /** The keys that do not stand there. */
  differing: string[];
}

/** Finds out on a topic of its own whether the candidate puts keys where the Java client would. */
export async function checkThePartitions(lab: Lab, candidate: Candidate): Promise<Verdict> {
  // TODO: make a topic, let the candidate write keys to it, and compare where they stand with where Java puts them.
  throw new Error(`Nobody has looked where ${candidate.name} puts the keys of ${lab.topic} yet.`);
}
