// What `bundle` writes: Markdown that a person reads, with the result as data in it. All of it pure.
import type { Result } from '../../grading/result.ts';
import type { TappedRequest } from '../../lab/door/wire-tap.ts';
import { bundleText as words } from '../../text/words.ts';

/** How many requests of one kind a client sent. */
export interface RequestCount {
  readonly clientId: string;
  readonly api: string;
  readonly requests: number;
  readonly bytes: number;
}

export interface Bundle {
  readonly label: string;
  readonly title: string;
  /** ISO time of the run. */
  readonly at: string;
  readonly machine: { readonly platform: string; readonly arch: string; readonly broker: string };
  /** The learner's file. */
  readonly answer: string;
  readonly result: Result;
  readonly requests: readonly RequestCount[];
}

type Counted = Pick<TappedRequest, 'clientId' | 'api' | 'bytes'>;

/** Requests by client and kind, by name. */
export function countRequests(requests: readonly Counted[]): RequestCount[] {
  const kinds = Map.groupBy(requests, ({ clientId = '', api }) => `${clientId}\n${api}`);
  return [...kinds.values()]
    .map((same) => ({
      clientId: same[0]?.clientId ?? '',
      api: same[0]?.api ?? '',
      requests: same.length,
      bytes: same.reduce((sum, { bytes }) => sum + bytes, 0),
    }))
    .toSorted((one, other) => (`${one.clientId} ${one.api}` < `${other.clientId} ${other.api}` ? -1 : 1));
}

/** The bundle as one Markdown file. */
export function renderBundle({ label, title, at, machine, answer, result, requests }: Bundle): string {
  const { status, points, maxPoints, about } = result;
  const versions = { kafka: about.kafka, node: about.node, course: about.course, suite: about.suite, ...about.clients };
  const rows = requests.map(
    ({ clientId, api, requests: count, bytes }) => `| ${cell(clientId)} | ${api} | ${count} | ${bytes} |`,
  );
  return [
    `# ${label} ${title}: ${words.points(status, points, maxPoints)}`,
    `${at}, ${machine.platform} ${machine.arch}, ${words.broker(machine.broker)}`,
    `## ${words.why}\n\n${words.whyHere}`,
    `## ${words.answer}`,
    fenced('ts', answer),
    `## ${words.tests}`,
    ...result.tests.flatMap(({ title: name, state, message, output }) => [
      `### ${state}: ${name}`,
      ...(message ? [fenced('text', message)] : []),
      ...(output ? [`${words.log}:`, fenced('text', output)] : []),
    ]),
    ...(result.message ? [fenced('text', result.message)] : []),
    ...(result.output ? [`${words.log}:`, fenced('text', result.output)] : []),
    `## ${words.requests}\n\n${words.requestsHere}`,
    [words.requestHeads, '| --- | --- | --: | --: |', ...rows].join('\n'),
    `## ${words.versions}`,
    fenced('json', JSON.stringify(versions, null, 2)),
    `## ${words.result}`,
    fenced('json', JSON.stringify(result, null, 2)),
    '',
  ].join('\n\n');
}

// More backticks than the text has in a row, so that no answer ends its own block.
function fenced(language: string, text: string): string {
  const most = Math.max(2, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(most + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

const cell = (text: string): string => text.replace(/[|\n\r`<]/g, ' ').trim() || '–';
