import type { periods } from '../../../shared/contract/periods.ts';
import { prepared, type Handlers, type MethodsOf } from '../../workspace/handlers.ts';
import { carryProfit, carryYear, undoCarryYear } from './carrying.ts';
import { checkPeriod } from './checking.ts';
import { closePeriod, listPeriods, reopenPeriod } from './closing.ts';
import { prepareSheet, readOpenings, readOpeningSheet, saveOpenings, setStart } from './openings.ts';

/** Openings (期初), month and year close (结账), reopening (反结账). */
export const periodsHandlers: Handlers<MethodsOf<typeof periods>> = {
  'periods.list': listPeriods,
  'periods.check': checkPeriod,
  'periods.carryProfit': carryProfit,
  'periods.carryYear': carryYear,
  'periods.undoCarryYear': undoCarryYear,
  'periods.close': closePeriod,
  'periods.reopen': reopenPeriod,
  'openings.read': readOpenings,
  'openings.save': saveOpenings,
  'openings.setStart': setStart,
  'openings.readSheet': prepared(prepareSheet, readOpeningSheet),
};
