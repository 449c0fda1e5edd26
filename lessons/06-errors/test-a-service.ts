import { join } from 'node:path';
import { startVitest, type TestCase } from 'vitest/node';

const root = join(import.meta.dirname, 'tests');
for (const handler of ['careful', 'careless'] as const) {
  console.log(`The ${handler} kitchen`);
  const vitest = await startVitest('test', [], {
    root,
    config: false,
    watch: false,
    include: ['kitchen-test.ts'],
    testTimeout: 30_000,
    execArgv: ['--disable-warning=TimeoutNegativeWarning'],
    experimental: { viteModuleRunner: false, nodeLoader: false },
    provide: { handler },
    reporters: [{ onTestCaseResult: tell }],
  });
  await vitest.close();
}
process.exitCode = 0; // a careless kitchen is meant to fail

function tell(test: TestCase): void {
  const { state, errors } = test.result();
  console.log(`${state}: ${test.name}`);
  for (const { message } of errors ?? []) console.log(`        ${message.split('\n')[0]}`);
}
