import { withHarnessErrors } from './harness-error.ts';
import type { LabConnection } from './lab.ts';
import { Observer } from './observer.ts';

const shared = new Map<string, Observer>();

/** The observer that all tests of this process share for a connection, connected; it ends with the process. */
export async function sharedObserver(connection: LabConnection): Promise<Observer> {
  const key = JSON.stringify(connection);
  const observer = shared.get(key) ?? withHarnessErrors(new Observer(connection));
  shared.set(key, observer);
  await observer.connect();
  return observer;
}
