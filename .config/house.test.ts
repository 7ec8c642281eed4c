import { describe, expect, it } from 'vitest';
import { refusal } from './house.ts';

describe('the house lets pass', () => {
  it.each([
    ['renderer/pages/members/MembersPage.tsx', 'shared/contract/index.ts'],
    ['electron/books/dividends/approval.ts', 'electron/books/dividends/lines.ts'],
    ['electron/books/dividends/approval.ts', 'electron/books/shares/index.ts'],
    ['electron/office/office.ts', 'electron/books/shares/index.ts'],
    ['electron/browser/server.ts', 'electron/office/office.ts'],
    ['shared/print/roster.ts', 'shared/rules/money.ts'],
    ['electron/main.ts', 'electron/shell/ipc.ts'],
    ['e2e/bench/bench.ts', 'electron/office/office.ts'],
  ])('%s → %s', (from, to) => expect(refusal(from, to)).toBeNull());
});

describe('the house refuses', () => {
  it.each([
    ['shared/rules/money.ts', 'electron/books/shares/index.ts'],
    ['shared/rules/money.ts', 'shared/contract/values.ts'],
    ['shared/contract/values.ts', 'shared/print/page.ts'],
    ['renderer/api.ts', 'electron/office/office.ts'],
    ['electron/workspace/open.ts', 'electron/books/shares/index.ts'],
    ['electron/books/shares/ledger.ts', 'electron/office/office.ts'],
    ['electron/books/dividends/approval.ts', 'electron/books/shares/ledger.ts'],
    ['electron/office/desk.ts', 'electron/browser/server.ts'],
    ['electron/browser/server.ts', 'electron/books/shares/index.ts'],
    ['electron/browser/server.ts', 'electron/cli/commands.ts'],
    ['electron/cli/coop.ts', 'electron/workspace/open.ts'],
    ['renderer/api.ts', 'renderer-old/api.ts'],
    ['shared/rules/money.ts', '../shared/money.ts'],
  ])('%s → %s', (from, to) => expect(refusal(from, to)).not.toBeNull());
});
