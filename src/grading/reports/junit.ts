import type { GradeReport, LearnerGrade } from '../grade-report.ts';
import type { Result, TestResult } from '../result.ts';

/** JUnit XML as build servers read it: a suite for each learner and exercise, points as properties. */
export function toJUnit({ learners }: GradeReport): string {
  const suites = learners.flatMap((learner) => learner.results.map((result) => suite(learner, result)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="workbook">\n${suites.join('\n')}\n</testsuites>\n`;
}

function suite({ learner }: LearnerGrade, result: Result): string {
  const { exercise, tests, points, max_points, duration_ms } = result;
  const cases = tests.length > 0 ? tests : [wholeRun(result)];
  const bad = (status: TestResult['status']): number => cases.filter((test) => test.status === status).length;
  const counts = `tests="${cases.length}" failures="${bad('fail')}" errors="${bad('error')}" time="${duration_ms / 1_000}"`;
  return [
    `  <testsuite name="${escapeXml(`${learner}: ${exercise}`)}" ${counts}>`,
    `    <properties><property name="points" value="${points}"/><property name="max_points" value="${max_points}"/></properties>`,
    ...cases.map((test) => testCase(test, exercise)),
    '  </testsuite>',
  ].join('\n');
}

// A run in which no test came to be still has a verdict.
function wholeRun({ status, message, output, points, max_points, duration_ms }: Result): TestResult {
  return { name: 'runs', status, message, output, task_id: null, points, max_points, duration_ms };
}

function testCase({ name, status, message, output, duration_ms }: TestResult, exercise: string): string {
  const open = `    <testcase classname="${escapeXml(exercise)}" name="${escapeXml(name)}" time="${duration_ms / 1_000}"`;
  const why = escapeXml(message ?? '');
  const verdict =
    status === 'pass'
      ? ''
      : `<${status === 'fail' ? 'failure' : 'error'} message="${why.split('\n', 1).join()}">${why}</${status === 'fail' ? 'failure' : 'error'}>`;
  const log = output ? `<system-out>${escapeXml(output)}</system-out>` : '';
  return verdict || log ? `${open}>${verdict}${log}</testcase>` : `${open}/>`;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// Characters that XML 1.0 cannot hold at all are left out.
function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => escapes[character] ?? '')
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}
