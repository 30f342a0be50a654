// Hunting for a key: everywhere it must not be.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A key that cannot occur by accident, and that looks like a provider's. */
export function canaryKey() {
  const letters = Array.from(
    { length: 40 },
    () => 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'[Math.floor(Math.random() * 56)],
  );
  return `sk-canary${letters.join('')}`;
}

/** The forms in which a key could hide: whole, both halves, URL-encoded, base64, hexadecimal, reversed. */
export function disguises(key) {
  const half = Math.floor(key.length / 2);
  const bytes = Buffer.from(key);
  // Base64 of the key inside other bytes: the three phases, without the characters their neighbours shape.
  const phases = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift, 120), bytes])
      .toString('base64')
      .slice(shift ? 4 : 0, -4),
  );
  const whole = [key, encodeURIComponent(key), bytes.toString('hex'), Buffer.from(key, 'utf16le').toString('latin1')];
  return [...new Set([...whole, ...phases, key.slice(9, half + 5), key.slice(half), [...key].reverse().join('')])];
}

/** Says where in these bytes or this text a disguise stands; empty when nowhere. */
export function sightings(place, content, key) {
  const text = Buffer.isBuffer(content) ? content.toString('latin1') : content;
  return disguises(key)
    .filter((disguise) => text.includes(disguise))
    .map((disguise) => `${place}: ${disguise.slice(0, 12)}…`);
}

/** Looks through every file below a folder, database files byte by byte. */
export async function inFolder(folder, key) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile()) found.push(...sightings(path, await readFile(path), key));
    found.push(...sightings(`the name ${path}`, entry.name, key));
  }
  return found;
}

/** Looks at arguments and environment of processes. */
export async function inProcesses(processes, key) {
  const found = [];
  for (const { pid, name } of processes) {
    for (const part of ['cmdline', 'environ', 'comm']) {
      const content = await readFile(`/proc/${pid}/${part}`).catch(() => Buffer.alloc(0));
      found.push(...sightings(`${part} of ${name} (${pid})`, content, key));
    }
  }
  return found;
}

/** Runs in the page: everything reachable from `window` and the document, as a list of `[path, text]`. */
const PAGE_STATE = `
  const texts = [];
  const seen = new Set();
  const waiting = [['window', window]];
  const note = (path, value) => { if (typeof value === 'string' && value.length >= 8) texts.push([path, value]); };
  const open = (path, value) => {
    note(path, value);
    if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) return;
    seen.add(value);
    waiting.push([path, value]);
  };
  let budget = 400000;
  while (waiting.length && budget > 0) {
    const [path, holder] = waiting.pop();
    if (holder instanceof Map || holder instanceof Set) for (const entry of holder) open(path + '[]', entry);
    for (const name of Reflect.ownKeys(holder)) {
      budget -= 1;
      note(path + ' key', typeof name === 'symbol' ? name.description : name);
      let value;
      try { value = holder[name]; } catch { continue; }
      open(path + '.' + String(name), value);
    }
  }
  for (const element of document.querySelectorAll('*')) {
    note('value of ' + element.tagName, element.value);
    for (const { name, value } of element.attributes) note('@' + name, value);
  }
  note('html', document.documentElement.outerHTML);
  note('url', location.href + document.cookie + document.referrer + JSON.stringify(history.state));
  for (const store of ['localStorage', 'sessionStorage']) {
    try { note(store, JSON.stringify({ ...window[store] })); } catch { /* the page has none */ }
  }
  return { texts, complete: budget > 0 };`;

/** Looks through what a script in the page can reach. */
export async function inPage(page, key) {
  const { texts, complete } = await page.script(PAGE_STATE);
  const found = texts.flatMap(([path, text]) => sightings(path, text, key));
  return complete ? found : [...found, 'the page state was too large to be searched whole'];
}

/** Runs in the page: from now on keeps every IPC reply and event before the page sees it. */
const LISTEN = `
  if (window.__replies) return;
  const replies = [];
  Object.defineProperty(window, '__replies', { value: replies, enumerable: false });
  const { callbacks } = window.__TAURI_INTERNALS__;
  const set = callbacks.set.bind(callbacks);
  callbacks.set = (id, callback) => set(id, (data) => {
    const text = data instanceof ArrayBuffer ? new TextDecoder().decode(data) : JSON.stringify(data);
    replies.push(text ?? '');
    return callback(data);
  });`;

/** Starts to keep every reply that crosses IPC. A reload ends it. */
export function listenToReplies(page) {
  return page.script(LISTEN);
}

/** Looks through the replies kept since `listenToReplies`; their number and where the key stood. */
export async function inReplies(page, key) {
  const replies = await page.script('return window.__replies');
  return { count: replies.length, found: replies.flatMap((reply, index) => sightings(`reply ${index}`, reply, key)) };
}

/** Calls a command as the page could, whatever its screens offer, and gives what comes back as text. */
export function invoke(page, command, args = {}) {
  return page.driver.executeAsyncScript(
    `const done = arguments[2];
     const text = (data) => data instanceof ArrayBuffer ? new TextDecoder().decode(data) : JSON.stringify(data) ?? 'null';
     window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then((v) => done({ ok: text(v) }), (e) => done({ error: text(e) }));`,
    command,
    args,
  );
}
