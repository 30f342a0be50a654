// Screens of this folder that are read when they are first wanted.

import { LazyScreen } from '../shared/lazyScreen.svelte';

export const otherAnswers = new LazyScreen(() => import('./OtherAnswers.svelte'));
export const promptEdit = new LazyScreen(() => import('./PromptEdit.svelte'));
