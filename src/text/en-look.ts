import { command } from './command.ts';

const count = (amount: number, one: string, many: string): string => `${amount} ${amount === 1 ? one : many}`;

/** Words of `peek`. */
export const lookText = {
  topic: 'topic',
  group: 'group',
  none: 'none',
  aborted: '(aborted)',
  nothing: `There is no topic and no group of yours. A run removes its own; ${command('run 4/3 --keep')} leaves them for you.`,
  empty: 'No record stands in it.',
  noCommit: 'It has committed nothing.',
  nameHeads: ['', 'name', 'what is there'],
  partitionHeads: ['partition', 'first offset', 'next offset'],
  recordHeads: ['partition', 'offset', 'time', 'key', 'value', 'headers'],
  lagHeads: ['topic', 'partition', 'committed', 'next offset', 'lag'],
  records: (records: number, partitions: number) =>
    `${count(records, 'record', 'records')} in ${count(partitions, 'partition', 'partitions')}`,
  members: (state: string, members: number, lag: number) =>
    `${state}, ${count(members, 'member', 'members')}, lag ${lag}`,
  member: (clientId: string, assignment: string) => `member ${clientId}: ${assignment || 'no partition'}`,
  left: (records: number) =>
    `${count(records, 'older record is', 'older records are')} not shown; --records shows more.`,
  recordsOf: (topic: string) => `the broker to hand out the records of ${topic}`,
  nothingCalled: (name: string) =>
    `No topic and no group on the broker is called ${JSON.stringify(name)} or has it in its name.`,
  nothingCalledNext: `see what there is: ${command('peek')}; a run removes its own, and run --keep leaves them`,
  keepsNothing: 'The broker ends with this run, so nothing is kept: start one that stays by "broker start".',
} as const;
