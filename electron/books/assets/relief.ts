import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { standingCard } from './card.ts';
import { logChange } from './moves.ts';

export type Relief = NonNullable<Parsed<'assets.acquire'>['relief']>;

const COLUMNS = /* sql */ `kind, project, project_year AS projectYear, approval_no AS approvalNo, implementer, accepted_on AS acceptedOn,
  operated_by AS operatedBy, benefit_rule AS benefitRule, supervisor, caretaker, certified_on AS certifiedOn, certificate_no AS certificateNo`;

export function reliefOf(db: ReadableDb, assetId: number): Relief | null {
  return db.get<Relief>(`SELECT ${COLUMNS} FROM asset_relief WHERE asset_id = ?`, assetId) ?? null;
}

export function reliefsOf(db: ReadableDb, entityId: number): Map<number, Relief> {
  const rows = db.all<Relief & { assetId: number }>(
    `SELECT asset_id AS assetId, ${COLUMNS} FROM asset_relief WHERE asset_id IN (SELECT id FROM asset_card WHERE entity_id = ?)`,
    entityId,
  );
  return new Map(rows.map(({ assetId, ...relief }) => [assetId, relief]));
}

export function saveRelief(db: WritableDb, assetId: number, relief: Relief): void {
  db.run('DELETE FROM asset_relief WHERE asset_id = ?', assetId);
  db.run(
    `INSERT INTO asset_relief (asset_id, kind, project, project_year, approval_no, implementer, accepted_on, operated_by, benefit_rule,
       supervisor, caretaker, certified_on, certificate_no) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    assetId,
    relief.kind,
    relief.project,
    relief.projectYear,
    relief.approvalNo,
    relief.implementer,
    relief.acceptedOn,
    relief.operatedBy,
    relief.benefitRule,
    relief.supervisor,
    relief.caretaker,
    relief.certifiedOn,
    relief.certificateNo,
  );
}

/** 是否属于扶贫项目资产, and what is asked of it; kept with the item of the books as well. */
export function setRelief(
  ctx: Writing,
  input: Parsed<'assets.setRelief'>,
): Result<Output<'assets.setRelief'>> {
  const found = standingCard(ctx.db, input.id);
  if (!found.ok) return found;
  const card = found.value;
  const { relief } = input;
  if (!input.isRelief && relief !== null) {
    const sentence = '不是扶贫项目资产，不填项目信息。请勾选“扶贫项目资产”，或去掉项目信息。';
    return refuse('not_relief', sentence, { relief: sentence });
  }
  for (const field of ['acceptedOn', 'certifiedOn'] as const) {
    const date = relief?.[field] ?? null;
    if (date === null || (isRealDate(date) && date <= ctx.today)) continue;
    const sentence = `${date} 不是已经过去的日期，请改正。`;
    return refuse('date_unreal', sentence, { [`relief.${field}`]: sentence });
  }
  if (card.isRelief !== input.isRelief) {
    ctx.db.run('UPDATE asset_card SET is_relief = ? WHERE id = ?', input.isRelief ? 1 : 0, card.id);
    if (card.itemId !== null) {
      ctx.db.run(
        'UPDATE analysis_item SET is_poverty_asset = ? WHERE id = ?',
        input.isRelief ? 1 : 0,
        card.itemId,
      );
    }
    const words = (is: boolean): string => (is ? '是' : '否');
    logChange(
      ctx,
      { assetId: card.id, pieceId: null, before: words(card.isRelief) },
      { field: 'isRelief', value: words(input.isRelief), date: ctx.today, note: '' },
    );
  }
  if (relief !== null) saveRelief(ctx.db, card.id, relief);
  else ctx.db.run('DELETE FROM asset_relief WHERE asset_id = ?', card.id);
  return ok({ done: true });
}

/** 年度收益 of a relief asset; null takes it out. */
export function setBenefit(
  ctx: Writing,
  input: Parsed<'assets.setBenefit'>,
): Result<Output<'assets.setBenefit'>> {
  const found = standingCard(ctx.db, input.id);
  if (!found.ok) return found;
  if (!found.value.isRelief) {
    return refuse('not_relief', '年度收益只登记扶贫项目资产的，请先在卡片上标明是扶贫项目资产。');
  }
  if (input.year > Number(ctx.today.slice(0, 4))) {
    const sentence = `${input.year} 年还没有到，请改年度。`;
    return refuse('year_future', sentence, { year: sentence });
  }
  ctx.db.run('DELETE FROM asset_benefit WHERE asset_id = ? AND year = ?', input.id, input.year);
  if (input.amountFen !== null) {
    ctx.db.run(
      'INSERT INTO asset_benefit (asset_id, year, amount_fen, note) VALUES (?, ?, ?, ?)',
      input.id,
      input.year,
      input.amountFen,
      input.note,
    );
  }
  return ok({ done: true });
}
