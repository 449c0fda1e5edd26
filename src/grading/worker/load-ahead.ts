// What a suite's run loads, loaded before there is a suite. It costs nobody anything while a process waits; in a run it
// would be half of the time until the verdict.
import { readdirSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LabConnection } from '../../testkit/lab.ts';
import { loadProtocol } from '../../kafka/kafkajs/load-protocol.ts';
import { sharedObserver } from '../../testkit/shared-observer.ts';

/** Loads vitest's parts and the testkit, and connects the observer. */
export async function loadAhead(connection: LabConnection): Promise<void> {
  // Node compiles its TypeScript support at the first file whose types it strips.
  stripTypeScriptTypes('const loaded: boolean = true;');
  loadProtocol();
  await Promise.all([
    // Not testkit.ts itself: vitest's `test` can be extended only while a suite runs.
    import('../../testkit/run-program.ts'),
    import('../../lab/door/silent-server.ts'),
    import('../../testkit/unique-name.ts'),
    import('../../testkit/suite-words.ts'),
    import('../../testkit/verify.ts'),
    import('../../lab/door/wire-tap.ts'),
    loadVitest(),
    // A broker that does not answer now is for the suite to find out.
    sharedObserver(connection).catch(() => undefined),
  ]);
}
// vitest loads these at its first run, from files that it names for itself. A name that is not there any more costs some
// milliseconds and nothing else.
async function loadVitest(): Promise<void> {
  const chunks = join(dirname(fileURLToPath(import.meta.resolve('vitest'))), 'chunks');
  const names = readdirSync(chunks).filter((name) =>
    /^(native|nativeModuleRunner|node|console)\.[\w-]+\.js$/.test(name),
  );
  await Promise.all(names.map((name) => import(pathToFileURL(join(chunks, name)).href)));
}
