import { expect, it } from 'vitest';
import { resultWith, testWith } from '../../grading/result.fixture.ts';
import { readMarkdown } from '../../grading/check/read-markdown.ts';
import { countRequests, renderBundle } from './bundle-file.ts';

const request = (clientId: string | undefined, api: 'Produce' | 'Fetch', bytes: number) => ({ clientId, api, bytes });

it('counts requests by client and kind', () => {
  const counted = countRequests([
    request('shop', 'Produce', 100),
    request(undefined, 'Fetch', 7),
    request('shop', 'Produce', 50),
    request('shop', 'Fetch', 20),
  ]);
  expect(counted).toEqual([
    { clientId: '', api: 'Fetch', requests: 1, bytes: 7 },
    { clientId: 'shop', api: 'Fetch', requests: 1, bytes: 20 },
    { clientId: 'shop', api: 'Produce', requests: 2, bytes: 150 },
  ]);
});

it('holds the answer, what each test said and logged, requests, versions, and the result as data', () => {
  const result = resultWith({
    exercise: 'consumers/commit-after-the-work',
    status: 'failed',
    points: 2,
    maxPoints: 6,
    tests: [
      testWith({
        id: 'order',
        title: 'keeps the order',
        state: 'failed',
        message: 'an order is lost',
        output: 'took order-5',
      }),
    ],
  });
  const answer = 'const fence = "```";\n# not a heading\n';
  const text = renderBundle({
    label: '4/3',
    title: 'Commit after the work',
    at: '2026-11-30T10:00:00.000Z',
    machine: { platform: 'linux', arch: 'x64', broker: 'embedded' },
    answer,
    result,
    requests: [{ clientId: 'evil | `x`\n', api: 'Produce', requests: 12, bytes: 900 }],
  });
  expect(text).toMatch(/^# 4\/3 Commit after the work: failed, 2 of 6 points\n/);
  expect(text).toContain(`\`\`\`\`ts\n${answer.trimEnd()}\n\`\`\`\`\n`);
  expect(text).toContain(
    '### failed: keeps the order\n\n```text\nan order is lost\n```\n\nLogged:\n\n```text\ntook order-5\n```',
  );
  expect(text).toMatch(/\| evil +x +\| Produce \| 12 \| 900 \|\n/);
  const data = /```json\n(\{\n {2}"formatVersion"[\s\S]*?)\n```/.exec(text)?.[1] ?? '';
  expect(JSON.parse(data)).toEqual(result);
  const { anchors } = readMarkdown(text);
  expect([...anchors]).not.toContain('not-a-heading');
});
