import { stripTypeScriptTypes } from 'node:module';

/**
 * TypeScript as JavaScript. @throws where it is neither.
 * Node says on stderr that stripping types by call is experimental; that is no news for a learner's terminal.
 */
export function stripTypes(code: string): string {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(code);
  } finally {
    process.emitWarning = emitWarning;
  }
}
