// What the page can ask of the app. The window answers it (tauri.ts); a stand-in does in tests and in a plain browser.

import type { CheckProgress, Commands, News } from './bindings';

export type { Commands } from './bindings';

/** Commands whose bodies are raw: they have methods of their own. */
type RawCommand = 'attach' | 'next_frame';
export type CommandName = Exclude<keyof Commands, RawCommand>;
export type Arguments<N extends CommandName> = Parameters<Commands[N]> extends [infer A] ? [A] : [];
export type Reply<N extends CommandName> = Promise<ReturnType<Commands[N]>>;

/** A file on its way to the draft of a conversation; without a name it is pasted text. */
export type GivenFile = Parameters<Commands['attach']>[0];

/** The one door between page and app. */
export interface Port {
  /** Where the picture of this hash is shown from: this computer, by a scheme of the app's own. */
  imageUrl(hash: string): string;
  /** Runs a command. */
  call<N extends CommandName>(name: N, ...args: Arguments<N>): Reply<N>;
  /** Adds a file to a draft, its bytes as they are. */
  attach(file: GivenFile): Promise<ReturnType<Commands['attach']>>;
  /** Waits for the next frame: an `ArrayBuffer`, or anything else when the door is broken. */
  nextFrame(viewer: string, cursor: number): Promise<unknown>;
  /** Hears what happens in a check. */
  onCheck(hear: (progress: CheckProgress) => void): Promise<void>;
  /** Hears rare news. */
  onNews(hear: (news: News) => void): Promise<void>;
  /** Hears that the window is about to close; it waits a moment for `leave`. */
  onClosing(hear: () => void): Promise<void>;
}
