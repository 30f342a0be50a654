// streamdown, as its documentation uses it.
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { Streamdown } from 'streamdown';
import { serveArm } from './feed.js';

serveArm((element) => {
  const root = createRoot(element);
  const draw = (text, running) => flushSync(() => root.render(<Streamdown isAnimating={running}>{text}</Streamdown>));
  const push = (_, soFar) => draw(soFar, true);
  push.end = (soFar) => draw(soFar, false);
  return push;
});
