import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Shows text page by page, as `git log` does: by `$PAGER`, or by less. Resolves with false where there is no pager. */
export async function showPaged(text: string, env: Readonly<NodeJS.ProcessEnv>): Promise<boolean> {
  const own = env['PAGER'];
  const stdio = ['pipe', 'inherit', 'inherit'] as const;
  // A pager of one's own may come with options, which a shell takes apart.
  const pager = own
    ? spawn(own, { stdio: [...stdio], shell: true })
    : spawn('less', ['-R', '-F', '-X'], { stdio: [...stdio] });
  pager.stdin.on('error', () => {}); // who quits early reads no further
  pager.stdin.end(text);
  try {
    const [code] = await once(pager, 'close');
    return code === 0;
  } catch {
    return false; // there is no such program
  }
}
