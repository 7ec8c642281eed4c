import { dirname, relative, resolve } from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import type { RuleContext } from '@typescript-eslint/utils/ts-eslint';

/**
 * The house's import rules (docs/decisions/0001): renderer → shared ← electron, and inside electron
 * doors → office → books → workspace. A folder may import itself and what is listed; nothing else.
 * `books/<a>` reaches `books/<b>` only through its index.ts.
 */
const ROOT = resolve(import.meta.dirname, '..');

const MAY_IMPORT: ReadonlyArray<{ zone: string; may: readonly string[]; packages: 'none' | 'pure' | 'any' }> =
  [
    { zone: 'shared/rules', may: [], packages: 'pure' },
    { zone: 'shared/contract', may: ['shared/rules'], packages: 'pure' },
    { zone: 'shared/print', may: ['shared/rules', 'shared/contract'], packages: 'pure' },
    { zone: 'renderer', may: ['shared'], packages: 'any' },
    { zone: 'electron/workspace', may: ['shared', 'electron/migrations'], packages: 'any' },
    { zone: 'electron/migrations', may: ['shared', 'electron/workspace'], packages: 'any' },
    { zone: 'electron/books', may: ['shared', 'electron/workspace'], packages: 'any' },
    { zone: 'electron/office', may: ['shared', 'electron/workspace', 'electron/books'], packages: 'any' },
    { zone: 'electron/shell', may: ['shared', 'electron/office', 'electron/paper'], packages: 'any' },
    { zone: 'electron/browser', may: ['shared', 'electron/office', 'electron/paper'], packages: 'any' },
    { zone: 'electron/cli', may: ['shared', 'electron/office', 'electron/paper'], packages: 'any' },
    { zone: 'electron/paper', may: ['shared'], packages: 'any' },
  ];

/** What shared may take from npm: pure computation only. */
const PURE_PACKAGES = new Set(['zod', 'decimal.js', 'pinyin-pro']);

export function refusal(from: string, to: string): string | null {
  const rule = MAY_IMPORT.find((entry) => inside(from, entry.zone));
  if (!rule) return null; // entries (electron/main.ts …), e2e and tooling stand above the house
  if (to.startsWith('..')) return 'an import leaves the project';
  if (!inside(to, rule.zone) && !rule.may.some((zone) => inside(to, zone))) {
    return `${rule.zone} may import ${['itself', ...rule.may].join(', ')} – not ${to}`;
  }
  const fromBook = bookOf(from);
  const toBook = bookOf(to);
  if (fromBook && toBook && fromBook !== toBook && !/^electron\/books\/[^/]+\/index\.ts$/.test(to)) {
    return `books/${fromBook} reaches books/${toBook} only through its index.ts`;
  }
  return null;
}

const inside = (path: string, zone: string): boolean => path === zone || path.startsWith(`${zone}/`);
const bookOf = (path: string): string | null => /^electron\/books\/([^/]+)\//.exec(path)?.[1] ?? null;

const oneWay = {
  meta: { type: 'problem' as const, schema: [], messages: { no: '{{why}}' } },
  defaultOptions: [],
  create(context: Readonly<RuleContext<'no', []>>) {
    const from = relative(ROOT, context.filename).replaceAll('\\', '/');
    const isTest = /\.test\.tsx?$/.test(from);
    function check(node: TSESTree.Node, source: string): void {
      let why: string | null = null;
      if (source.startsWith('.')) {
        const to = relative(ROOT, resolve(dirname(context.filename), source)).replaceAll('\\', '/');
        why = isTest ? null : refusal(from, to);
      } else if (!isTest && from.startsWith('shared/') && !PURE_PACKAGES.has(source)) {
        why = `shared is pure: ${source} is not on its list`;
      } else if (!isTest && from.startsWith('renderer/') && source.startsWith('node:')) {
        why = `the renderer has no ${source}`;
      } else if (source === 'electron' && !/^electron\/(shell\/|main\.ts|preload\.ts)/.test(from)) {
        why = 'only the desktop shell may import electron';
      }
      if (why) context.report({ node, messageId: 'no', data: { why } });
    }
    return {
      ImportDeclaration: (node: TSESTree.ImportDeclaration) => check(node, node.source.value),
      ExportAllDeclaration: (node: TSESTree.ExportAllDeclaration) => check(node, node.source.value),
      ExportNamedDeclaration: (node: TSESTree.ExportNamedDeclaration) =>
        node.source && check(node, node.source.value),
      ImportExpression: (node: TSESTree.ImportExpression) =>
        'value' in node.source && typeof node.source.value === 'string' && check(node, node.source.value),
    };
  },
};

export const houseRules = { rules: { 'one-way': oneWay } };
