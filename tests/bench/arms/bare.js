// The ideal page for several streams at once: reads them itself and appends what came to a text, 30 times a second.

const COMMIT_MS = 33;

/** Makes `window.open(url, count)` known: as many streams side by side, each in a column of its own. */
const columns = [];
let timer;
let committed = -Infinity;

window.openStreams = (urls) => {
  document.body.innerHTML = `<main class="columns">${urls.map(() => '<section><div class="stream"><p></p></div></section>').join('')}</main>`;
  const sections = [...document.querySelectorAll('section')];
  window.ended = 0;
  urls.forEach((url, at) => {
    columns[at] = { view: sections[at], root: sections[at].firstChild, text: sections[at].querySelector('p').appendChild(new Text()), waiting: '' };
    void read(url, columns[at]).then(() => (window.ended += 1));
  });
};

async function read(url, column) {
  const response = await fetch(url);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop();
    for (const event of events) take(event, column);
  }
}

function take(event, column) {
  if (!event.startsWith('data: {')) return;
  column.waiting += JSON.parse(event.slice(6)).choices[0]?.delta.content ?? '';
  timer ??= setTimeout(commit, Math.max(0, committed + COMMIT_MS - performance.now()));
}

function commit() {
  timer = undefined;
  committed = performance.now();
  for (const column of columns) append(column);
  for (const { view } of columns) view.scrollTop = 1e9;
}

function append(column) {
  const [first, ...more] = column.waiting.split('\n\n');
  column.waiting = '';
  column.text.appendData(first);
  for (const next of more) column.text = column.root.appendChild(document.createElement('p')).appendChild(new Text(next));
}
