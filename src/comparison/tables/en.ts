import { publishedCommand } from '../../text/command.ts';
import type { Spread } from '../bench/spread.ts';

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
  chapterPrograms: {
    caption: "The chapter's consumer in C#, as it does it and mended",
    columns: ['as the chapter does it', 'what happened', 'mended'],
    source: ({ date, version, kafka }: { date: string; version: string; kafka: string }) =>
      `${date}: \`clients/dotnet-confluent-kafka/chapter\`, Confluent.Kafka ${version}, against Kafka ${kafka}, seen at the broker.`,
    does: {
      'bad-records': 'catches every exception of the work, then commits; three of five records are no events',
      sigterm: 'waits for a key to stop; it gets SIGTERM instead',
      'missing-topic':
        'catches `ConsumeException` outside of its loop; the topic comes four seconds later, with one record',
      'no-terminal': 'reads a key where there is no terminal, as in a service',
    },
    said: {
      failed: (records: number) => `${records} ${records === 1 ? 'record' : 'records'} failed`,
      committed: (records: number) => `the group has committed ${records}`,
      code: (code: number | null) =>
        code === null ? 'a signal ended the process' : `the process ended with code ${code}`,
      membersLeft: (members: number) =>
        members === 0 ? 'the group has no member left' : `the group kept ${members} dead member`,
      deadFor: (seconds: number) => `for ${seconds} s`,
    },
  },
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

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const small = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
  'twenty',
];
const inWords = (value: number): string => small[Math.round(value)] ?? whole(value);
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Sentences of the lesson on comparison that hold figures, or the parts of them that do. */
export const figures = {
  missing: (sentence: string) => `The lesson has to say: ${sentence}`,
  hold: (holding: number, all: number) => `At 100 bytes ${inWords(holding)} of ${inWords(all)} do`,
  javaReads: (times: number) => `Java reads ${inWords(times)} times as fast as it writes`,
  pythonWrites: (times: number) => `It wrote ${inWords(times)} times as many records as kafka-python`,
  pythonWaits: (waiting: number, again: number) =>
    `${whole(waiting)} records a second by default, and ${whole(again)} with the setting`,
  apart: ({ median, least, most }: Spread) =>
    `the first client writes ${inWords(median)} times as much as the last (${whole(least)} to ${whole(most)} times, by the round)`,
  awaiting: (least: number, most: number) =>
    `Awaiting each send costs between ${whole(least)} and ${whole(most)} times **within one client**`,
  kafkajsAwaiting: (perSecond: number) =>
    `Awaiting each send, kafkajs still wrote ${whole(perSecond)} records a second`,
  handler: (alike: number, all: number, least: number, most: number) =>
    `${capital(inWords(alike))} of ${inWords(all)} clients read between ${whole(least)} and ${whole(most)} records a second`,
  otherwise: (client: string, perSecond: number) => `${client.replace(/^[a-z]+-/, '')} read ${whole(perSecond)}`,
  tools: (pairs: number, same: number, close: number, apart: number) =>
    `Of ${inWords(pairs)} pairs ${inWords(same)} show no difference, ${close > 0 ? `${inWords(close)} are within ten per cent, ` : ''}and ${inWords(apart)} are apart`,
} as const;
