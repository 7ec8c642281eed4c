import { type Inputs } from './run.ts';

type MoneyField = 'surplusFen' | 'openingUndistributedFen' | 'grantFen' | 'donationFen';

/** A plan as it is being typed: an amount is null while it is empty or can't be read. */
export type Plan = Omit<Inputs, MoneyField> & Record<MoneyField, number | null>;

/** The plan as the program computes it; null while an amount is missing. */
export function inputsOf(plan: Plan): Inputs | null {
  const { surplusFen, openingUndistributedFen, grantFen, donationFen } = plan;
  if (surplusFen === null || openingUndistributedFen === null || grantFen === null || donationFen === null) {
    return null;
  }
  return { ...plan, surplusFen, openingUndistributedFen, grantFen, donationFen };
}

export const samePlan = (a: Plan, b: Plan): boolean => canonical(a) === canonical(b);

/** Fields in one order, so that two plans with the same content read the same. */
function canonical(plan: Plan): string {
  return JSON.stringify(plan, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
