import { command } from '../text/command.ts';

/** What the page says about the clients beside each other, in English. */
export const compare = {
  title: 'Compare',
  lead: 'Which client for which work: measured speed, features with evidence, and how to choose.',
  none: 'There is no result to show yet:',
  missing: {
    matrix: {
      title: 'Features',
      command: command('matrix'),
      what: 'runs every feature with every client, and keeps the evidence for each cell.',
    },
    bench: {
      title: 'Speed',
      command: command('bench'),
      what: 'measures the clients beside each other; with --quick the Node clients in a few minutes.',
    },
    interop: {
      title: 'Who understands whom',
      command: command('matrix interop'),
      what: 'lets every client read what every other has written.',
    },
  },
  choose: 'Choose',
  needs: 'Beyond producing and consuming in a group it needs',
  ask: 'Find a client',
  features: 'Features',
  featuresLead: 'Each cell was run against a real broker. Open it to see the evidence, the error, or the source.',
  chapterFeatures: 'The handbook’s table, with a verdict for each cell',
  interop: 'Who understands whom',
  interopLead: 'What the client of the row writes, the client of the column reads, compared byte for byte.',
  set: (name: string, codec: string) => `${name} (${codec === 'none' ? 'not compressed' : codec})`,
  partitioners: 'The partitions of key-0 to key-23 in a topic of 12, one after the other.',
  speed: 'Speed',
  speedLead:
    'The figure to take with you is ×: how many records a client has written or read while Java’s did one, divided within each round, and of the rounds the median with the lowest and the highest. Where these lie on both sides of 1, there is no difference. Records a second are of one machine, which client and broker share, and of rounds that differ: do not divide them. “fast” is each client’s own fast way, “plain” waits for every record.',
  chapterSpeed: 'The handbook’s figures beside these',
  interrupted: 'it was interrupted',
  machine: (processors: string, memoryGB: number, system: string) => `${processors}, ${memoryGB} GB, ${system}`,
  made: (date: string, kafka: string, machine: string) => `Run on ${date} with Kafka ${kafka}; ${machine}.`,
  partial: (why: string) => `Not the whole: ${why}.`,
} as const;
