import tseslint from 'typescript-eslint';

const injected = 'time, ids and chance come from the World or a port: inject them';

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'cdk.out', '.perennial', '**/*.mjs', '**/*.cjs'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'named exports only' },
        { selector: 'ExportDefaultDeclaration', message: 'no default exports' },
        { selector: "ThrowStatement > NewExpression[callee.name='Error']", message: 'throw a coded error' },
      ],
      'max-len': ['error', { code: 110, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreUrls: true, ignoreComments: false }],
      'max-params': 'off',
    },
  },
  {
    files: ['domain/**', 'lambda/**', 'local/**', 'lib/**', 'containers/**'],
    ignores: ['local/world/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: injected },
        { object: 'Math', property: 'random', message: injected },
      ],
    },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['test/**'], rules: { 'no-restricted-syntax': 'off', '@typescript-eslint/no-non-null-assertion': 'off' } },
);
