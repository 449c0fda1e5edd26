import { exerciseById, type Course } from '../../course/course.ts';
import { isVerdict, type Result } from '../../grading/result.ts';
import type { SessionEvent } from '../../watch/session.ts';
import { text } from '../words.ts';

/** The sentence that a screen reader speaks about an event; undefined where silence is better. */
export function announce(event: SessionEvent, course: Course): string | undefined {
  if (event.type === 'run-finished') return verdictSaid(event.result, course);
  if (event.type === 'broker')
    return event.broker.status === 'ready' ? event.broker.label : text.broker[event.broker.status];
  return undefined;
}

function verdictSaid(result: Result, course: Course): string {
  const { exercise, status, tests } = result;
  const label = exerciseById(course, exercise)?.label ?? exercise;
  const passed = tests.filter((test) => test.state === 'passed').length;
  const first = tests.find((test) => test.state !== 'passed')?.title;
  if (status === 'passed') return text.verdict.said.pass(label, tests.length);
  if (!isVerdict(result) || first === undefined) return text.verdict.said.error(label);
  return text.verdict.said.fail(label, passed, tests.length, first);
}
