import { addDays, isRealDate } from '../../../shared/rules/calendar.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { DistributionRow, Resolution } from '../../../shared/print/distribution.ts';
import { noticeDocument } from '../../../shared/print/notice.ts';
import type { PrintDocument } from '../../../shared/print/page.ts';
import { planDocument } from '../../../shared/print/plan.ts';
import { rosterDocument } from '../../../shared/print/roster.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import {
  type Approval,
  type ComputedRun,
  figuresOf,
  findRun,
  nameOfRun,
  type Run,
} from '../dividends/index.ts';
import { type Cooperative, cooperativeOf } from '../entities/index.ts';
import { headerOf, printedBefore, subjectOfRun } from './counting.ts';
import { chainOf, choicesOf } from './planContents.ts';
import { headNames } from './heads.ts';
import type { Paper } from './paper.ts';

/** 盈余分配方案（草案）: from a draft that can be computed, for laying out before the meeting (法第四十条). */
export function planPaper(reading: Reading, runId: number): Result<Paper> {
  const found = findRun(reading.db, runId);
  if (!found.ok) return found;
  const run = found.value;
  if (run.state !== 'draft') {
    const state = run.state === 'void' ? '已经作废' : '已经批准';
    return refuse(
      'print.not-draft',
      `${nameOfRun(run)}${state}，不再是草案。已批准的方案请打印分红发放表、通知单或公示表；新的草案请先另存草稿。`,
    );
  }
  const cooperative = cooperativeOf(reading.db, run.entityId);
  if (!cooperative.ok) return cooperative;
  const figures = figuresOf(reading, run);
  if (figures.lines.length === 0) {
    return refuse('print.plan-empty', `这一稿还算不出来，不能打印：${figures.warnings.join('')}`);
  }
  const printed = { document: 'plan', subject: subjectOfRun(runId) };
  const before = printedBefore(reading.db, printed);
  const document = planDocument({
    header: headerOf(reading, cooperative.value, before),
    fiscalYear: run.fiscalYear,
    draftNo: run.draftNo,
    chain: chainOf(figures.totals, run.inputs),
    choices: choicesOf(run.inputs, cooperative.value.settings),
    meetingOn: null,
    layOutBy: null,
    rows: figures.lines,
    notes: notesOf(figures),
  });
  return ok({ document, printed: [printed], before });
}

/** 分红发放表: the list that members sign for their money. */
export function rosterPaper(reading: Reading, runId: number): Result<Paper> {
  return approvedPaper(reading, runId, 'roster', ({ approval, figures, header }) => {
    const heads = headNames(reading.db);
    return rosterDocument({
      header,
      fiscalYear: approval.inputs.fiscalYear,
      resolution: resolutionOf(approval),
      parValueFen: approval.inputs.parValueFen,
      rows: figures.lines.map((line) => ({
        ...line,
        headName: heads.get(line.householdCode) ?? '',
        remark: remarkOf(line),
      })),
      notes: notesOf(figures),
    });
  });
}

/**
 * 公示表, posted from `from` (left out: the posting date, or the meeting where the books were posted back to the year's last
 * day) for as many days as the settings say.
 */
export function noticePaper(reading: Reading, runId: number, from: string | undefined): Result<Paper> {
  const found = findApproved(reading.db, runId);
  if (!found.ok) return found;
  const { meeting } = found.value.approval;
  const decidedAndPosted = meeting.postingDate < meeting.date ? meeting.date : meeting.postingDate;
  const postedFrom = from ?? decidedAndPosted;
  if (!isRealDate(postedFrom) || postedFrom < meeting.date) {
    const message = `公示开始日期“${postedFrom}”要是 ${meeting.date}（开会当天）或以后的一天。`;
    return refuse('print.notice-date', message, { 'request.from': message });
  }
  return approvedPaper(reading, runId, 'notice', ({ approval, figures, cooperative, header }) => {
    const { publicityDays, supervisorPhone } = cooperative.settings;
    return noticeDocument({
      header,
      fiscalYear: approval.inputs.fiscalYear,
      resolution: resolutionOf(approval),
      postedFrom,
      postedUntil: addDays(postedFrom, publicityDays - 1),
      supervisor: { name: '', telephone: supervisorPhone === '' ? TO_FILL_IN : supervisorPhone },
      rows: figures.lines.map(postedRow),
      notes: notesOf(figures),
    });
  });
}

/** Where the settings lack a telephone, there is room to write it. */
const TO_FILL_IN = '＿＿＿＿＿＿＿＿';

/** What a paper of an approved run is made of. */
export interface ApprovedRun {
  readonly run: Run;
  readonly approval: Approval;
}

/** Papers that money or trust hang on are made of approved runs alone. */
export function findApproved(db: ReadableDb, runId: number): Result<ApprovedRun> {
  const found = findRun(db, runId);
  if (!found.ok) return found;
  const run = found.value;
  if (run.state === 'void') {
    return refuse('print.void', `${nameOfRun(run)}已经作废，不能打印。请选同年度有效的方案。`);
  }
  if (run.state === 'draft') {
    return refuse(
      'print.draft',
      `${nameOfRun(run)}还是草稿，只能打印“盈余分配方案（草案）”。成员大会通过并批准后，才能打印发放表、通知单和公示表。`,
    );
  }
  invariant(run.approval !== null, `run ${runId} was approved`);
  return ok({ run, approval: run.approval });
}

export function resolutionOf({ meeting }: Approval): Resolution {
  const { resolution, date, present, votesFor, votesTotal } = meeting;
  return { number: resolution, date, present, votesFor, votesTotal };
}

function approvedPaper(
  reading: Reading,
  runId: number,
  document: 'roster' | 'notice',
  make: (of: {
    approval: Approval;
    figures: ComputedRun;
    cooperative: Cooperative;
    header: ReturnType<typeof headerOf>;
  }) => PrintDocument,
): Result<Paper> {
  const found = findApproved(reading.db, runId);
  if (!found.ok) return found;
  const { run, approval } = found.value;
  const cooperative = cooperativeOf(reading.db, run.entityId);
  if (!cooperative.ok) return cooperative;
  const printed = { document, subject: subjectOfRun(runId) };
  const before = printedBefore(reading.db, printed);
  const header = headerOf(reading, cooperative.value, before);
  const figures = figuresOf(reading, run);
  const made = make({ approval, figures, cooperative: cooperative.value, header });
  return ok({ document: made, printed: [printed], before });
}

function remarkOf(line: ComputedRun['lines'][number]): string {
  if (line.frozen) return '已冻结';
  return line.convertedFen > 0 ? '已转股' : '';
}

/** A line without anything that may not hang on the board. */
function postedRow(line: ComputedRun['lines'][number]): DistributionRow {
  return {
    memberNo: line.memberNo,
    householdCode: line.householdCode,
    groupNo: line.groupNo,
    name: line.name,
    capitalFen: line.capitalFen,
    patronageFen: line.patronageFen,
    patronageReturnFen: line.patronageReturnFen,
    guaranteedFen: line.guaranteedFen,
    hardshipFen: line.hardshipFen,
    villageFen: line.villageFen,
    weightedShareFen: line.weightedShareFen,
    totalFen: line.totalFen,
    withheldFen: line.withheldFen,
    netFen: line.netFen,
  };
}

/** The run's own remarks; the documents put the marks between them. */
function notesOf({ warnings }: ComputedRun): string[] {
  return warnings.map((warning) => warning.replace(/。$/, ''));
}
