// react-markdown with GitHub's tables, as its documentation uses it.
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { serveArm } from './feed.js';

const PLUGINS = [remarkGfm];
serveArm((element) => {
  const root = createRoot(element);
  return (_, soFar) => flushSync(() => root.render(<Markdown remarkPlugins={PLUGINS}>{soFar}</Markdown>));
});
