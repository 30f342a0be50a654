// Feeds an arm with a text in small pieces, each a commit of its own, in a task of its own, as from a network. With
// a pace everything is drawn and the end kept in view; without one nothing is shown, and what is measured is the work of
// taking pieces in: parsing and the document.
//
// An arm is a function `(root) -> push(piece, soFar)`; `push.end?.()` ends the text.

const channel = new MessageChannel();
const waiting = [];
channel.port1.onmessage = () => waiting.shift()?.();
const breathe = () => new Promise((resolve) => waiting.push(resolve) && channel.port2.postMessage(0));

/**
 * Makes `window.feed({pieces, perSecond, limit})` known: pushes all pieces, `perSecond` (0: one after the other) for at
 * most `limit` seconds, and puts `{pushed, characters, seconds}` into `window.fed` once nothing changes any more.
 */
export function serveArm(arm) {
  const root = document.getElementById('root');
  const view = document.querySelector('main');
  window.feed = async ({ url, length, perSecond = 0, limit = 60 }) => {
    const pieces = await piecesOf(url, length);
    const push = await arm(root);
    if (perSecond > 0) followEnd(view, root);
    else view.hidden = true;
    window.start = async () => {
      const pushed = await run(pieces, push, perSecond, limit);
      await settled(root);
      window.fed = { ...pushed, of: pieces.length, shown: root.textContent.length };
    };
    window.addEventListener('error', ({ message }) => (window.fed = { error: message }));
    window.addEventListener('unhandledrejection', ({ reason }) => (window.fed = { error: String(reason) }));
    window.ready = true;
  };
}

async function piecesOf(url, length) {
  const response = await fetch(url);
  if (url.endsWith('.json')) return response.json();
  const text = await response.text();
  return Array.from({ length: Math.ceil(text.length / length) }, (_, at) => text.slice(at * length, (at + 1) * length));
}

async function run(pieces, push, perSecond, limit) {
  const start = performance.now();
  let soFar = '';
  let at = 0;
  for (; at < pieces.length && performance.now() - start < limit * 1000; at += 1) {
    const due = perSecond > 0 ? start + (at * 1000) / perSecond : 0;
    if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    soFar += pieces[at];
    push(pieces[at], soFar);
    await breathe();
  }
  if (at === pieces.length) push.end?.(soFar);
  return { pushed: at, seconds: (performance.now() - start) / 1000 };
}

/** Once a frame at most, as every chat does it. */
function followEnd(view, root) {
  let asked = false;
  new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      view.scrollTop = 1e9;
    });
  }).observe(root, { childList: true, characterData: true, subtree: true });
}

/** Waits until the text has not grown for a while: some arms draw later than they are told. */
async function settled(root) {
  let last = -1;
  for (let same = 0; same < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    same = root.textContent.length === last ? same + 1 : 0;
    last = root.textContent.length;
  }
}
