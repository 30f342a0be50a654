// The backend in the window. No other file imports Tauri.

import { convertFileSrc, invoke, type InvokeArgs } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { CheckProgress, News } from './bindings';
import type { Port } from './port';

export const tauriPort: Port = {
  imageUrl: (hash) => convertFileSrc(hash, 'juxta-media'),
  call: (name, ...args) => invoke(name, args[0] as InvokeArgs | undefined),
  attach: ({ command, conversation, name, bytes }) => {
    const about = { 'juxta-command': command, 'juxta-conversation': conversation };
    return invoke('attach', bytes, {
      headers:
        name === null ? about : { ...about, 'juxta-name': encodeURIComponent(name.replace(/[\ud800-\udfff]/gu, '')) },
    });
  },
  nextFrame: (viewer, cursor) => invoke('next_frame', { viewer, cursor }),
  onCheck: async (hear) => {
    await listen<CheckProgress>('check', (event) => hear(event.payload));
  },
  onNews: async (hear) => {
    await listen<News>('news', (event) => hear(event.payload));
  },
  onClosing: async (hear) => {
    await listen('closing', () => hear());
  },
};
