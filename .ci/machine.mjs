// What CI runs on every system that learners have: the way in, set-up from nothing, a broker, an exercise, and all that is proved
// without one. Any Node from 18 on starts it, as a learner would. The last line is "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
const results = [];

/** Runs the workbook as a person would, and holds exit code and words against what they should be. */
function fact(name, words, { code = 0, says = /./ } = {}) {
  const started = performance.now();
  const [command, args] = windows
    ? ['cmd.exe', ['/d', '/c', 'workbook.cmd', ...words]]
    : [process.execPath, ['bin/workbook.mjs', ...words]];
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    timeout: 30 * 60_000,
  });
  const said = [stdout, stderr, error].filter(Boolean).join('');
  tell(name, status === code && says.test(said), (performance.now() - started) / 1000);
  if (!results.at(-1)) console.log(`  ended with ${status} instead of ${code}; said:\n${said.slice(-6_000)}`);
}

function tell(name, ok, seconds) {
  results.push(ok);
  console.log(`${ok ? 'ok' : 'FAILED'}: ${name} (${seconds.toFixed(1)} s)`);
}

// An attempt at an exercise, which is not solved: a verdict, from nothing but Node.
fact('a first verdict', ['run', '1/1', '--plain'], { code: 1, says: /0 of \d+ tests passed/ });
fact('doctor finds what is needed', ['doctor', '--plain'], { says: /\b(All is here|The workbook works)\b/ });
fact('a broker starts', ['broker', 'start', '--plain'], {
  says: /The broker runs: embedded Kafka|A broker runs already|in a container/,
});
fact('the broker is found', ['broker', 'status', '--plain'], { says: /cluster/ });
fact('solutions pass and wrong answers fail on it', ['check', '1/1', '2/1', '--plain'], { says: /\b0 errors/ });
fact('it is there after the runs, whose topics were to be removed', ['broker', 'status', '--plain'], {
  says: /cluster/,
});
fact('the broker stops', ['broker', 'stop', '--plain'], { says: /stopped/ });
fact('types and unit tests', ['test', 'types', 'unit', '--plain'], { says: /\b0 failed/ });

const passed = results.filter(Boolean).length;
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exitCode = passed === results.length ? 0 : 1;
