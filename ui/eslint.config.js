// Mistakes that neither prettier nor the type checkers see, above all promises that nobody waits for. `npm run lint` runs it
// at the project's root, over ui/ and tests/.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Where types come from: the page's own project, and one for plain JavaScript that has none to check. */
const types = {
  project: ['./tsconfig.json', './tsconfig.tests.json'],
  tsconfigRootDir: fileURLToPath(new URL('.', import.meta.url)),
};
const TYPED = ['**/*.ts', '**/*.mjs', '**/*.config.js'];
const SVELTE = ['**/*.svelte', '**/*.svelte.ts'];

export default ts.config(
  { ignores: ['**/node_modules/**', '**/dist/**', '**/target/**', '**/src/ipc/bindings.ts'] },
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  { files: TYPED, languageOptions: { parser: ts.parser, parserOptions: types } },
  {
    files: SVELTE,
    languageOptions: {
      parserOptions: { ...types, parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_' }],
      // Sets and maps of state are replaced as a whole (`$state.raw`), never changed in place.
      'svelte/prefer-svelte-reactivity': 'off',
      // `{'\n'}` keeps a line break that the compiler would drop.
      'svelte/no-useless-mustaches': 'off',
      // Ranges of characters are written from the first one.
      'no-control-regex': 'off',
    },
  },
  {
    files: [...TYPED, ...SVELTE],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'before', 'after'] }] },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    // Parameters of the tests' own functions have no type, so these are known by their names.
    files: ['**/e2e/*.mjs', '**/e2e/screenshots/*.mjs'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExpressionStatement > CallExpression[callee.object.name=/^(page|window|driver|server)$/]',
          message: 'Everything these do takes time: await it.',
        },
      ],
    },
  },
);
