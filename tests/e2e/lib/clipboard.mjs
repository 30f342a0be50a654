// The desktop's clipboard, as another program fills it.
import { run, until } from './processes.mjs';

/** Puts text on the clipboard. `xclip` leaves before the X server knows of the new text, so it is asked for until it is there. */
export async function copy(desktop, text) {
  await run('sh', ['-c', 'exec xclip -selection clipboard -in >/dev/null 2>&1'], { env: desktop.env, input: text });
  const held = () => run('xclip', ['-selection', 'clipboard', '-out'], { env: desktop.env, allowFailure: true });
  await until('the clipboard holds the text', async () => (await held()).stdout === text);
}

/** Puts a picture on the clipboard. */
export async function copyPicture(desktop, file) {
  await run('sh', ['-c', 'exec xclip -selection clipboard -t image/png -in "$1" >/dev/null 2>&1', 'sh', file], {
    env: desktop.env,
  });
  const held = () =>
    run('xclip', ['-selection', 'clipboard', '-t', 'TARGETS', '-out'], { env: desktop.env, allowFailure: true });
  await until('the clipboard holds a picture', async () => (await held()).stdout.includes('image/png'));
}
