// Who may do what on a broker of the workbook.

/** Who may do everything: those that come by the plain listener have no name. */
const anybody = 'User:ANONYMOUS';

/** ACLs for those that log in, and none for all others. Settings of a node. */
export const authorizerSettings = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': anybody,
} as const;

/** The same with users who need no grant. */
export function authorizerWith(superUser: string): Readonly<Record<string, string>> {
  return { ...authorizerSettings, 'super.users': `${anybody};User:${superUser}` };
}
