// What the words for suites say to a learner by themselves, in English. All else stands beside each suite.

const records = (count: number): string => `${count} ${count === 1 ? 'record' : 'records'}`;

const partition = (topic: string, number: number): string => `partition ${number} of ${topic}`;

export const words = {
  waited: (seconds: number, what: string, seen: string) => `Waited ${seconds} s for ${what}. Last seen: ${seen}.`,
  unsettled: 'it has neither returned nor thrown',
  ready: (topic: string, partitions: number) => `the topic ${topic} to have ${partitions} partitions with a leader`,
  records,
  recordsIn: (topic: string, count: number) => `${records(count)} in the topic ${topic}`,
  bytes: (text: string) => `bytes ${text}`,
  leftOpen: (count: number) => `${count} left open`,
  program: {
    toPrint: (pattern: string) => `the program to print ${pattern}`,
    toEnd: 'the program to end',
    silent: 'nothing printed',
    runs: 'the program runs, and nothing of the kind came',
    endedBefore: (how: string, pattern: string) => `The program ended (${how}) before it printed ${pattern}.`,
    stopped: 'The program was stopped: it never gave way, or it used too much memory.',
    noFunction: (name: string) => `The file does not export the function ${name}.`,
  },
  bench: {
    noTopic: (what: string) => `There is no topic ${what}. Is it a name that createTopic() has resolved with?`,
    noGroup: (what: string) => `${what} is no name of a group. Is it one that newGroup() has resolved with?`,
    noRecords: (problem: string) => `These are no records to write: ${problem}`,
  },
  user: {
    none: 'this broker has no users and permissions that a suite may change',
    letIn: (name: string) => `the user ${name} to be let in`,
    granted: (name: string) => `the permissions of ${name} to be granted`,
    withdrawn: (name: string) => `the permissions of ${name} to be withdrawn`,
  },
  registry: {
    none: 'this suite asks a Schema Registry, and its task does not say `needs: [registry]`',
  },
  cluster: {
    none: 'this suite breaks a cluster, and its task does not say `needs: [cluster]`',
    noOwner: 'only the grader can run a suite that breaks a cluster',
    unknown: (broker: number) => `The cluster has no broker ${broker}.`,
    noPartition: (topic: string, number: number) => `there is no ${partition(topic, number)}`,
    noLeader: (topic: string, number: number) => `${partition(topic, number)} has no leader`,
    controllers: 'the controllers to have a leader',
    toLead: (broker: number, topic: string) => `broker ${broker} to lead ${topic}`,
    newLeader: (topic: string, number: number) => `a new leader of ${partition(topic, number)}`,
    inSync: 'every replica to be in sync',
  },
  closed: (file: string) => `Your code reads ${file}, which is closed while your own answer is checked.`,
  refused: (member: string, why: string) =>
    `${member ? `The member ${member} of what your code handed over` : 'What your code handed over'} cannot be compared: ${why}.`,
  refusals: {
    symbol: 'it is a symbol',
    itself: 'it holds itself',
    depth: 'it has more than 50 levels',
    clone: 'it holds something that exists in one process only, such as a promise or a socket',
    size: 'it is too large',
  },
  subject: {
    unstoppable: 'The process of the file under test could not be stopped.',
    endedEarly: (how: string, lastWords: string) => `It ended at its start (${how}).${lastWords}`,
    over: 'The process of the file under test has ended.',
  },
  brokenWords: (file: string, problem: string) => `The words of the suite, ${file}, are broken: ${problem}`,
} as const;
