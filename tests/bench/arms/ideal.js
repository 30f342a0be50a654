// The least a page can do: text appended to the paragraph being written, another paragraph after a blank line.
import { serveArm } from './feed.js';

serveArm((root) => {
  let text;
  const open = () => (text = root.appendChild(document.createElement('p')).appendChild(new Text()));
  open();
  return (piece) => {
    const [first, ...more] = piece.split('\n\n');
    text.appendData(first);
    for (const next of more) {
      open();
      text.appendData(next);
    }
  };
});
