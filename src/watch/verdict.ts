// A verdict as lines of text: test by test, with the reason and the learner's log under a test that did not pass.
import type { Requirement } from '../course/course.ts';
import { isVerdict, type Result, type TestResult } from '../grading/result.ts';
import { inlineText } from '../text/inline-text.ts';
import { watchText } from './words.ts';
import { wrapLines, type Look } from './look.ts';

/** One test: a mark and its title; where it did not pass, why and what was logged. */
export function testLines(test: TestResult, look: Look): string[] {
  const passed = test.state === 'passed';
  const head = marked(test.title, { passed, word: wordFor(test.state) }, look);
  if (passed) return head;
  const reason = test.message === null ? [] : wrapLines(test.message, look, '    ');
  return [...head, ...reason, ...logLines(watchText.logHeading, test.output, look)];
}

function marked(text: string, { passed, word }: { passed: boolean; word: string }, look: Look): string[] {
  const mark = look.colour ? look.paint(passed ? 'green' : 'red', passed ? '✓' : '✗') : `${word}:`;
  const [first = '', ...rest] = wrapLines(text, look, look.colour ? '  ' : '');
  return [look.colour ? `${mark} ${first.trimStart()}` : `${mark} ${first}`, ...rest];
}

const wordFor = (state: TestResult['state']): string =>
  state === 'passed' ? watchText.passed : state === 'failed' ? watchText.failed : watchText.error;

/** What became of each requirement, in the task's words: `✓ 2/2 …`. Nothing where all are met. */
function requirementLines({ status, requirements }: Result, asked: readonly Requirement[], look: Look): string[] {
  if (status === 'passed') return [];
  const lines = requirements.flatMap(({ id, state, points, maxPoints }) => {
    const text = inlineText(asked.find((each) => each.id === id)?.text ?? id);
    // A mark says no more than that it is not met; without marks the line begins with the word itself.
    const word = look.colour && state !== 'met' ? `${watchText.states[state]}: ` : '';
    const said = `${points}/${maxPoints} ${word}${text}`;
    return marked(said, { passed: state === 'met', word: watchText.states[state] }, look);
  });
  return lines.length > 0 ? [...lines, ''] : [];
}

function logLines(name: string, output: string | null, look: Look): string[] {
  if (output === null || output.trim() === '') return [];
  const heading = `    ${look.paint('dim', name)}`;
  return [heading, ...wrapLines(output, look, '      ').map((line) => look.paint('dim', line))];
}

/** A whole result: its tests, as far as they ran, then what sums up. */
export function resultLines(result: Result, asked: readonly Requirement[], look: Look): string[] {
  const ran = result.tests.filter(({ state }) => state === 'passed' || state === 'failed');
  const tests = (isVerdict(result) ? result.tests : ran).flatMap((test) => testLines(test, look));
  return [...tests, ...(tests.length > 0 ? [''] : []), ...summaryLines(result, asked, look)];
}

/**
 * What became of each requirement, and the line that sums up; where it is no pass, why, and what was logged outside of the
 * tests.
 * @param asked the task's requirements, for their words.
 */
export function summaryLines(result: Result, asked: readonly Requirement[], look: Look): string[] {
  const points = watchText.points(result.points, result.maxPoints);
  if (result.status === 'passed') {
    return wrapLines(look.paint(['bold', 'green'], watchText.allPassed(points, result.durationMs)), look);
  }
  // What came when no test was running fails the run and no test: without it, nobody knew why.
  const why = result.message === null ? [] : wrapLines(result.message, look, '    ');
  const rest = [...why, ...logLines(watchText.logOutsideHeading, result.output, look)];
  if (!isVerdict(result)) return [look.paint(['bold', 'red'], watchText.couldNotRun), ...rest];
  const passed = result.tests.filter(({ state }) => state === 'passed').length;
  const sum = watchText.somePassed(passed, result.tests.length, points, result.durationMs);
  return [...requirementLines(result, asked, look), ...wrapLines(look.paint(['bold', 'red'], sum), look), ...rest];
}
