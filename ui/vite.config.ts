import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { WIDE } from './src/shared/breakpoints';

/** The names that stylesheets use for window widths. */
const MEDIA: Readonly<Record<string, string>> = {
  '(--wide)': `(min-width: ${WIDE}px)`,
  '(--narrow)': `(max-width: ${WIDE - 1}px)`,
};

/** The class that Svelte adds to scoped selectors. */
const SCOPE = /(?<!:where\()\.svelte-[a-z0-9]+/g;

// One small script for the first screen, one for each later one, one stylesheet, nothing inlined: the page's policy
// allows only files of its own.
export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  css: {
    postcss: {
      plugins: [
        {
          postcssPlugin: 'breakpoints',
          AtRule: { media: (rule) => void (rule.params = MEDIA[rule.params] ?? rule.params) },
        },
        {
          // Svelte's class for scoped styles adds no weight: a rule weighs what is written.
          postcssPlugin: 'weightless-scopes',
          Rule: (rule) => void (rule.selector = rule.selector.replace(SCOPE, ':where($&)')),
        },
      ],
    },
  },
  build: {
    target: 'safari17',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
  },
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  test: { environment: 'jsdom', include: ['tests/**/*.test.ts'] },
});
