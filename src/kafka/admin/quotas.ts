import type { Connection as Link } from '@platformatic/kafka';
import { failOn } from '../errors.ts';
import { answered, type Library } from './outcome.ts';

/** Whom limits are set on: a user, a client id, or a client id of a user. */
export interface QuotaEntity {
  readonly user?: string;
  readonly clientId?: string;
}

const keys = ['producer_byte_rate', 'consumer_byte_rate', 'request_percentage'] as const;

/** Bytes a second for producers and consumers, and per cent of a broker's request threads; `null` for no limit. */
export type Quotas = { readonly [Key in (typeof keys)[number]]?: number | null };

type QuotaKey = (typeof keys)[number];
type Change = { key: QuotaKey; remove: true } | { key: QuotaKey; value: number; remove: false };

const entitiesOf = ({ user, clientId }: QuotaEntity) => [
  ...(user === undefined ? [] : [{ entityType: 'user' as const, entityName: user }]),
  ...(clientId === undefined ? [] : [{ entityType: 'client-id' as const, entityName: clientId }]),
];

export async function setQuotas(
  { alterClientQuotasV1: { api } }: Library,
  link: Link,
  { entity, quotas }: { entity: QuotaEntity; quotas: Quotas },
): Promise<void> {
  const ops = keys.flatMap((key): Change[] => {
    const value = quotas[key];
    if (value === undefined) return [];
    return value === null ? [{ key, remove: true }] : [{ key, value, remove: false }];
  });
  await answered('AlterClientQuotas', api.async(link, [{ entities: entitiesOf(entity), ops }], false));
}

export async function readQuotas(
  { describeClientQuotasV1: { api }, ClientQuotaMatchTypes }: Library,
  link: Link,
  entity: QuotaEntity,
): Promise<Quotas> {
  const components = entitiesOf(entity).map(({ entityType, entityName }) => ({
    entityType,
    matchType: ClientQuotaMatchTypes.EXACT,
    match: entityName,
  }));
  const answer = await answered('DescribeClientQuotas', api.async(link, components, true));
  failOn('DescribeClientQuotas', answer.errorCode);
  const values = (answer.entries ?? []).flatMap((entry) => entry.values);
  return Object.fromEntries(
    keys.flatMap((key) => values.filter((each) => each.key === key).map(({ value }) => [key, value])),
  );
}
