import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { LabConnection } from '#testkit';

/** Why a cluster cannot be used. */
export type Reason =
  /** Nobody listens at the address: the connection was refused. */
  | 'nobody-listens'
  /** The name in the address does not resolve. */
  | 'unknown-name'
  /** Somebody accepted the connection, or nobody refused it, and then nothing came. */
  | 'no-answer'
  /** The broker does not accept the way in which the client wants to log in. */
  | 'not-allowed';

/** `tryAgain`: may the failure pass without anybody changing the configuration? */
export type Verdict = { ok: true } | { ok: false; reason: Reason; tryAgain: boolean };

// Why this way
// - `connect()` of the admin client resolves before anything is connected, so it proves nothing and needs
//   no time limit.
// - Whatever is wrong, the error is "Local: Broker transport failure", with code -195: for a refused
//   connection, an unknown name, a silent server and a wrong password alike. Its `retriable` is always
//   false. The reason stands in the log only.
// - librdkafka goes on trying in the background until `disconnect()`. Asking four times, for a fifth of the
//   time each, lets us stop as soon as the log shows a failure that will not pass: a password tried over
//   and over can lock the account.

/**
 * Says whether a cluster can be used, and if not, why. Never throws, and leaves no connection open.
 * @param withinMs milliseconds until the verdict must be there
 */
export async function failWell(connection: LabConnection, withinMs: number): Promise<Verdict> {
  const lines: string[] = [];
  const admin = new KafkaJS.Kafka({ kafkaJS: { ...connection, logger: collectInto(lines) } }).admin();
  await admin.connect();
  try {
    for (let slice = 1; ; slice += 1) {
      if (await answers(admin, withinMs / 5)) return { ok: true };
      const verdict = verdictOn(lines);
      if (slice === 4 || !verdict.tryAgain) return verdict;
    }
  } finally {
    await admin.disconnect();
  }
}

async function answers(admin: KafkaJS.Admin, timeout: number): Promise<boolean> {
  try {
    await admin.listTopics({ timeout });
    return true;
  } catch {
    return false; // why, the log says
  }
}

function verdictOn(lines: readonly string[]) {
  const log = lines.join('\n');
  if (/SASL/.test(log)) return { ok: false, reason: 'not-allowed', tryAgain: false } as const;
  if (/Failed to resolve/.test(log)) return { ok: false, reason: 'unknown-name', tryAgain: false } as const;
  if (/refused/.test(log)) return { ok: false, reason: 'nobody-listens', tryAgain: true } as const;
  return { ok: false, reason: 'no-answer', tryAgain: true } as const;
}

function collectInto(lines: string[]): KafkaJS.Logger {
  const keep = (line: string) => void lines.push(line);
  const logger: KafkaJS.Logger = {
    info: keep,
    warn: keep,
    error: keep,
    debug: () => {},
    namespace: () => logger,
    setLogLevel: () => {},
  };
  return logger;
}
