// The process of the file under test, for all that runs in the suite's process: one waits ahead, one is at work.
import type { Closed } from './close-folders.ts';
import { endOfRun } from './ending.ts';
import { processOnly, type Isolation } from './isolation.ts';
import { SubjectProcess, type SubjectOptions } from './subject-process.ts';

let options: SubjectOptions | undefined;
let spare: SubjectProcess | undefined;
let current: SubjectProcess | undefined;
let closed: Closed = { folders: [], except: [] };
let exported = new Map<string, unknown>();

/** How processes for files under test are started here, from now on. */
export function configureSubjects(how: SubjectOptions): void {
  options = how;
}

/** Starts one ahead, where none waits; resolves when it does. */
export async function prepareSubject(): Promise<void> {
  spare ??= start();
  await spare.warm;
}

/** What the file under test of this run may not read. */
export const closedFolders = (): Closed => closed;

/** From now on, files under test may not read these. */
export function closeToSubjects(folders: Closed): void {
  closed = folders;
}

/** Gives the waiting process its file. */
export function loadSubject(url: string): void {
  current?.end();
  // One that died while it waited is replaced: the learner's file is not to blame.
  current = spare && !spare.isOver ? spare : start();
  spare = undefined;
  current.load(url, closed);
}

/**
 * Waits until the file under test is loaded, where there is one.
 * @throws the error of loading it.
 */
export async function subjectIsLoaded(): Promise<void> {
  const subject = current;
  exported = new Map();
  if (!subject) return;
  subject.begin(endOfRun);
  for (const { name, kind, value } of await subject.loaded) {
    exported.set(name, kind === 'function' ? (...args: unknown[]) => subject.call(name, args) : value);
  }
}

/** Names of what the file under test exports. */
export const exportedNames = (): string[] => [...exported.keys()];

/** What stands in the suite for an export of the file under test. */
export const exportOf = (name: string): unknown => exported.get(name);

/** The name by which the file under test exports what a suite has imported of it. */
export function nameOfExport(value: unknown): string {
  const found = [...exported].find(([, each]) => each === value);
  if (!found) throw new Error('The suite has not imported this from the file under test.');
  return found[0];
}

export function currentSubject(): SubjectProcess {
  if (!current) throw new Error('No file is under test.');
  return current;
}

/** Ends the process of the file under test. */
export function endSubject(): void {
  current?.end();
  current = undefined;
}

/** Ends all of them. */
export function endSubjects(): void {
  endSubject();
  spare?.end();
  spare = undefined;
}

/** How far learner code is kept from other processes here. */
export const subjectIsolation = (): Isolation => options?.isolation ?? processOnly;

function start(): SubjectProcess {
  if (!options) throw new Error('It was not said how to start a process for a file under test.');
  return new SubjectProcess(options);
}
