// A verdict as lines of text: test by test, with the reason and the learner's log under a test that did not pass.
import type { Result, TestResult } from '../grading/result.ts';
import { watchText } from './en.ts';
import { wrapLines, type Look } from './look.ts';

/** One test: a mark, its name and its points; where it did not pass, why and what was logged. */
export function testLines(test: TestResult, look: Look): string[] {
  const passed = test.status === 'pass';
  const mark = look.colour ? look.paint(passed ? 'green' : 'red', passed ? '✓' : '✗') : `${wordFor(test.status)}:`;
  const points = test.max_points > 0 ? look.paint('dim', ` ${test.points}/${test.max_points}`) : '';
  const [first = '', ...rest] = wrapLines(test.name + points, look, look.colour ? '  ' : '');
  const head = [look.colour ? `${mark} ${first.trimStart()}` : `${mark} ${first}`, ...rest];
  if (passed) return head;
  const reason = test.message === null ? [] : wrapLines(test.message, look, '    ');
  return [...head, ...reason, ...logLines(watchText.logHeading, test.output, look)];
}

const wordFor = (status: TestResult['status']): string =>
  ({ pass: watchText.passed, fail: watchText.failed, error: watchText.error })[status];

function logLines(name: string, output: string | null, look: Look): string[] {
  if (output === null || output.trim() === '') return [];
  const heading = `    ${look.paint('dim', name)}`;
  return [heading, ...wrapLines(output, look, '      ').map((line) => look.paint('dim', line))];
}

/** A whole result: its tests, as far as they ran, then what sums up. */
export function resultLines(result: Result, look: Look): string[] {
  const ran = result.status === 'error' ? result.tests.filter(({ status }) => status !== 'error') : result.tests;
  const tests = ran.flatMap((test) => testLines(test, look));
  return [...tests, ...(tests.length > 0 ? [''] : []), ...summaryLines(result, look)];
}

/** The line that sums up; where it is no pass, why, and what was logged outside of the tests. */
export function summaryLines(result: Result, look: Look): string[] {
  const points = watchText.points(result.points, result.max_points);
  if (result.status === 'pass') {
    return wrapLines(look.paint(['bold', 'green'], watchText.allPassed(points, result.duration_ms)), look);
  }
  // What came when no test was running fails the run and no test: without it, nobody knew why.
  const why = result.message === null ? [] : wrapLines(result.message, look, '    ');
  const rest = [...why, ...logLines(watchText.logOutsideHeading, result.output, look)];
  if (result.status === 'error') return [look.paint(['bold', 'red'], watchText.couldNotRun), ...rest];
  const passed = result.tests.filter(({ status }) => status === 'pass').length;
  const sum = watchText.somePassed(passed, result.tests.length, points, result.duration_ms);
  return [...wrapLines(look.paint(['bold', 'red'], sum), look), ...rest];
}
