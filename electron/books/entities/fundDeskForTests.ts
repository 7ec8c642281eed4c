import type { Input } from '../../../shared/contract/index.ts';
import { pinyinKeys } from '../../../shared/rules/names.ts';
import { invariant } from '../../../shared/rules/result.ts';
import { type Calls, callsOn, type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { accountsHandlers } from '../accounts/index.ts';
import { bankHandlers } from '../bank/index.ts';
import { bookChecks, ledgerHandlers } from '../ledger/index.ts';
import { periodsHandlers } from '../periods/index.ts';
import { villageHandlers } from '../village/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { createFund, entitiesHandlers } from './index.ts';

const handlers = {
  ...accountsHandlers,
  ...bankHandlers,
  ...entitiesHandlers,
  ...ledgerHandlers,
  ...periodsHandlers,
  ...villageHandlers,
  ...vouchersHandlers,
};
type Method = keyof typeof handlers;

export type FundLine = readonly [
  side: '借' | '贷',
  account: string,
  yuan: number,
  more?: { itemId?: number },
];

/** For tests: a cooperative and an association in one file, called the way the office calls. */
export interface FundDesk extends Calls<Method> {
  readonly workspace: TestWorkspace;
  /** The association. */
  readonly fund: number;
  /** The code of a refusal; null when it was none. */
  readonly refusal: <M extends Method>(method: M, input: Input<M>) => string | null;
  readonly account: (role: string) => number;
  readonly item: (entityId: number, dim: string, name?: string) => number;
  /** A voucher by hand in whole yuan, reviewed and posted. */
  readonly post: (entityId: number, date: string, lines: readonly FundLine[]) => number;
  /** A member of the association who lives in the village. */
  readonly member: (name: string) => number;
  /** Equations that do not hold, by their ids. */
  readonly failing: (entityId: number) => string[];
  readonly close: () => void;
}

export function fundDesk(firstPeriod = '2018-01'): FundDesk {
  const workspace = testWorkspace('2018-01');
  const { connection } = workspace;
  const made = workspace.run((ctx) => createFund(ctx, '张家坝村互助资金协会', firstPeriod));
  invariant(made.ok, 'the association is made');
  let members = 0;
  const { attempt, call } = callsOn(workspace, handlers);
  return {
    workspace,
    fund: made.value,
    attempt,
    call,
    refusal: (method, input) => {
      const result = attempt(method, input);
      return result.ok ? null : result.error.code;
    },
    account: (role) => connection.get<{ id: number }>('SELECT id FROM account WHERE role = ?', role)!.id,
    item: (entityId, dim, name) =>
      connection.get<{ id: number }>(
        'SELECT id FROM analysis_item WHERE entity_id = ? AND dim = ? AND name = COALESCE(?, name) ORDER BY id LIMIT 1',
        entityId,
        dim,
        name ?? null,
      )!.id,
    post: (entityId, date, lines) => {
      const { id } = call('vouchers.save', {
        entityId,
        date,
        attachments: 1,
        lines: lines.map(([side, account, yuan, more]) => ({
          summary: '手工凭证',
          account,
          debitFen: side === '借' ? yuan * 100 : 0,
          creditFen: side === '贷' ? yuan * 100 : 0,
          ...more,
        })),
      });
      call('vouchers.review', { ids: [id] });
      call('vouchers.post', { ids: [id] });
      return id;
    },
    member: (name) => {
      const keys = pinyinKeys(name, 'person');
      const { lastId: personId } = connection.run(
        `INSERT INTO person (name, pinyin_initials, pinyin_full, relation, id_masked, id_tail, phone, card_masked, bank_alias)
         VALUES (?, ?, ?, '', '', '', '', '', '')`,
        name,
        keys.initials,
        keys.full,
      );
      return connection.run(
        `INSERT INTO member (entity_id, no, kind, person_id, state, joined_on) VALUES (?, ?, 'person', ?, 'active', '2018-01-01')`,
        made.value,
        `H${String(++members).padStart(3, '0')}`,
        personId,
      ).lastId;
    },
    failing: (entityId) =>
      bookChecks(connection, entityId)
        .filter((one) => !one.ok)
        .map((one) => one.id),
    close: () => workspace.close(),
  };
}
