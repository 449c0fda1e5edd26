// What a suite hands to tests of the learner's beside the service that they test: topics, groups, and eyes on the broker.
// What goes wrong for the suite's own client in there fails their tests, and is no fault of theirs.
import { z } from 'zod';
import type { TopicShape } from '../kafka/topics.ts';
import { asHarnessError, HarnessError } from './harness-error.ts';
import type { Observer } from './observer.ts';
import { uniqueName } from './unique-name.ts';
import { show, Unmet } from './unmet.ts';
import { words } from './words.ts';

const entriesSchema = z.array(
  z.object({
    key: z.string().nullable(),
    value: z.string().nullable(),
    headers: z.record(z.string(), z.string().nullable()).default({}),
  }),
);
type Entry = z.infer<typeof entriesSchema>[number];

export class TestBench {
  readonly #observer: Observer;
  readonly #shape: TopicShape;
  readonly #trouble: HarnessError[] = [];

  /** @param shape of the topics that tests ask for. */
  constructor(observer: Observer, shape: TopicShape = {}) {
    this.#observer = observer;
    this.#shape = shape;
  }

  /** What tests are handed, to be spread into an object of the suite's: functions that need no `this`. */
  get hands() {
    const observer = this.#observer;
    return {
      createTopic: async (): Promise<string> => {
        const topic = uniqueName('topic');
        await this.watch(observer.createTopic(topic, this.#shape));
        return topic;
      },
      newGroup: async (): Promise<string> => uniqueName('group'),
      write: async (topic: string, records: readonly unknown[]): Promise<void> => {
        await this.demandTopics(topic);
        await this.watch(observer.produce(topic, entriesOf(records).map(toMessage)));
      },
      read: async (topic: string): Promise<Entry[]> => {
        await this.demandTopics(topic);
        const records = await this.watch(observer.records(topic));
        return records.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } }));
      },
      committed: async (groupId: string, topic: string): Promise<number> => {
        demandGroup(groupId);
        const offsets = await this.watch(observer.committed(groupId, topic));
        return Object.values(offsets).reduce((sum, offset) => sum + offset, 0);
      },
    };
  }

  /** Whatever else tests hand over, this is where a service is to work. @throws where a topic or the group is no such thing. */
  async demandPlaces(groupId: string, ...topics: readonly string[]): Promise<void> {
    demandGroup(groupId);
    await this.demandTopics(...topics);
  }

  /** @throws where there is none of such a name, which is a mistake of the test's. */
  async demandTopics(...topics: readonly string[]): Promise<void> {
    for (const topic of topics) {
      const isThere = isName(topic) && (await this.watch(this.#observer.partitions(topic))).length > 0;
      if (!isThere) throw new TypeError(words.bench.noTopic(show(topic)));
    }
  }

  /** Gives what `work` gives, and keeps its error where the learner has not brought it about. */
  async watch<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      // A topic that was not ready in time is no verdict here.
      const trouble = error instanceof Unmet ? new HarnessError(error.message) : asHarnessError(error);
      if (trouble instanceof HarnessError) this.#trouble.push(trouble);
      throw error;
    }
  }

  /** To be called when tests have run. @throws HarnessError where the suite had trouble of its own meanwhile. */
  endWell(): void {
    const [trouble] = this.#trouble;
    if (trouble) throw trouble;
  }
}

// Their types are for the editor: a test that forgets to await runs all the same.
const isName = (name: unknown): boolean => typeof name === 'string' && /^[\w.-]{1,249}$/.test(name);

function demandGroup(groupId: unknown): void {
  if (!isName(groupId)) throw new TypeError(words.bench.noGroup(show(groupId)));
}

function entriesOf(records: unknown): Entry[] {
  const { success, data, error } = entriesSchema.safeParse(records);
  if (success) return data;
  throw new TypeError(words.bench.noRecords(z.prettifyError(error)));
}

const toMessage = ({ key, value, headers }: Entry) => ({
  key,
  value,
  headers: Object.fromEntries(Object.entries(headers).filter((each): each is [string, string] => each[1] !== null)),
});
