// Certificates for a broker on this machine, made with the keytool of the Java that runs Kafka: no other program is needed.
import { dirname, join } from 'node:path';
import { ask } from '../../processes/ask.ts';
import type { JavaParts } from './java-parts.ts';

export interface Certificates {
  /** PEM of the authority, for clients. */
  readonly caFile: string;
  /** PKCS 12 with the broker's key, its certificate and the authority's, for Kafka. */
  readonly keystoreFile: string;
  readonly password: string;
}

/** Each call is a JVM that works for a tenth of a second. */
const quick = ['-J-XX:TieredStopAtLevel=1', '-J-XX:+UseSerialGC'];

/** Makes an authority, and a certificate by it for 127.0.0.1 and localhost, in the folder. Both hold for a week. */
export async function makeCertificates({ java }: JavaParts, folder: string): Promise<Certificates> {
  const password = 'workbook';
  const [authority, keystoreFile, caFile] = ['ca.p12', 'broker.p12', 'ca.pem'].map((name) => join(folder, name));
  const [request, signed] = [join(folder, 'broker.csr'), join(folder, 'broker.pem')];
  if (!authority || !keystoreFile || !caFile) throw new Error('three names make three paths');
  const program = join(dirname(java), process.platform === 'win32' ? 'keytool.exe' : 'keytool');
  const keytool = async (store: string, ...args: string[]) =>
    ask(program, [...quick, ...args, '-keystore', store, '-storetype', 'PKCS12', '-storepass', password]);
  const key = ['-genkeypair', '-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '7'];
  const names = 'san=ip:127.0.0.1,dns:localhost';
  await Promise.all([
    keytool(authority, ...key, '-alias', 'ca', '-dname', 'CN=Workbook authority', '-ext', 'bc:c=ca:true,pathlen:0'),
    keytool(keystoreFile, ...key, '-alias', 'broker', '-dname', 'CN=localhost'),
  ]);
  await Promise.all([
    keytool(authority, '-exportcert', '-rfc', '-alias', 'ca', '-file', caFile),
    keytool(keystoreFile, '-certreq', '-alias', 'broker', '-file', request),
  ]);
  const sign = ['-gencert', '-rfc', '-alias', 'ca', '-validity', '7', '-infile', request, '-outfile', signed];
  await keytool(authority, ...sign, '-ext', names, '-ext', 'eku=serverAuth');
  await keytool(keystoreFile, '-importcert', '-noprompt', '-alias', 'ca', '-file', caFile);
  await keytool(keystoreFile, '-importcert', '-noprompt', '-alias', 'broker', '-file', signed);
  return { caFile, keystoreFile, password };
}
