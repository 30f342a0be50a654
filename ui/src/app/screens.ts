// The screens and dialogs that are loaded when first needed.

import { LazyScreen } from '../shared/lazyScreen.svelte';

export const screens = {
  firstRun: new LazyScreen(() => import('./first/FirstRun.svelte')),
  foundKeys: new LazyScreen(() => import('../endpoint/FoundKeys.svelte')),
  help: new LazyScreen(() => import('../help/Help.svelte')),
  note: new LazyScreen(() => import('../branches/NoteEdit.svelte')),
  picker: new LazyScreen(() => import('../picker/Picker.svelte')),
  renameTab: new LazyScreen(() => import('../tabs/RenameTab.svelte')),
  settings: new LazyScreen(() => import('../settings/Settings.svelte')),
};
