// How the JVM of the embedded broker is set up. Pure.

/** `quick` compiles little and starts soonest: right for lessons. `full` compiles as a server does: right for benchmarks. */
export type Jit = 'quick' | 'full';

const commonFlags: readonly string[] = [
  '-Xss512k',
  '-XX:+ExitOnOutOfMemoryError',
  '-Xlog:disable',
  '-Xlog:all=error:stderr',
  '-Djava.awt.headless=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  '-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS',
];

/** JDK 25 is the first that writes an AOT cache in one run. */
export function hasAotCache(javaVersion: string): boolean {
  return Number.parseInt(javaVersion, 10) >= 25;
}

/** The flag of a JVM that compiles little and starts soonest. */
export const quickCompile = '-XX:TieredStopAtLevel=1';

/** A heap that is large enough at once to need no collection before the broker is ready, and small enough for a laptop. */
const quickFlags = ['-XX:+UseSerialGC', '-Xms96m', '-Xmn48m', '-Xmx192m', quickCompile];
const fullFlags = ['-XX:+UseG1GC', '-Xmx1g'];

/** All flags before the class path, without the AOT cache's. Older JVMs do not know all of them. */
export function jvmFlags(jit: Jit, javaVersion: string): string[] {
  const recent =
    Number.parseInt(javaVersion, 10) >= 24
      ? ['--sun-misc-unsafe-memory-access=allow', '--enable-native-access=ALL-UNNAMED']
      : [];
  return [...commonFlags, ...recent, ...(jit === 'quick' ? quickFlags : fullFlags)];
}
