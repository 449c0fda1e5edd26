import { publishedCommand } from '../../text/command.ts';

/** Words of the tables that lessons include, in English. */
export const text = {
  none: '–',
  bench: ({
    date,
    machine: { cores, processor, memoryGB },
    kafka,
    rounds,
    failed,
  }: {
    date: string;
    machine: { cores: number; processor: string; memoryGB: number };
    kafka: string;
    rounds: number;
    failed: number;
  }) =>
    `${date}: ${cores} cores (${processor}), ${memoryGB} GB, clients and one Kafka ${kafka} broker on the same machine; each ratio is the median of ${rounds} rounds, each divided within itself, with the least and the most of them${failed > 0 ? ` (${failed} single runs failed and are left out)` : ''}. Repeat it: \`${publishedCommand('bench')}\`.`,
  matrix: (date: string, kafka: string) =>
    `${date}: each cell run against Kafka ${kafka}. Repeat it: \`${publishedCommand('matrix')}\`.`,
  speed: {
    caption: 'Clients by speed',
    java: 'Java',
    columns: (base: string) => [
      'client',
      `produce, × ${base}`,
      'and awaiting each send',
      `consume, × ${base}`,
      'and committing each record',
      'half within, ms',
      '99 % within, ms',
    ],
    slower: (times: string, range: string) => `÷ ${times} (${range})`,
  },
} as const;
