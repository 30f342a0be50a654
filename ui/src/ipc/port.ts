// The backend's interface. The window implements it (tauri.ts); a stand-in does in tests and in a plain browser.

import type { CheckProgress, Commands, News } from './bindings';

export type { Commands } from './bindings';

/** Commands whose bodies are raw: they have methods of their own. */
type RawCommand = 'attach' | 'next_frame';
export type CommandName = Exclude<keyof Commands, RawCommand>;
export type Arguments<N extends CommandName> = Parameters<Commands[N]> extends [infer A] ? [A] : [];
export type Reply<N extends CommandName> = Promise<ReturnType<Commands[N]>>;

/** A file on its way to the draft of a conversation; without a name it is pasted text. */
export type GivenFile = Parameters<Commands['attach']>[0];

/** The backend: the only connection between page and app. */
export interface Port {
  /** The URL of the image with this hash, in the app's own scheme. */
  imageUrl(hash: string): string;
  /** Runs a command. */
  call<N extends CommandName>(name: N, ...args: Arguments<N>): Reply<N>;
  /** Adds a file to a draft, its bytes as they are. */
  attach(file: GivenFile): Promise<ReturnType<Commands['attach']>>;
  /** Waits for the next frame: an `ArrayBuffer`, or anything else when the backend failed. */
  nextFrame(viewer: string, cursor: number): Promise<unknown>;
  /** Listens for the steps of checks. */
  onCheck(hear: (progress: CheckProgress) => void): Promise<void>;
  /** Listens for events. */
  onNews(hear: (news: News) => void): Promise<void>;
  /** Listens for the window about to close; it waits a moment for `leave`. */
  onClosing(hear: () => void): Promise<void>;
}
