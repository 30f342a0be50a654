// The screens that are not part of the first one.

import { Later } from './parts/later.svelte';

export const later = {
  attachments: new Later(() => import('./attach/Rows.svelte')),
  diff: new Later(() => import('./diff/Diff.svelte')),
  figures: new Later(() => import('./figures/Figures.svelte')),
  firstRun: new Later(() => import('./first/FirstRun.svelte')),
  foundKeys: new Later(() => import('./endpoint/FoundKeys.svelte')),
  help: new Later(() => import('./help/Help.svelte')),
  inspector: new Later(() => import('./inspector/Inspector.svelte')),
  note: new Later(() => import('./branches/NoteEdit.svelte')),
  others: new Later(() => import('./branches/Others.svelte')),
  parameters: new Later(() => import('./parameters/Parameters.svelte')),
  picker: new Later(() => import('./picker/Picker.svelte')),
  promptEdit: new Later(() => import('./branches/PromptEdit.svelte')),
  renameTab: new Later(() => import('./tabs/RenameTab.svelte')),
  tabMenu: new Later(() => import('./tabs/TabMenu.svelte')),
  sentFiles: new Later(() => import('./attach/Sent.svelte')),
  settings: new Later(() => import('./settings/Settings.svelte')),
};

/** Reads all of them, so that the first use of one waits for nothing. */
export async function readAhead(): Promise<void> {
  await Promise.all(Object.values(later).map((screen) => screen.load()));
}
