import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { isOpeningLocked, materialiseOpening } from './opening.ts';
import { openingFaults } from '../ledger/index.ts';
import { barFromUse } from './inUse.ts';
import { barFromSettledVoucher } from './settled.ts';
import { headOf, nameOfVoucher, type VoucherHead } from './lists.ts';
import { markReviewed } from './writing.ts';

type Counted = Output<'vouchers.review'>;

/** 审核: drafts that are right. Preparing and reviewing are two persons' work; one person may, and is told so (会计法 Art. 35). */
export function reviewVouchers(ctx: Writing, { ids }: Parsed<'vouchers.review'>): Result<Counted> {
  const heads = headsInState(ctx, ids, 'draft', '审核');
  if (!heads.ok) return heads;
  for (const { id } of heads.value) {
    markReviewed(ctx, id);
  }
  const own = heads.value.filter((head) => head.preparedBy === ctx.operator).length;
  const warnings =
    own === 0
      ? []
      : [
          `${own} 张凭证的制单和审核是同一人（${ctx.operator}）。人手够时请由两人分别办理；这一情况已记入操作日志。`,
        ];
  return ok({ count: heads.value.length, warnings });
}

export function unreviewVouchers(ctx: Writing, { ids }: Parsed<'vouchers.unreview'>): Result<Counted> {
  const heads = headsInState(ctx, ids, 'reviewed', '取消审核');
  if (!heads.ok) return heads;
  for (const { id } of heads.value) {
    ctx.db.run(`UPDATE voucher SET state = 'draft', reviewed_by = NULL, reviewed_at = NULL WHERE id = ?`, id);
  }
  return ok({ count: heads.value.length, warnings: [] });
}

/** 记账, for good. The first posting needs balanced openings, and locks them. */
export function postVouchers(ctx: Writing, { ids }: Parsed<'vouchers.post'>): Result<Counted> {
  const heads = headsInState(ctx, ids, 'reviewed', '记账');
  if (!heads.ok) return heads;
  const entities = new Set(heads.value.map((head) => head.entityId));
  for (const entityId of entities) {
    const opened = lockOpening(ctx, entityId);
    if (!opened.ok) return opened;
  }
  for (const { id } of heads.value) {
    ctx.db.run(
      `UPDATE voucher SET state = 'posted', posted_by = ?, posted_at = ? WHERE id = ?`,
      ctx.operator,
      ctx.now,
      id,
    );
  }
  return ok({ count: heads.value.length, warnings: [] });
}

/** Posts the openings with the first voucher or close; refuses while they do not balance, with the difference. */
export function lockOpening(ctx: Writing, entityId: number): Result<null> {
  if (isOpeningLocked(ctx.db, entityId)) return ok(null);
  const { balanceFen, yearFen } = materialiseOpening(ctx, entityId);
  if (balanceFen !== 0) {
    return refuse(
      'opening_unbalanced',
      `期初余额借贷不平，借方比贷方${balanceFen > 0 ? '多' : '少'} ${formatYuan(Math.abs(balanceFen))} 元，还不能记账。请先在“期初余额”里补齐（股金和应付分红已按登记簿自动列入）。`,
    );
  }
  if (yearFen !== 0) {
    return refuse(
      'opening_unbalanced',
      `本年累计发生额借贷不平，借方比贷方${yearFen > 0 ? '多' : '少'} ${formatYuan(Math.abs(yearFen))} 元，还不能记账。请先在“期初余额”里改正。`,
    );
  }
  const faults = openingFaults(ctx.db, entityId);
  if (faults.length > 0) {
    return refuse(
      'opening_wrong',
      `期初余额还不能锁定，所以还不能记账：${faults.join('')}请在“期初余额”里改正。`,
    );
  }
  ctx.db.run(
    `UPDATE voucher SET state = 'posted', reviewed_by = ?, reviewed_at = ?, posted_by = ?, posted_at = ?
     WHERE entity_id = ? AND kind = 'opening' AND state = 'draft'`,
    ctx.operator,
    ctx.now,
    ctx.operator,
    ctx.now,
    entityId,
  );
  return ok(null);
}

/** 作废: a voucher written by hand and not posted. Its number stays taken, it counts for nothing. */
export function voidVoucher(ctx: Writing, { id, reason }: Parsed<'vouchers.void'>): Result<{ id: number }> {
  const found = headOf(ctx.db, id);
  if (!found.ok) return found;
  const head = found.value;
  const name = nameOfVoucher(head);
  if (head.state === 'void') return refuse('voucher_void', `${name}已经作废。`);
  if (head.state === 'posted') {
    return refuse('voucher_posted', `${name}已经记账，不能作废。请用“冲销”开一张红字凭证。`);
  }
  if (head.kind !== 'entry' && !(head.kind === 'event' && head.source === null)) {
    return refuse('voucher_of_event', `${name}随业务登记产生，不能单独作废。请回到来源登记里冲销那笔业务。`);
  }
  const bar = barFromSettledVoucher(ctx.db, id) ?? barFromUse(ctx.db, id, head.date);
  if (bar) return bar;
  ctx.db.run(`UPDATE voucher SET state = 'void', void_reason = ? WHERE id = ?`, reason, id);
  return ok({ id });
}

/** All of them, or the first that is in another state. */
function headsInState(
  ctx: Writing,
  ids: readonly number[],
  state: VoucherHead['state'],
  what: string,
): Result<VoucherHead[]> {
  const heads: VoucherHead[] = [];
  for (const id of new Set(ids)) {
    const found = headOf(ctx.db, id);
    if (!found.ok) return found;
    if (found.value.state !== state) {
      const now = { draft: '还是草稿，要先审核', reviewed: '已经审核', posted: '已经记账', void: '已经作废' }[
        found.value.state
      ];
      return refuse('voucher_state', `${nameOfVoucher(found.value)}${now}，不能${what}。请去掉它再试。`);
    }
    heads.push(found.value);
  }
  return ok(heads);
}
