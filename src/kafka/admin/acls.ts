import type { Connection as Link } from '@platformatic/kafka';
import { failOn } from '../errors.ts';
import { answered, type Library } from './outcome.ts';
import { words } from '../words.ts';

// prettier-ignore
const operations = [
  'ALL', 'READ', 'WRITE', 'CREATE', 'DELETE', 'ALTER', 'DESCRIBE', 'CLUSTER_ACTION', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS',
  'IDEMPOTENT_WRITE', 'CREATE_TOKENS', 'DESCRIBE_TOKENS', 'TWO_PHASE_COMMIT',
] as const;
const resources = ['TOPIC', 'GROUP', 'CLUSTER', 'TRANSACTIONAL_ID', 'DELEGATION_TOKEN', 'USER'] as const;

/** Who may, or may not, do what with which resource. */
export interface Acl {
  /** Such as `User:alice`. */
  readonly principal: string;
  readonly permission: 'ALLOW' | 'DENY';
  readonly operation: (typeof operations)[number];
  readonly resource: (typeof resources)[number];
  readonly name: string;
  /** `PREFIXED`: the name is how names begin. `LITERAL` where not said. */
  readonly pattern?: 'LITERAL' | 'PREFIXED';
}

/** What is left out fits everything. */
export type AclFilter = Partial<Acl>;

const everyHost = '*';

/** An ACL as it stands in messages. */
interface WireAcl {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly resourcePatternType: number;
  readonly principal: string;
  readonly operation: number;
  readonly permissionType: number;
}

export async function addAcls(library: Library, link: Link, acls: readonly Acl[]): Promise<void> {
  const creations = acls.map(({ principal, permission, operation, resource, name, pattern = 'LITERAL' }) => ({
    resourceType: library.ResourceTypes[resource],
    resourceName: name,
    resourcePatternType: library.ResourcePatternTypes[pattern],
    principal,
    host: everyHost,
    operation: library.AclOperations[operation],
    permissionType: library.AclPermissionTypes[permission],
  }));
  await answered('CreateAcls', library.createAclsV3.api.async(link, creations));
}

export async function readAcls(library: Library, link: Link, filter: AclFilter): Promise<Acl[]> {
  const request = library.describeAclsV3.api.async(link, wireFilter(library, filter));
  const answer = await answered('DescribeAcls', request);
  failOn('DescribeAcls', answer.errorCode);
  return answer.resources.flatMap(({ acls, ...target }) => acls.map((acl) => fromWire(library, { ...target, ...acl })));
}

export async function removeAcls(library: Library, link: Link, filter: AclFilter): Promise<Acl[]> {
  const request = library.deleteAclsV3.api.async(link, [wireFilter(library, filter)]);
  const { filterResults } = await answered('DeleteAcls', request);
  return filterResults.flatMap(({ matchingAcls }) => matchingAcls.map((acl) => fromWire(library, acl)));
}

function wireFilter(library: Library, filter: AclFilter) {
  return {
    resourceType: library.ResourceTypes[filter.resource ?? 'ANY'],
    resourceName: filter.name ?? null,
    resourcePatternType: library.ResourcePatternTypes[filter.pattern ?? 'ANY'],
    principal: filter.principal ?? null,
    host: null,
    operation: library.AclOperations[filter.operation ?? 'ANY'],
    permissionType: library.AclPermissionTypes[filter.permission ?? 'ANY'],
  };
}

function fromWire(library: Library, acl: WireAcl): Acl {
  return {
    principal: acl.principal,
    permission: acl.permissionType === library.AclPermissionTypes.DENY ? 'DENY' : 'ALLOW',
    operation: nameOf(operations, library.AclOperations, acl.operation),
    resource: nameOf(resources, library.ResourceTypes, acl.resourceType),
    name: acl.resourceName,
    pattern: acl.resourcePatternType === library.ResourcePatternTypes.PREFIXED ? 'PREFIXED' : 'LITERAL',
  };
}

function nameOf<Name extends string>(
  names: readonly Name[],
  numbers: Readonly<Record<Name, number>>,
  wanted: number,
): Name {
  const name = names.find((each) => numbers[each] === wanted);
  if (name === undefined) throw new Error(words.unknownAcl(wanted));
  return name;
}
