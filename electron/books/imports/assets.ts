import { formatYuan } from '../../../shared/rules/money.ts';
import { priceText } from '../../../shared/rules/measures.ts';
import { type UsualLife, usualLife } from '../../../shared/rules/usualLives.ts';
import type { AssetRow, Funding } from '../../../shared/rules/sheet/kinds/assets.ts';
import type { ImportParse } from '../../../shared/rules/sheet/kinds/opening.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { acquireAsset, cardOfNo, planAcquisition, standingOn, type WantedAsset } from '../assets/index.ts';
import type { Cooperative } from '../entities/index.ts';
import { booksBegin } from '../vouchers/index.ts';
import { dateFault } from './dates.ts';
import { Plan } from './plan.ts';

/** Whom a list's assets are owed to until it is known how each was paid. */
const UNCHECKED = '资产清单待核对付款';

/**
 * What an import of assets (固定资产清单) does: a card a row. What another owns is 备查. What the cooperative owns is 入账: before the books
 * with what was depreciated until they begin; in their time with a voucher that leaves the payment open, because a list does not say from
 * which account it was paid. A card is recognised by its number.
 */
export function planAssets(ctx: Reading, cooperative: Cooperative, parse: ImportParse<AssetRow>): Plan {
  const plan = new Plan(parse.info?.sheets ?? [], parse.refused, parse.warnings);
  for (const row of parse.records) {
    const column = (field: string): string | null =>
      row.sheet === parse.info?.sheet ? (parse.info.mapping[field] ?? null) : null;
    const title = `${row.no} ${row.name}`;
    const before = cardOfNo(ctx.db, cooperative.id, row.no);
    if (before) {
      const { costFen } = cameInWith(ctx.db, before.id);
      const differs =
        before.name !== row.name
          ? { field: 'name', words: `名称登记为“${before.name}”` }
          : costFen !== row.costFen
            ? { field: 'cost', words: `原值登记为 ${formatYuan(costFen)} 元` }
            : before.inServiceOn !== row.inServiceOn
              ? { field: 'inServiceOn', words: `投入使用日登记为 ${before.inServiceOn}` }
              : null;
      if (differs === null) plan.settle(row, 'same', title, `${formatYuan(row.costFen)} 元`);
      else {
        plan.refuse(
          row,
          column(differs.field),
          `资产编号 ${row.no} 已经登记，${differs.words}，与这一行不同。请核对；登记错了的，到“固定资产”更正`,
          title,
        );
      }
      continue;
    }
    const date = dateFault(row.inServiceOn, ctx.today);
    if (date) {
      plan.refuse(row, column('inServiceOn'), date, title);
      continue;
    }
    const usual = usualLife(row.category, row.name);
    if (row.lifeMonths === null && usual === null) {
      plan.refuse(row, column('life'), '没有年限，类别也没有通常的年限可用。请填使用年限', title);
      continue;
    }
    const wanted = wantedOf(ctx, cooperative, row, usual);
    const planned = planAcquisition(ctx, wanted);
    if (!planned.ok) {
      const [field = ''] = Object.keys(planned.error.fields ?? {});
      plan.refuse(row, column(FIELD_OF[field] ?? ''), planned.error.message, title);
      continue;
    }
    remark(plan, row, wanted, column);
    for (const warning of planned.value.warnings) plan.warn(row, null, warning);
    const words = wanted.standing === 'memo' ? '备查' : planned.value.isBefore ? '入账（期初）' : '入账';
    plan.settle(row, 'created', title, `${formatYuan(row.costFen)} 元，${words}`);
    plan.step(row, (writing, importId) => acquireAsset(writing, wanted, importId));
  }
  return plan;
}

/** What a card came in with, before anything improved it or went from it. */
function cameInWith(db: ReadableDb, assetId: number): { costFen: number } {
  return (
    db.get<{ costFen: number }>(
      `SELECT cost_fen AS costFen FROM asset_move WHERE asset_id = ? AND kind = 'acquired' AND is_undone = 0 ORDER BY id LIMIT 1`,
      assetId,
    ) ?? standingOn(db, assetId, '9999-12-31')
  );
}

/** What the sheet leaves open and the card must have. */
function remark(
  plan: Plan,
  row: AssetRow,
  wanted: WantedAsset,
  column: (field: string) => string | null,
): void {
  const { terms } = wanted;
  if (row.lifeMonths === null) {
    plan.warn(
      row,
      column('life'),
      `没有填年限，按“${wanted.facts.category}”通常的 ${terms.lifeMonths / 12} 年登记。不合适的请在卡片上变更折旧`,
    );
  }
  if (row.residualMillionths === null) {
    plan.warn(row, column('residual'), `没有填残值率，按通常的 ${terms.residual}% 登记`);
  }
  if (wanted.standing === 'memo') {
    plan.warn(
      row,
      column('owner'),
      `所有权人是“${row.owner}”，不是合作社的资产，只作备查登记，不做凭证。合作社按合同控制、受益并承担风险的，请在卡片上填控制合同编号，转为入账（会计制度第十四条）`,
    );
  }
}

const FIELD_OF: Readonly<Record<string, string>> = {
  date: 'inServiceOn',
  'facts.no': 'no',
  'facts.name': 'name',
  funding: 'cost',
  'terms.residual': 'residual',
  'pieces.nos': 'place',
};

function wantedOf(
  ctx: Reading,
  cooperative: Cooperative,
  row: AssetRow,
  usual: UsualLife | null,
): WantedAsset {
  const ownerKind = ownerOf(row.owner, cooperative.name);
  const standing = ownerKind === 'cooperative' ? 'booked' : 'memo';
  const inBooks = standing === 'booked' && booksBegin(ctx.db, cooperative.id, row.inServiceOn);
  const residual =
    row.residualMillionths === null ? (usual?.residual ?? '5') : priceText(row.residualMillionths);
  return {
    entityId: cooperative.id,
    date: row.inServiceOn,
    inServiceOn: row.inServiceOn,
    standing,
    account: '151',
    facts: {
      ...{
        no: row.no,
        name: row.name,
        category: row.category === '' ? (usual?.category ?? '待分类') : row.category,
      },
      ...{ spec: '', unit: row.unit, supplier: '', documentNo: '', department: '', custodian: '' },
      use: /办公|电脑|打印/u.test(`${row.name}${row.place}`) ? 'management' : 'production',
      // Numbers of the pieces are no place.
      place: row.pieceNos.length > 0 ? '' : row.place,
      ...{ ownerKind, owner: ownerKind === 'cooperative' ? '' : row.owner, controlContract: '', note: '' },
    },
    costFen: row.costFen,
    funding: fundingOf(row.funding),
    terms: { method: 'straight-line', lifeMonths: row.lifeMonths ?? usual?.lifeMonths ?? 120, residual },
    isRelief: row.isRelief,
    relief: null,
    pieces:
      row.pieces === 1
        ? null
        : { count: row.pieces, ...(row.pieceNos.length > 0 ? { nos: row.pieceNos } : {}) },
    // The list itself is the paper.
    attachments: 1,
    how: inBooks
      ? { kind: 'pending', party: UNCHECKED, donatedFen: donatedOf(row), acquisition: row.acquisition }
      : { kind: 'register', acquisition: row.acquisition },
  };
}

/** Given in kind: what neither the state, nor the cooperative, nor a loan paid. */
function donatedOf({ acquisition, costFen, funding }: AssetRow): number {
  return acquisition === 'donation' ? costFen - funding.stateFen - funding.ownFen - funding.loanFen : 0;
}

function fundingOf(funding: Funding): WantedAsset['funding'] {
  const rows = [
    { source: 'state', amountFen: funding.stateFen },
    { source: 'partner', amountFen: funding.partnerFen },
    { source: 'donated', amountFen: funding.donatedFen },
    { source: 'own', amountFen: funding.ownFen },
    { source: 'loan', amountFen: funding.loanFen },
  ] as const;
  return rows.filter((one) => one.amountFen > 0).map((one) => ({ ...one, note: '' }));
}

/** Who owns it, by the words people write: 鑫杰合作社 is short for 鑫杰香菇种植专业合作社, 村股份经济合作社 is the village's. */
function ownerOf(owner: string, cooperative: string): WantedAsset['facts']['ownerKind'] {
  if (['', '合作社', '本社', '本合作社', cooperative].includes(owner)) return 'cooperative';
  const stem = owner.replace(/(专业)?合作社$/u, '');
  if (stem !== owner && stem.length >= 2 && cooperative.includes(stem)) return 'cooperative';
  if (/村|集体/u.test(owner)) return 'village';
  if (/国|政府|县|镇|乡|局/u.test(owner)) return 'state';
  return /户|个人|社员/u.test(owner) ? 'household' : 'other';
}
