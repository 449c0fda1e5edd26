/** The caller's word for "stop" where there are no signals, as on Windows: with STOP_BY=stdin it closes standard input. */
export function heedEndOfInput() {
  if (process.env.STOP_BY !== 'stdin') return;
  process.stdin.once('end', () => process.emit('SIGTERM', 'SIGTERM')).resume();
  // It keeps nothing alive that has come to its end.
  (process.stdin as unknown as { unref?: () => void }).unref?.();
}
