// The way to servers as this machine is told to go it: its proxy, and its organisation's certificates.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import tls from 'node:tls';
import type { PipSettings } from './pip-config.ts';

const local = 'localhost,127.0.0.1,::1';

/**
 * Makes `fetch` of this process heed HTTPS_PROXY, HTTP_PROXY and NO_PROXY (never for this machine itself), and, where these
 * say nothing, pip's proxy; trusts pip's certificates and SSL_CERT_FILE beside NODE_EXTRA_CA_CERTS, which Node reads itself.
 */
export function heedNetworkSettings({ proxy, cert }: Partial<PipSettings> = {}, env = process.env): void {
  const https = env['HTTPS_PROXY'] ?? env['https_proxy'] ?? proxy;
  const noProxy = [env['NO_PROXY'] ?? env['no_proxy'], local].filter(Boolean).join(',');
  // Not there before Node 24.14; bin/bootstrap.mjs starts older ones with NODE_USE_ENV_PROXY.
  const set = Reflect.get(http, 'setGlobalProxyFromEnv') as typeof http.setGlobalProxyFromEnv | undefined;
  set?.({ ...env, ...(https !== undefined && { HTTPS_PROXY: https }), NO_PROXY: noProxy, no_proxy: noProxy });
  trust([cert, env['SSL_CERT_FILE']].filter((file) => file !== undefined));
}

function trust(files: readonly string[]): void {
  const certificates = files.flatMap(certificatesIn);
  if (certificates.length > 0) {
    tls.setDefaultCACertificates([...new Set([...tls.getCACertificates('default'), ...certificates])]);
  }
}

function certificatesIn(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  } catch {
    // A setting for a file of another machine must not stop a download that may work without it.
    return [];
  }
}
