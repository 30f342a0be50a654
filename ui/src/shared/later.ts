// The screens that are not part of the first one.

import { Later } from './lazyScreen.svelte';
import { Quiet } from './idle';

export const later = {
  attachments: new Later(() => import('../attachments/DraftFiles.svelte')),
  diff: new Later(() => import('../diff/Diff.svelte')),
  figures: new Later(() => import('../figures/Figures.svelte')),
  firstRun: new Later(() => import('../app/first/FirstRun.svelte')),
  foundKeys: new Later(() => import('../endpoint/FoundKeys.svelte')),
  help: new Later(() => import('../help/Help.svelte')),
  inspector: new Later(() => import('../inspector/Inspector.svelte')),
  note: new Later(() => import('../branches/NoteEdit.svelte')),
  others: new Later(() => import('../branches/OtherAnswers.svelte')),
  parameters: new Later(() => import('../parameters/Parameters.svelte')),
  picker: new Later(() => import('../picker/Picker.svelte')),
  promptEdit: new Later(() => import('../branches/PromptEdit.svelte')),
  renameTab: new Later(() => import('../tabs/RenameTab.svelte')),
  tabMenu: new Later(() => import('../tabs/TabMenu.svelte')),
  sentFiles: new Later(() => import('../attachments/SentFiles.svelte')),
  settings: new Later(() => import('../settings/Settings.svelte')),
};

/** Reads all of them, one at a time whenever nothing else is to be done, so that the first use of one waits for nothing. */
export async function readAhead(screens: { load(): Promise<void> }[] = Object.values(later)): Promise<void> {
  const quiet = new Quiet();
  for (const screen of screens) {
    await quiet.comes();
    // One that cannot be read now is read when it is wanted.
    await screen.load().catch(() => {});
  }
  quiet.end();
}
