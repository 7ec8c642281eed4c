import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSettings } from '../../workspace/defaults.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { checkEntryDate, cooperativeOf, readSettings } from './index.ts';
import { saveSettings, type Settings } from './settings.ts';

let workspace: TestWorkspace;
beforeEach(() => (workspace = testWorkspace()));
afterEach(() => workspace.close());

function save(change: Partial<Settings>) {
  return workspace.run((ctx) => saveSettings(ctx.db, 1, { ...defaultSettings, ...change }));
}

test('the first cooperative is meant when none is named', () => {
  expect(cooperativeOf(workspace.connection, undefined)).toMatchObject({
    ok: true,
    value: { id: 1, name: '鑫杰香菇种植专业合作社', villageName: '张家坝村' },
  });
  expect(cooperativeOf(workspace.connection, 7)).toMatchObject({
    ok: false,
    error: { code: 'entity_unknown' },
  });
});

test('a fund has no members and no shares', () => {
  workspace.connection.run(
    `INSERT INTO entity (kind, name, first_period, settings) VALUES ('fund', '互助资金协会', '2018-01', '{}')`,
  );
  expect(cooperativeOf(workspace.connection, 2)).toMatchObject({
    ok: false,
    error: { code: 'entity_not_cooperative' },
  });
});

test('settings are kept, and what an older file does not know has its default', () => {
  expect(save({ noticeMonthsPerson: 4 }).ok).toBe(true);
  expect(readSettings(workspace.connection, 1).noticeMonthsPerson).toBe(4);
  workspace.connection.run(`UPDATE entity SET settings = '{"publicityDays": 10}' WHERE id = 1`);
  expect(readSettings(workspace.connection, 1)).toEqual({ ...defaultSettings, publicityDays: 10 });
});

test.each([
  [{ patronagePercent: '59.999999' }, 'settings.patronagePercent'],
  [{ reservePercent: '101' }, 'settings.reservePercent'],
  [
    { bankTemplates: [defaultSettings.bankTemplates[0]!, defaultSettings.bankTemplates[0]!] },
    'settings.bankTemplates',
  ],
] satisfies [Partial<Settings>, string][])('refuses %o', (change, field) => {
  const saved = save(change);
  expect(saved.ok ? [] : Object.keys(saved.error.fields ?? {})).toEqual([field]);
});

test.each([
  ['2018-12-31', 'year_closed'],
  ['2017-05-01', 'year_closed'],
  ['2019-02-30', 'date_unreal'],
  ['2019-03-02', 'date_future'],
  ['2019-01-01', null],
])('with 2018 approved, an entry of %s: %s', (date, code) => {
  workspace.connection.run(
    `INSERT INTO dividend_run (entity_id, fiscal_year, draft_no, state, inputs, totals, meeting_date, resolution, created_at, operator)
     VALUES (1, 2018, 1, 'approved', '{}', '{}', '2019-01-10', '决1', '', '')`,
  );
  const checked = checkEntryDate(workspace.connection, 1, date, '2019-03-01');
  expect(checked.ok ? null : checked.error.code).toBe(code);
});
