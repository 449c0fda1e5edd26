/** What is said of a cluster that the environment names, in English. */
export const givenText = {
  notSet: 'KAFKA_BOOTSTRAP_SERVERS is not set',
  notSetNext: "Set it to your cluster's address, such as kafka.example.org:9092.",
  wrong: (name: string, problem: string) => `${name} is not right: ${problem}.`,
  /** What is to be done where the sentence before does not say it. */
  settingsNext: 'Correct the variable, or remove KAFKA_BOOTSTRAP_SERVERS to use a broker of the workbook.',
  set: (name: string, value: string) => `Set ${name} to ${value}.`,
  setOrRemove: (name: string, value: string, other: string) => `Set ${name} to ${value}, or remove ${other}.`,
  caUnreadable: (file: string) => `KAFKA_SSL_CA_FILE names ${file}, which cannot be read.`,
  caNotPem: (file: string) => `KAFKA_SSL_CA_FILE names ${file}, which holds no certificate in PEM form.`,

  address: {
    quotes: (text: string) => `${text} has quotation marks in it, and it takes none`,
    scheme: (scheme: string) => `it takes host:port without ${scheme}`,
    separator: (mark: string) => `${mark} stands between addresses, where it takes commas`,
    noPort: (text: string) => `${text} has no port`,
    port: (text: string) => `the port of ${text} is not a number from 1 to 65535`,
    rest: (text: string) => `${text} has something behind its port`,
    version6: (text: string) => `${text} is an IPv6 address, which kafkajs cannot read`,
    version6Next: (port: string) =>
      `Name the host instead, such as localhost${port}; a name can be given to an address in the file hosts of this system.`,
    empty: 'it names no address',
  },
  space: 'a space',
  semicolon: 'a semicolon',
  spelling: (typed: string) => `${typed} is spelt another way there`,
  noneOf: (typed: string, known: string) => `${typed} is none of ${known}`,
  needed: (protocol: string) => `KAFKA_SECURITY_PROTOCOL=${protocol} needs it`,
  neededNext: (name: string) => `Set ${name}, or another KAFKA_SECURITY_PROTOCOL.`,
  /** Of a login or a CA beside a protocol that has no use for it. */
  unused: (name: string, protocol: string) =>
    `${name} is set, and KAFKA_SECURITY_PROTOCOL=${protocol} does not use it.`,
  unusedDefault: (name: string) => `${name} is set, and KAFKA_SECURITY_PROTOCOL is not, so nothing uses it.`,
  or: ' or ',

  // Nobody lets it in.
  unusable: (address: string, reason: string) =>
    `The cluster that KAFKA_BOOTSTRAP_SERVERS names (${address}) cannot be used: ${reason}.`,
  unusableNext:
    'Check the address and the KAFKA_ variables, or remove KAFKA_BOOTSTRAP_SERVERS to use a broker of the workbook.',
  nobody: (reason: string) => `nobody listens there (${reason})`,
  unknownName: (host: string) => `this machine does not know the name ${host}`,
  nobodyNext:
    'Correct KAFKA_BOOTSTRAP_SERVERS, start that cluster, or remove the variable to use a broker of the workbook.',
  stranger: 'what listens there does not answer as Kafka',
  strangerNext: 'Set KAFKA_BOOTSTRAP_SERVERS to an address of a broker; its port is often 9092 or 9093.',
  speaks: (protocol: string, set: string) => `its port speaks ${protocol}, and KAFKA_SECURITY_PROTOCOL is ${set}`,
  speaksNext: (protocol: string, more: string) => `Set KAFKA_SECURITY_PROTOCOL to ${protocol}${more}.`,
  withLogin: ', and KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD to a login',
  withoutLogin: ', and remove the KAFKA_SASL_ variables',
  mechanism: (typed: string, known: string) => `it takes no login by ${typed}, but by ${known}`,
  noMechanismNext: 'Set KAFKA_BOOTSTRAP_SERVERS to a listener that takes PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.',
  refusedLogin: (user: string, reason: string) => `it refuses the login of ${user} (${reason})`,
  refusedLoginNext: (mechanism: string) =>
    `Correct KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or KAFKA_SASL_MECHANISM (${mechanism}).`,
  unknownCa: 'its certificate is signed by an authority that this machine does not know',
  unknownCaNext: "Set KAFKA_SSL_CA_FILE to a file with that authority's certificate (PEM).",
  otherCa: 'its certificate is not signed by an authority in KAFKA_SSL_CA_FILE',
  otherCaNext: "Set KAFKA_SSL_CA_FILE to the file with this cluster's authority (PEM).",
  otherName: (host: string) => `its certificate is not for the name ${host}`,
  otherNameNext: 'Set KAFKA_BOOTSTRAP_SERVERS to a name that stands in the certificate.',
} as const;
