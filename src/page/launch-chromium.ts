// The system's Chromium, driven by playwright-core: nothing is downloaded.
import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../setup/doctor/check-services.ts';

/** Path of a Chromium on this machine; undefined where there is none. */
export const chromiumPath = findBrowser();

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless browser. Close it when done. @throws Error where there is no Chromium. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ args: flags, ...(chromiumPath && { executablePath: chromiumPath }) });
}
