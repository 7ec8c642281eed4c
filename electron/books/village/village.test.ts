import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Result } from '../../../shared/rules/result.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import {
  attachPersonToHousehold,
  createHousehold,
  createPerson,
  findPersonByIdNumber,
  recordDeath,
  updatePersonContact,
  villageHandlers,
  type HouseholdFacts,
  type PersonFacts,
} from './index.ts';

let workspace: TestWorkspace;
beforeEach(() => (workspace = testWorkspace()));
afterEach(() => workspace.close());

const handlers = villageHandlers as {
  readonly [K in keyof typeof villageHandlers]: Extract<
    (typeof villageHandlers)[K],
    (...a: never[]) => unknown
  >;
};

const ZHANG = '610727188511112055';
const ZHU = '610727189101054264';
const MA = '610727189001202397';

function facts(code: string, more: Partial<HouseholdFacts> = {}): HouseholdFacts {
  return { code, groupNo: 1, category: '一般', phone: '', note: '', ...more };
}

function person(name: string, more: Partial<PersonFacts> = {}): PersonFacts {
  return { name, relation: '', idNumber: null, phone: '', card: null, ...more };
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function household(code: string, head: string, more: Partial<PersonFacts> = {}, stated?: number) {
  return value(
    workspace.run((ctx) => createHousehold(ctx, facts(code, { statedPeople: stated }), person(head, more))),
  );
}

test('a household keeps its head, and the first head is the first row of the history', () => {
  const { id } = household('h001', '张守田', { idNumber: ZHANG, phone: '199 0000 0007' });
  const stored = value(handlers['households.get'](workspace.writing(), { id }));
  expect(stored.household).toMatchObject({
    code: 'H001',
    headName: '张守田',
    people: 1,
    phone: '19900000007',
  });
  expect(stored.heads).toEqual([
    { date: '2019-03-01', name: '张守田', previousName: '', reason: '建户', operator: '李会计' },
  ]);
  expect(stored.persons[0]).toMatchObject({ relation: '户主', idMasked: '610727********2055' });
});

test('each wrong field has its own sentence, named as in the input', () => {
  const made = workspace.run((ctx) =>
    handlers['households.create'](ctx, {
      household: facts('H1'),
      head: person('张3', { idNumber: '610727188302290015', phone: '12', card: '12ab' }),
    }),
  );
  expect(made).toMatchObject({ ok: false, error: { code: 'person_invalid' } });
  expect(Object.keys(made.ok ? {} : (made.error.fields ?? {})).sort()).toEqual([
    'head.card',
    'head.idNumber',
    'head.name',
    'head.phone',
  ]);
  expect(workspace.connection.all('SELECT id FROM household')).toEqual([]);
});

test('an ID number belongs to one person; the refusal says whose it is', () => {
  household('H001', '张守田', { idNumber: ZHANG });
  const again = workspace.run((ctx) =>
    createHousehold(ctx, facts('H002'), person('李秀英', { idNumber: ZHANG })),
  );
  expect(again).toMatchObject({ ok: false, error: { code: 'id_number_taken' } });
  expect(again.ok ? '' : again.error.fields?.['head.idNumber']).toContain('1组 H001 张守田');
});

test('a household number is unique whatever the width and case it is typed in', () => {
  household('H001', '张守田');
  const again = workspace.run((ctx) => createHousehold(ctx, facts('ｈ００１ '), person('李秀英')));
  expect(again).toMatchObject({ ok: false, error: { code: 'household_code_taken' } });
});

test('somebody on a roster before the register came in moves into the household and is not doubled', () => {
  const listed = value(
    workspace.run((ctx) =>
      createPerson(
        ctx,
        person('张守田', { idNumber: ZHANG }),
        { householdId: null, listedGroupNo: 3 },
        'sheet',
      ),
    ),
  );
  const made = household('H001', '张守田', { idNumber: ZHANG, phone: '19900000007' });
  expect(made.headId).toBe(listed.id);
  expect(findPersonByIdNumber(workspace.connection, ZHANG)).toMatchObject({
    householdId: made.id,
    groupNo: 1,
  });
});

test('a card that fails Luhn is stored with a warning', () => {
  const made = household('H001', '张守田', { card: '6230556978349670276' });
  expect(made.warnings).toEqual([expect.stringContaining('校验位')]);
});

test('people are those registered, or those the village stated where that is more; leaving and dying count', () => {
  const { id, headId } = household('H001', '朱文礼', { idNumber: ZHU }, 3);
  const people = () => handlers['groups.list'](workspace.writing(), {});
  expect(value(people())).toEqual([{ no: 1, households: 1, people: 3 }]);
  const wife = value(
    workspace.run((ctx) =>
      createPerson(ctx, person('马德茂', { idNumber: MA, relation: '配偶' }), { householdId: id }),
    ),
  );
  expect(value(people())).toEqual([{ no: 1, households: 1, people: 3 }]);
  value(workspace.run((ctx) => attachPersonToHousehold(ctx, wife.id, null)));
  expect(value(people())).toEqual([{ no: 1, households: 1, people: 2 }]);
  workspace.run((ctx) => {
    recordDeath(ctx, headId, '2019-02-01');
    return { ok: true, value: null };
  });
  expect(value(people())).toEqual([{ no: 1, households: 1, people: 1 }]);
});

test('changing the head keeps the history and both relations', () => {
  const { id, headId } = household('H001', '朱文礼', { idNumber: ZHU });
  const wife = value(
    workspace.run((ctx) => createPerson(ctx, person('马德茂', { relation: '配偶' }), { householdId: id })),
  );
  value(
    workspace.run((ctx) =>
      handlers['households.changeHead'](ctx, {
        id,
        personId: wife.id,
        date: '2019-02-01',
        reason: '外出务工',
      }),
    ),
  );
  const stored = value(handlers['households.get'](workspace.writing(), { id }));
  expect(stored.household.headName).toBe('马德茂');
  expect(stored.persons.map((row) => [row.id, row.relation])).toEqual([
    [wife.id, '户主'],
    [headId, '配偶'],
  ]);
  expect(stored.heads.map((row) => [row.name, row.previousName])).toEqual([
    ['朱文礼', ''],
    ['马德茂', '朱文礼'],
  ]);
});

test.each([
  ['a stranger', 'head_not_in_household', '2019-02-01'],
  ['the head itself', 'head_same', '2019-02-01'],
  ['a day to come', 'date_future', '2019-03-02'],
  ['a day that is none', 'date_unreal', '2019-02-30'],
])('no head by %s', (who, code, date) => {
  const { id, headId } = household('H001', '朱文礼');
  const stranger = household('H002', '李秀英');
  const personId = who === 'a stranger' ? stranger.headId : headId;
  const changed = workspace.run((ctx) =>
    handlers['households.changeHead'](ctx, { id, personId, date, reason: '试' }),
  );
  expect(changed).toMatchObject({ ok: false, error: { code } });
});

test('a head cannot leave people behind, and a second head cannot come in', () => {
  const { id, headId } = household('H001', '朱文礼');
  const other = household('H002', '李秀英');
  value(
    workspace.run((ctx) => createPerson(ctx, person('马德茂', { relation: '配偶' }), { householdId: id })),
  );
  const leaving = workspace.run((ctx) => attachPersonToHousehold(ctx, headId, null));
  expect(leaving).toMatchObject({ ok: false, error: { code: 'head_moves' } });
  const second = workspace.run((ctx) =>
    createPerson(ctx, person('周玉珍', { relation: '户主' }), { householdId: id }),
  );
  expect(second).toMatchObject({ ok: false, error: { code: 'second_head' } });
  const moved = workspace.run((ctx) =>
    handlers['persons.update'](ctx, { id: other.headId, householdId: id, relation: '儿媳' }),
  );
  expect(value(moved).warnings).toHaveLength(1);
  expect(
    value(handlers['households.get'](workspace.writing(), { id: other.id })).household.headId,
  ).toBeNull();
  value(workspace.run((ctx) => handlers['persons.update'](ctx, { id: other.headId, householdId: other.id })));
  expect(value(handlers['households.get'](workspace.writing(), { id: other.id })).household.headName).toBe(
    '李秀英',
  );
});

test('what a sheet does not say is kept; a card can be taken away by hand', () => {
  const { headId } = household('H001', '张守田', {
    idNumber: ZHANG,
    phone: '19900000007',
    card: '6230556978349670275',
  });
  value(workspace.run((ctx) => updatePersonContact(ctx, headId, { idNumber: null, phone: '', card: null })));
  expect(value(handlers['persons.search'](workspace.writing(), { search: 'zst' }))[0]).toMatchObject({
    phone: '19900000007',
    idMasked: '610727********2055',
    cardMasked: '6230***********0275',
  });
  value(workspace.run((ctx) => handlers['persons.update'](ctx, { id: headId, card: '' })));
  const revealed = workspace.run((ctx) =>
    handlers['persons.reveal'](ctx, { id: headId, field: 'card', reason: '核对' }),
  );
  expect(revealed).toMatchObject({ ok: false, error: { code: 'nothing_to_reveal' } });
  expect(
    workspace.run((ctx) =>
      handlers['persons.reveal'](ctx, { id: headId, field: 'idNumber', reason: '核对' }),
    ),
  ).toEqual({ ok: true, value: { value: ZHANG } });
});

test.each(['张守', 'zst', 'zhangshou', '2055', '1组 守田', ZHANG, 'h001', '00007'])(
  '%s finds 张守田',
  (search) => {
    household('H001', '张守田', { idNumber: ZHANG, phone: '19900000007' });
    household('H002', '李秀英', { idNumber: ZHU });
    const found = value(handlers['persons.search'](workspace.writing(), { search }));
    expect(found.map((row) => row.name)).toEqual(['张守田']);
    const households = value(handlers['households.list'](workspace.writing(), { search }));
    expect(households.map((row) => row.code)).toEqual(['H001']);
  },
);

test.each(['张', 'zs', 'zhangs', '2055', 'h001', ZHANG])('Ctrl+K %s', (text) => {
  household('H001', '张守田', { idNumber: ZHANG });
  household('H002', '李秀英', { idNumber: ZHU });
  const places = value(handlers['search.jump'](workspace.writing(), { text }));
  expect(places).toMatchObject([{ kind: 'household', title: 'H001 张守田户', detail: '1组 · 一般' }]);
});
