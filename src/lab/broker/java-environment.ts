/**
 * The environment of Kafka's JVMs. Options that a learner has set for their own Node and Java programs reach neither the
 * guard nor Kafka. Java reads the names of files by the system's language, and in "C" it knows no letter beyond English.
 */
export function javaEnvironment(env = process.env, platform = process.platform): NodeJS.ProcessEnv {
  const foreign = new Set(['NODE_OPTIONS', 'JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS', 'CLASSPATH']);
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.has(name)));
  return platform === 'linux' ? { ...kept, LC_ALL: 'C.UTF-8' } : kept;
}
