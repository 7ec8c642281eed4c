/** What a roster's 资金来源 says about a contribution. */
interface ShareSource {
  /** As the ledger keeps it. */
  readonly text: string;
  readonly unstated: boolean;
  readonly form: 'cash' | 'in-kind' | 'land' | 'labour';
  /** From 到户类扶贫项目资产, a column of its own in the statutory account. */
  readonly fromRelief: boolean;
}

const UNSTATED = '未注明';

/**
 * Reads a source. Money that a project gave to the household is relief money; money the household borrowed is its
 * own, also where the loan was subsidised. Anything but plain words for land, things or labour is cash.
 */
export function readSource(source: string): ShareSource {
  const text = source.trim();
  return {
    text: text === '' ? UNSTATED : text,
    unstated: text === '',
    form: FORMS.find(([words]) => words.test(text))?.[1] ?? 'cash',
    fromRelief: /到户|扶贫|产业扶持|帮扶|衔接/u.test(text) && !/贷款|借款|贷/u.test(text),
  };
}

const FORMS: readonly (readonly [RegExp, ShareSource['form']])[] = [
  [/^(?:劳务|劳力|劳动力?|投劳|务工)(?:作价)?(?:入股|入社|出资|折股)?$/u, 'labour'],
  [/^(?:(?:承包)?土地|林地|耕地)(?:承包)?(?:经营权|使用权)?(?:作价)?(?:入股|入社|出资|折股)?$/u, 'land'],
  [/^(?:实物|设备|机械|农机具?|大棚|菌棒)(?:作价)?(?:入股|入社|出资|折股)?$/u, 'in-kind'],
];
