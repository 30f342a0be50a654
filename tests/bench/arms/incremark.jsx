// incremark for React, as its documentation recommends it.
import { IncremarkContent } from '@incremark/react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { serveArm } from './feed.js';

serveArm((element) => {
  const root = createRoot(element);
  const draw = (text, ended) => flushSync(() => root.render(<IncremarkContent content={text} isFinished={ended} />));
  const push = (_, soFar) => draw(soFar, false);
  push.end = (soFar) => draw(soFar, true);
  return push;
});
