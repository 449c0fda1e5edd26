// Every sentence about brokers in English.
import { command, npmCommand } from '../../text/command.ts';

export const brokerText = {
  // What a broker is called.
  givenLabel: (address: string) => `the given Kafka cluster at ${address}`,
  runningLabel: (version: string, address: string) => `running Kafka ${version} on ${address}`,
  containerLabel: (version: string, address: string) => `Kafka ${version} in a container on ${address}`,
  clusterLabel: (version: string, addresses: string) => `three embedded brokers, Kafka ${version}, on ${addresses}`,
  embeddedLabel: (version: string, address: string) => `embedded Kafka ${version} on ${address}`,

  // What is being waited for.
  startingCluster: (version: string) => `starting three brokers, Kafka ${version}`,
  startingEmbedded: (version: string) => `starting Kafka ${version}`,
  pullingImage: (image: string) => `pulling the image ${image}`,
  startingContainer: (image: string) => `starting a container from ${image}`,

  // Which one was taken.
  taken: (label: string, because: string) => `Broker: ${label}, because ${because}.`,
  askedFor: (source: string) => `--broker ${source} asks for it`,
  isGiven: 'KAFKA_BOOTSTRAP_SERVERS names it',

  // No source has one.
  none: (lines: string) => `There is no Kafka broker to work with:\n${lines}`,
  noneLine: (source: string, reason: string, next: string) =>
    `  ${source}: ${reason}. ${next.charAt(0).toUpperCase()}${next.slice(1)}`,
  noneNext: `See what is missing: ${command('doctor')}`,

  // running
  runningNone: (port: number) => `no broker of the workbook runs, and nothing listens on localhost:${port}`,
  runningStranger: (port: number) => `no broker of the workbook runs; what listens on localhost:${port} is not its own`,
  runningSilent: (port: number) =>
    `no broker of the workbook runs; what listens on localhost:${port} does not answer as Kafka (one that docker compose has started takes some seconds: try again)`,
  runningNoCluster: 'no three brokers of the workbook run',
  runningNext: `Start one with ${command('broker start')} or docker compose up -d.`,

  // container
  noDocker: 'Docker does not answer',
  noDockerNext: 'Start Docker.',
  dockerForbidden: (socket: string) => `this user may not use Docker (${socket})`,
  dockerForbiddenNext: "Add the user to Docker's group (sudo usermod -aG docker $USER), then sign in again.",
  noImage: (image: string, reason: string) => `the image ${image} is not here and cannot be pulled (${reason})`,
  noImageNext: `Build one: ${command('broker image')}.`,
  containerOne: 'the workbook starts one broker in a container, not three',
  containerOneNext: 'Start three with docker compose --profile cluster up -d.',
  containerFailed: (reason: string) => `The container with Kafka could not start: ${reason}.`,
  containerFailedNext: 'Look at docker ps -a and docker info, then try again.',

  // embedded
  noJava: 'Java is not installed in this project yet',
  noJars: "Kafka's files are not downloaded yet",
  startNext: `Run ${npmCommand('start')}, which installs it.`,
  diskFull: (folder: string) => `The disk is full: Kafka cannot write to ${folder}.`,
  diskFullNext: 'Free some space on the disk, then try again.',
  unreadableClassPath:
    'Java cannot read the folder with Kafka in it, perhaps for letters in its path that the language of this system does not have',
  startFailed: (reason: string) => `Kafka could not start: ${reason}.`,
  startFailedNext: `See what is missing: ${command('doctor')}`,
  notFormatted: 'its data folder could not be formatted',
  guardEnded: 'the process that guards the broker ended',
  noPorts: 'Kafka found no free port: each one that was free was taken before Kafka could use it.',
  noPortsNext: 'Try again.',
  portTaken: (port: number) => `Port ${port} is taken by another program.`,
  portTakenNext: `Choose another one: ${command('broker start --port 9192')}`,

  importingImage: (image: string) => `building the image ${image}`,
  trainingImage: 'running it once, so that later starts are fast',
  imageBuilt: (image: string) => `The image is built: ${image}. Use it with --broker container, or for docker compose:`,
  imageForCompose: (image: string) => `  WORKBOOK_KAFKA_IMAGE=${image} docker compose up -d`,
  imageNeedsLinux: 'An image can be built only on Linux, from the files of its system.',
  imageNeedsLinuxNext: 'Pull it instead: docker compose pull.',

  // workbook broker start, stop, status, image
  started: (label: string) => `The broker runs: ${label}.`,
  startingElsewhere: (pid: number) => `waiting for process ${pid}, which starts a broker`,
  startedNext: `It runs until ${command('broker stop')}, or until the computer is shut down. Its topics are gone then.`,
  oneRuns: (label: string) => `One broker runs already: ${label}.`,
  oneRunsNext: `Stop it first: ${command('broker stop')}`,
  runsAlready: (label: string) => `A broker runs already: ${label}.`,
  stopped: (label: string) => `The broker is stopped (${label}).`,
  nothingToStop: 'No broker that the workbook started is running.',
  notOurs: 'The broker that runs was started by docker compose. Stop it with docker compose down.',
  stopFailed: 'The broker did not stop within 10 seconds.',
  stopFailedNext: (pid: number) => `End the process ${pid} yourself.`,
  nobodyRuns: 'No broker is running.',
  endedByItself: (time: string, reason: string) =>
    `The broker that ran before ended by itself at ${time} (${reason}). Its topics are gone; another one is started when it is needed.`,
  statusLine: (name: string, value: string) => `${name.padEnd(9)}${value}`,
  statusNames: {
    source: 'source',
    address: 'address',
    version: 'version',
    uptime: 'up',
    memory: 'memory',
    cluster: 'cluster',
  },
  unknown: 'unknown',
  megabytes: (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`,
  duration: (seconds: number) => {
    const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
    if (hours > 0) return `${hours} h ${minutes} min`;
    return minutes > 0 ? `${minutes} min ${Math.floor(seconds) % 60} s` : `${Math.floor(seconds)} s`;
  },
} as const;
