// Why a given cluster lets nobody in, as a sentence that names the setting to change.
import { parseAddress } from '../../kafka/connection.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { isMechanism, type GivenSettings, type Protocol } from './given-settings.ts';
import { lookAtListener, type Listener } from './look-at-listener.ts';
import { givenText as words } from './words.ts';

interface Why {
  readonly reason: string;
  readonly next: string;
}

/** @param error what kafkajs threw. */
export async function explainGiven(settings: GivenSettings, error: unknown): Promise<WorkbookError> {
  const failure = readFailure(error);
  const { reason, next } = await why(settings, failure);
  return new WorkbookError(words.unusable(settings.brokers.join(), reason), { next, cause: error });
}

interface Failure {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

async function why(settings: GivenSettings, failure: Failure): Promise<Why> {
  const [first = ''] = settings.brokers;
  const { host, port } = parseAddress(first);
  if (failure.code === 'ENOTFOUND' || failure.code === 'EAI_AGAIN') {
    return { reason: words.unknownName(host), next: words.nobodyNext };
  }
  const certificate = ofCertificate(settings, host, failure);
  if (certificate) return certificate;
  const listener = await lookAtListener({ host, port });
  if (listener === 'nothing') return { reason: words.nobody(failure.message), next: words.nobodyNext };
  if (listener === 'stranger') return { reason: words.stranger, next: words.strangerNext };
  return ofProtocol(settings, listener) ?? ofLogin(settings, listener, failure) ?? other(failure);
}

const other = ({ message }: Failure): Why => ({ reason: message, next: words.unusableNext });

const unknownAuthority = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function ofCertificate({ caFile }: GivenSettings, host: string, { code }: Failure): Why | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return { reason: words.otherName(host), next: words.otherNameNext };
  if (!unknownAuthority.has(code)) return undefined;
  return caFile === undefined
    ? { reason: words.unknownCa, next: words.unknownCaNext }
    : { reason: words.otherCa, next: words.otherCaNext };
}

type Found = Exclude<Listener, string>;

function ofProtocol({ protocol, login }: GivenSettings, { tls, mechanisms }: Found): Why | undefined {
  const spoken: Protocol = mechanisms ? (tls ? 'SASL_SSL' : 'SASL_PLAINTEXT') : tls ? 'SSL' : 'PLAINTEXT';
  if (spoken === protocol) return undefined;
  const more = mechanisms && !login ? words.withLogin : !mechanisms && login ? words.withoutLogin : '';
  return { reason: words.speaks(spoken, protocol), next: words.speaksNext(spoken, more) };
}

function ofLogin(settings: GivenSettings, { mechanisms = [] }: Found, { name, message }: Failure): Why | undefined {
  const { mechanism, login } = settings;
  if (!login) return undefined;
  if (!mechanisms.includes(mechanism)) {
    const possible = mechanisms.filter(isMechanism).join(words.or);
    const next = possible === '' ? words.noMechanismNext : words.set('KAFKA_SASL_MECHANISM', possible);
    return { reason: words.mechanism(mechanism, mechanisms.join(', ')), next };
  }
  if (name !== 'KafkaJSSASLAuthenticationError') return undefined;
  return { reason: words.refusedLogin(login.username, message), next: words.refusedLoginNext(mechanisms.join(', ')) };
}

/** Of an error and its causes, what tells most: the code of Node's own. */
function readFailure(error: unknown): Failure {
  const message = (error instanceof Error ? error.message : String(error)).replace(/\.+$/, '');
  const chain = [...causesOf(error)];
  const code = chain.map((each) => Reflect.get(each, 'code')).find((each) => typeof each === 'string') ?? '';
  return { name: chain.map(({ name }) => name).find((name) => name.includes('SASL')) ?? '', code, message };
}

function* causesOf(error: unknown): Generator<Error> {
  for (let each = error; each instanceof Error; each = each.cause) yield each;
}
