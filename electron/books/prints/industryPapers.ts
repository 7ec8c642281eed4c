import type { z } from 'zod';
import type { printRequest } from '../../../shared/contract/prints.ts';
import { awardNoticeDocument, awardRosterDocument } from '../../../shared/print/awards.ts';
import { industryRegisterDocument } from '../../../shared/print/industryRegister.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { getProgramme } from '../awards/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import { listRows } from '../industry/index.ts';
import { printedBefore } from './counting.ts';
import type { Paper } from './paper.ts';
import { villageHead } from './villageHead.ts';

type Request = Extract<
  z.output<typeof printRequest>,
  { document: 'industry-register' | 'award-roster' | 'award-notice' }
>;

/** The village's papers of industries and awards. */
export function industryPaper(reading: Reading, request: Request): Result<Paper> {
  if (request.document === 'industry-register') return registerPaper(reading, request);
  const given = getProgramme(reading.db, request.programmeId);
  if (!given.ok) return given;
  const { document, programmeId } = request;
  if (given.value.households.length === 0) {
    return refuse('print.no-award', '这个项目还没有名单，先计算或登记名单再打印。');
  }
  const printed = { document, subject: `programme ${programmeId}` };
  const before = printedBefore(reading.db, printed);
  const header = villageHead(reading, given.value.programme.state === 'draft' ? 0 : before);
  return ok({
    document:
      document === 'award-roster'
        ? awardRosterDocument(header, given.value)
        : awardNoticeDocument(header, given.value, telephone(reading)),
    printed: [printed],
    before,
  });
}

function registerPaper(
  reading: Reading,
  { year, groupNo, kindId }: Extract<Request, { document: 'industry-register' }>,
): Result<Paper> {
  const rows = listRows(reading.db, { year, groupNo, kindId });
  if (rows.length === 0)
    return refuse('print.no-industry', `${year} 年没有可打印的产业台账。请换一个年度或组。`);
  const printed = {
    document: 'industry-register',
    subject: `year ${year} ${groupNo ?? ''} ${kindId ?? ''}`.trim(),
  };
  return ok({
    document: industryRegisterDocument(villageHead(reading, 0), year, rows),
    printed: [printed],
    before: printedBefore(reading.db, printed),
    unmarked: true,
  });
}

/** Where somebody objects: as the cooperative's settings have it. */
function telephone({ db }: Reading): string {
  const cooperative = cooperativeOf(db, undefined);
  return cooperative.ok ? cooperative.value.settings.supervisorPhone : '';
}
