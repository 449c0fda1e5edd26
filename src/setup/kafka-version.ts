// The version of Kafka, and how compose's brokers are known, read from docker-compose.yml: the only place that names them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../project.ts';
import { text as words } from './words.ts';

const scalar = z.union([z.string(), z.number()]).transform(String);
const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      profiles: z.array(z.string()),
      environment: z.record(z.string(), scalar),
      ports: z.tuple([z.string().regex(/\d+:\d+$/)]),
    }),
  ),
});

/** The brokers that one profile of docker-compose.yml starts. */
export interface ComposeProfile {
  /** The image of Kafka's own project, such as "apache/kafka:4.4.0". */
  readonly image: string;
  /** Kafka's version: the image's tag. */
  readonly version: string;
  /** By this id a broker on a fixed port is known to be compose's, and not a stranger. */
  readonly clusterId: string;
  /** Each broker's port on this machine. */
  readonly ports: readonly number[];
  /** What each broker's container gets as its environment. */
  readonly environments: readonly Readonly<Record<string, string>>[];
}

/**
 * What a docker-compose.yml says of a profile's brokers. Throws when it has none, or a tag that is no version.
 * The image is written as `${WORKBOOK_KAFKA_IMAGE:-apache/kafka:4.4.0}`: its default is what counts here.
 */
export function parseCompose(text: string, profile: string): ComposeProfile {
  const { services } = composeSchema.parse(parse(text, { merge: true }));
  const brokers = Object.values(services).filter((each) => each.profiles.includes(profile));
  const [first] = brokers;
  if (first === undefined) throw new Error(words.noProfile(profile));
  const image = /^\$\{\w+:-(?<fallback>[^}]+)\}$/.exec(first.image)?.groups?.['fallback'] ?? first.image;
  return {
    image,
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/)
      .parse(image.slice(image.lastIndexOf(':') + 1)),
    clusterId: z.string().length(22).parse(first.environment['CLUSTER_ID']),
    ports: brokers.map((each) => Number(each.ports[0].split(':').at(-2))),
    environments: brokers.map((each) => each.environment),
  };
}

export const composeFile = join(projectRoot, 'docker-compose.yml');
const composeText = readFileSync(composeFile, 'utf8');

/** One broker: `docker compose up -d`. */
export const composeBroker = parseCompose(composeText, 'single');
/** Three brokers: `docker compose --profile cluster up -d`. */
export const composeCluster = parseCompose(composeText, 'cluster');
export const kafkaVersion = composeBroker.version;
/** The name under which `workbook broker image` builds its image. */
export const localImage = `kafka-workbook/kafka:${kafkaVersion}`;
