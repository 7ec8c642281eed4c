import tseslint from 'typescript-eslint';
import { houseRules } from './house.ts';

/** Lint: strict typed TypeScript, and the house's one-way imports (see house.ts). */
export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'test-results'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: `${import.meta.dirname}/..` },
    },
    plugins: { house: houseRules },
    rules: {
      'house/one-way': 'error',
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    files: ['shared/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: 'shared is pure: dates are strings, the clock is passed in' },
        { name: 'process', message: 'shared is pure' },
        { name: 'window', message: 'shared is pure' },
        { name: 'document', message: 'shared is pure' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'shared is pure' },
      ],
    },
  },
  {
    // The command line and the scripts speak to a terminal.
    files: ['electron/cli/**/*.ts', 'electron/browser/main.ts', 'electron/*.ts', 'e2e/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
