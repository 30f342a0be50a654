// What a story on a desktop starts, and the end of it all whatever happens.
import { startScripted } from './servers.mjs';
import { openWindow } from './window.mjs';

/**
 * The parts of one story on `desktop`: `use(part)` hands a part with `stop()` over to be ended, `open(options)` opens a window,
 * `serve(script)` starts a scripted server; `stop()` ends them in reverse order; `windows` are those opened.
 * @typedef {ReturnType<typeof partsOn>} Parts
 */
export function partsOn(desktop) {
  const running = [];
  const windows = [];
  const use = (part) => running.push(part) && part;
  const open = async (options) => {
    const window = await openWindow(desktop, options);
    windows.push(window);
    use({ stop: () => window.discard() });
    return window;
  };
  const serve = async (script) => use(await startScripted(desktop, script));
  const stop = async () => {
    for (const part of running.reverse()) await part.stop();
  };
  return { desktop, windows, use, open, serve, stop };
}
