import type { GradeReport, LearnerGrade } from '../grade-report.ts';
import type { Result } from '../result.ts';
import { entriesOf, type Entry } from './entries.ts';

/** JUnit XML as build servers read it: a suite for each learner and exercise, points as properties. */
export function toJUnit({ learners }: GradeReport): string {
  const suites = learners.flatMap((learner) => learner.results.map((result) => suite(learner, result)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="workbook">\n${suites.join('\n')}\n</testsuites>\n`;
}

function suite({ learner }: LearnerGrade, result: Result): string {
  const { exercise, points, maxPoints, durationMs } = result;
  const cases = entriesOf(result);
  const bad = (status: Entry['status']): number => cases.filter((each) => each.status === status).length;
  const counts = `tests="${cases.length}" failures="${bad('fail')}" errors="${bad('error')}" time="${durationMs / 1_000}"`;
  return [
    `  <testsuite name="${escapeXml(`${learner}: ${exercise}`)}" ${counts}>`,
    `    <properties><property name="points" value="${points}"/><property name="max_points" value="${maxPoints}"/></properties>`,
    ...cases.map((each) => testCase(each, exercise)),
    '  </testsuite>',
  ].join('\n');
}

function testCase({ name, status, message, output }: Entry, exercise: string): string {
  const open = `    <testcase classname="${escapeXml(exercise)}" name="${escapeXml(name)}"`;
  const why = escapeXml(message ?? '');
  const element = status === 'fail' ? 'failure' : 'error';
  const verdict = status === 'pass' ? '' : `<${element} message="${why.split('\n', 1).join()}">${why}</${element}>`;
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
