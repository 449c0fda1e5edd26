/** What an error of kafkajs or of Confluent's client says of itself: `yes`, `no`, or nothing where it does not say. */
export function retriable(error: unknown): string {
  const says: unknown = error instanceof Error ? Reflect.get(error, 'retriable') : undefined;
  if (typeof says !== 'boolean') return '';
  return says ? 'yes' : 'no';
}
