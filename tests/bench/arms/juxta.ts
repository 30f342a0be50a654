// Juxta's page code, fed with the patches its markup crate makes: each parsed and drawn as one that came over IPC.
import { BlockList } from '../../../ui/src/markdown/blocks';
// @ts-expect-error: plain JavaScript
import { serveArm } from './feed.js';

serveArm((root: HTMLElement) => {
  const list = new BlockList();
  list.mount(root);
  return (patch: string) => {
    if (!list.apply(JSON.parse(patch))) throw new Error('a patch does not follow the one before');
  };
});
