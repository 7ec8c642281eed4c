import { priceText, productName, quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import { dried } from '../../../shared/rules/posting/production.ts';
import { costPerKgE4, dryingRatio, isUsualDrying } from '../../../shared/rules/production.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import { costsOf } from '../business/index.ts';
import type { Asked, Of, Resolved } from './resolved.ts';
import { checkCosts } from './sharing.ts';

/** 烘干: fresh goods and what stands on 401 for it become dry goods. */
export function planDrying(asked: Asked, event: Of<'drying'>): Result<Resolved> {
  const { ctx, entityId, date } = asked;
  const fresh = {
    product: productName(event.freshProduct),
    quantityMilli: quantityMilli(event.freshQuantity),
  };
  const dry = { product: productName(event.dryProduct), quantityMilli: quantityMilli(event.dryQuantity) };
  if (fresh.product === dry.product) {
    const sentence = '烘干前后是两种产品，请分别填品名，例如“鲜香菇”和“干香菇”。';
    return refuse('drying_same', sentence, { dryProduct: sentence });
  }
  if (dry.quantityMilli >= fresh.quantityMilli) {
    const sentence = `烘干后 ${quantityText(dry.quantityMilli)} 公斤，不能不少于鲜品 ${quantityText(fresh.quantityMilli)} 公斤。请核对两个数量。`;
    return refuse('drying_grows', sentence, { dryQuantity: sentence });
  }
  const costed = costsOf(ctx.db, entityId, date, [{ ...fresh, costFen: null }], '烘干');
  if (!costed.ok) return costed;
  const checked = checkCosts(asked, event.costs);
  if (!checked.ok) return checked;
  const freshFen = costed.value[0]!;
  const others = event.costs.map((one) => ({ item: one.item, fen: one.amountFen }));
  const otherFen = others.reduce((sum, one) => sum + one.fen, 0);
  const ratio = dryingRatio(fresh.quantityMilli, dry.quantityMilli);
  const perKg = costPerKgE4(freshFen + otherFen, dry.quantityMilli);
  return ok({
    postings: dried({ ...fresh, fen: freshFen }, dry, others),
    amountFen: freshFen + otherFen,
    party: dry.product,
    costs: [],
    drying: {
      freshProduct: fresh.product,
      freshMilli: fresh.quantityMilli,
      freshFen,
      dryProduct: dry.product,
      dryMilli: dry.quantityMilli,
      otherFen,
    },
    explanation: [
      `鲜干比 ${ratio}:1，${dry.product}每公斤成本 ${perKg === null ? '—' : priceText(perKg)} 元。`,
    ],
    warnings: isUsualDrying(fresh.quantityMilli, dry.quantityMilli)
      ? []
      : [`鲜干比 ${ratio}:1，一般在 5:1 到 12:1 之间，请核对两个重量。`],
  });
}
