// Screens of this folder that are loaded when first needed.

import { LazyScreen } from '../shared/lazyScreen.svelte';

export const otherAnswers = new LazyScreen(() => import('./OtherAnswers.svelte'));
export const promptEdit = new LazyScreen(() => import('./PromptEdit.svelte'));
