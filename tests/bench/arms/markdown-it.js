// markdown-it, the whole text at every piece.
import MarkdownIt from 'markdown-it';
import { serveArm } from './feed.js';

const markdown = new MarkdownIt();
serveArm((root) => (_, soFar) => {
  root.innerHTML = markdown.render(soFar);
});
