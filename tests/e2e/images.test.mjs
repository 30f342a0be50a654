// Pictures a model returns: shown from this computer, there again after a restart, gone with their conversation; never
// fetched from anywhere. And the sources it names: numbered, with the real host, opened only in the browser.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { connected } from './lib/connected.mjs';
import { png } from './lib/picture.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { END, gate, reply, say } from './lib/script.mjs';
import { startTrap } from './lib/servers.mjs';

const scenario = onDesktop();

/** A chunk with this delta. */
const chunk = (delta) => ({ data: { choices: [{ index: 0, delta }] } });
/** A chunk with pictures beside the text, as most servers send them. */
const pictures = (...urls) => chunk({ images: urls.map((url) => ({ type: 'image_url', image_url: { url } })) });
const dataUrl = (bytes) => `data:image/png;base64,${bytes.toString('base64')}`;
const nameOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Runs in the page: every picture, as drawn. */
const DRAWN = `
  return [...document.querySelectorAll('[data-testid="answer-image"]')].map((image) =>
    ({ from: image.src, alt: image.alt, ready: image.complete, pixels: [image.naturalWidth, image.naturalHeight], overflows: image.clientWidth > image.parentElement.clientWidth }));`;

/** Waits until this many pictures are decoded, and gives them. */
const drawn = (page, count) =>
  until(`${count} pictures are drawn`, async () => {
    const images = await page.script(DRAWN);
    return images.length === count && images.every((image) => image.ready && image.pixels[0] > 0) && images;
  });

/** Runs in the page: which of these addresses can be drawn as a picture. */
const LOADS = `
  const [addresses, done] = arguments;
  const load = (address) => new Promise((tell) => {
    const image = new Image();
    image.onload = () => tell(true);
    image.onerror = () => tell(false);
    image.src = address;
  });
  Promise.all(addresses.map(load)).then(done);`;
const loads = (page, ...addresses) => page.driver.executeAsyncScript(LOADS, addresses);

scenario(
  'pictures beside and in the text are shown while the answer runs, after a reload and after a restart',
  async (parts) => {
    const [sea, dot] = [png(1600, 900), png(40, 40)];
    const written = `Here is a dot:\n\n![A dot](${dataUrl(dot)})\n\nAnd that was it.`.match(/[\s\S]{1,50}/g);
    const answers = { painter: [reply(pictures(dataUrl(sea)), gate('more'), ...written.map(say), ...END)] };
    const { window, page, server } = await connected(parts, { models: ['painter'], answers });
    await page.ask('Paint the sea, then a dot.');
    const [first] = await drawn(page, 1);
    assert.deepEqual(first, {
      from: `juxta-media://localhost/${nameOf(sea)}`,
      alt: 'Image from painter',
      ready: true,
      pixels: [1600, 900],
      overflows: false,
    });
    await server.open('more');
    const answer = await page.answer('done');
    assert.equal(answer.text.trim(), 'Here is a dot:And that was it.');
    const both = await drawn(page, 2);
    assert.equal(both[1].alt, 'A dot (image from painter)');

    const media = join(window.data, 'media');
    assert.deepEqual((await readdir(media)).sort(), [nameOf(sea), nameOf(dot)].sort());
    const mode = async (path) => (await stat(path)).mode & 0o777;
    assert.deepEqual([await mode(media), await mode(join(media, nameOf(sea)))], [0o700, 0o600]);

    await page.reload();
    assert.deepEqual(await drawn(page, 2), both);
    await window.close();
    await window.open();
    assert.deepEqual(await drawn(window.page, 2), both);
    if (process.env.JUXTA_E2E_PICTURES) await window.picture(join(process.env.JUXTA_E2E_PICTURES, 'images.png'));
  },
);

scenario(
  'an answer of pictures alone is an answer, and the scheme serves pictures by hash and nothing else',
  async (parts) => {
    const sea = png(320, 180);
    const { window, page } = await connected(parts, {
      models: ['painter'],
      answers: { painter: [reply(pictures(dataUrl(sea)), ...END)] },
    });
    await page.ask('Paint the sea.');
    const answer = await page.answer('done');
    assert.deepEqual([answer.text.trim(), answer.error], ['', null]);
    await drawn(page, 1);
    assert.ok(!(await page.script('return document.body.textContent')).includes('The answer is empty.'));

    const at = (path) => `juxta-media://localhost/${path}`;
    const hash = nameOf(sea);
    assert.deepEqual(await loads(page, at(hash)), [true]);
    const others = [
      '',
      'f'.repeat(64),
      `${hash}/`,
      `media/${hash}`,
      `../media/${hash}`,
      `${hash}?x=1`,
      hash.toUpperCase(),
      '../juxta.sqlite3',
      '%2e%2e%2fjuxta.sqlite3',
      '/etc/passwd',
    ];
    assert.deepEqual(
      await loads(page, ...others.map(at)),
      others.map(() => false),
    );
    const read = 'const [url, done] = arguments; fetch(url).then(() => done("read"), () => done("refused"));';
    assert.equal(await page.driver.executeAsyncScript(read, at(hash)), 'refused');
    const framed = `
    const [url, done] = arguments;
    const frame = document.createElement('iframe');
    frame.src = url;
    document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true });
    document.body.append(frame);`;
    assert.match(await page.driver.executeAsyncScript(framed, at(hash)), /^(frame|child)-src$/);
    assert.deepEqual(await readdir(join(window.data, 'media')), [hash]);
  },
);

scenario('a picture that is only named is never fetched, and one that is none is not drawn', async (parts) => {
  const trap = parts.use(await startTrap());
  const svg = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" onload="pwned=1"><image href="${trap.url}/svg"/></svg>`,
  ).toString('base64');
  const steps = [
    pictures(`${trap.url}/one.png`, `data:image/svg+xml;base64,${svg}`, `data:image/png;base64,${svg}`),
    chunk({ content: [{ type: 'image_url', image_url: { url: `${trap.url}/two.png` } }] }),
    say(
      `![three](${trap.url}/three.png) ![four](data:image/svg+xml;base64,${svg}) ![five](juxta-media://localhost/${'a'.repeat(64)})`,
    ),
  ];
  const { page } = await connected(parts, { models: ['painter'], answers: { painter: [reply(...steps, ...END)] } });
  await page.ask('Paint something of somebody else.');
  const answer = await page.answer('done');
  assert.ok(answer.text.includes(`${trap.url}/one.png`) && answer.text.includes(`${trap.url}/two.png`), answer.text);
  assert.deepEqual(
    await page.script(
      'return [document.querySelectorAll(\'[data-testid="answer"] img\').length, window.pwned ?? null]',
    ),
    [0, null],
  );
  assert.deepEqual(trap.requests, []);
});

scenario('sources are numbered, each once, with the real host, and open only in the browser', async (parts) => {
  const cite = (url, title) => ({ type: 'url_citation', url_citation: { url, title } });
  const named = [
    cite('https://evil.example/a', 'bank.example'),
    cite('https://evil.example/a', 'again'),
    cite('javascript:window.pwned=1', 'Click me'),
    cite('https://bücher.example/', null),
  ];
  const answers = { alpha: [reply(say('As they say.'), chunk({ annotations: named }), ...END)] };
  const { page } = await connected(parts, { models: ['alpha'], answers });
  await page.ask('Who says so?');
  await page.answer('done');
  const lines = await page.script(
    `return [...document.querySelectorAll('[data-testid="answer-sources"] li')].map((line) => line.textContent.replaceAll(/\\s+/g, ' ').trim())`,
  );
  assert.deepEqual(lines, [
    '1 bank.example evil.example',
    '2 Click me javascript:window.pwned=1',
    '3 https://xn--bcher-kva.example/ xn--bcher-kva.example',
  ]);
  for (const link of await page.driver.findElements({ css: '[data-testid="answer-sources"] a' })) await link.click();
  await until('the browser was asked', async () => (await parts.desktop.openedLinks()).length === 2);
  assert.deepEqual(await parts.desktop.openedLinks(), ['https://evil.example/a', 'https://xn--bcher-kva.example/']);
  assert.ok((await page.script('return location.href')).startsWith('tauri:'));
});
