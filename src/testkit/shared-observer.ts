import { withHarnessErrors } from './harness-error.ts';
import type { LabConnection } from './lab.ts';
import { Observer } from './observer.ts';

let shared: { readonly key: string; readonly observer: Observer } | undefined;

/** The observer that all tests of this process share, connected; it ends with the process. */
export async function sharedObserver(connection: LabConnection): Promise<Observer> {
  const key = JSON.stringify(connection);
  if (shared?.key !== key) shared = { key, observer: withHarnessErrors(new Observer(connection)) };
  await shared.observer.connect();
  return shared.observer;
}
