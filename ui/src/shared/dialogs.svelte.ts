// Dialogs: the model picker, the list of keys, and confirmations with their action on the button.

import { letGo } from './focus';

/** What the picker is for: choosing the models of an empty chat, or adding tabs to one. */
export type PickerMode = 'choose' | 'add';

/** Where keys were found: on the clipboard, or among the variables Juxta was started with. */
export type FoundIn = 'clipboard' | 'environment';

/** One point of a question, with its checkbox, for instance “also remove its key”. */
export type Point = { title: string; text: string; choice?: { label: string; on: boolean } };

export type Question = Point & {
  action: string;
  /** The label of the cancel button, where it isn't *Cancel*. */
  back?: string;
  danger: boolean;
  /** Several points, in place of the text. */
  points?: Point[];
};

/** What was chosen, in the question itself and at each of its points; `null` when the person backed out. */
export type Reply = { choice: boolean; choices: boolean[] } | null;

class Dialogs {
  picker = $state<PickerMode | null>(null);
  question = $state.raw<Question | null>(null);
  help = $state(false);
  found = $state<FoundIn | null>(null);
  /** The answer whose note is being edited. */
  note = $state<string | null>(null);
  /** The tab being renamed. */
  renaming = $state<string | null>(null);
  /** Whether one is open. */
  open = $derived(
    this.picker !== null ||
      this.question !== null ||
      this.help ||
      this.found !== null ||
      this.renaming !== null ||
      this.note !== null,
  );
  #resolve: ((reply: Reply) => void) | null = null;

  ask(question: Question): Promise<Reply> {
    this.answer(null);
    this.question = question;
    return new Promise((resolve) => (this.#resolve = resolve));
  }

  answer(reply: Reply): void {
    if (this.question !== null) letGo();
    this.question = null;
    this.#resolve?.(reply);
    this.#resolve = null;
  }
}

export const dialogs = new Dialogs();
