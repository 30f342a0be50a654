// marked, cleaned by DOMPurify, the whole text at every piece.
import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { serveArm } from './feed.js';

serveArm((root) => (_, soFar) => {
  root.innerHTML = DOMPurify.sanitize(marked.parse(soFar));
});
