// A result for tests that are not about grading.
import type { Result, TestResult } from './result.ts';

const about = {
  course: '1.0.0',
  suite: '0123456789abcdef',
  kafka: '4.4.0',
  clients: { kafkajs: '2.2.4' },
  node: '24.21.0',
  isolation: 'process',
  retries: 0,
};

const subject = { role: 'learner', name: 'mine', language: 'typescript', client: 'kafkajs' };

/** A result with these parts. */
export function resultWith(parts: Partial<Result> & Pick<Result, 'exercise' | 'status'>): Result {
  return {
    formatVersion: 1,
    subject,
    message: null,
    output: null,
    points: 0,
    maxPoints: 10,
    durationMs: 300,
    requirements: [],
    tests: [],
    about,
    ...parts,
  };
}

/** A test's result with these parts. */
export function testWith(parts: Partial<TestResult> & Pick<TestResult, 'id'>): TestResult {
  return {
    title: parts.id,
    state: 'passed',
    message: null,
    output: null,
    requirements: [],
    durationMs: 5,
    ...parts,
  };
}

/** A requirement's result in this state, worth some points. */
export function requirementWith(id: string, state: Result['requirements'][number]['state'], maxPoints = 1) {
  const points = state === 'met' ? maxPoints : 0;
  return { id, state, points, maxPoints, message: null, section: 'sending', tests: [] };
}
