import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { cooperativeOf } from '../entities/index.ts';
import { vouchersByEvent } from '../events/index.ts';
import { DISPOSAL_IN_BOOKS } from './steps.ts';

type Row = Output<'disposals.list'>[number];
type Step = Row['steps'][number];
type Stored = Pick<
  Row,
  | 'id'
  | 'assetId'
  | 'no'
  | 'name'
  | 'date'
  | 'way'
  | 'reason'
  | 'approvalNo'
  | 'note'
  | 'pieces'
  | 'unit'
  | 'costFen'
  | 'accumulatedFen'
  | 'operator'
> & {
  eventId: number | null;
  undoneOn: string | null;
  isBooked: number;
  /** JSON. */
  pieceNos: string;
};
type StoredStep = Omit<Step, 'vouchers'> & { disposalId: number };

/** Disposals, newest first, each with its steps on 154. */
export function listDisposals(
  { db }: Reading,
  input: Parsed<'disposals.list'>,
): Result<Output<'disposals.list'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const stored = db.all<Stored>(
    `SELECT d.id, d.asset_id AS assetId, c.no, c.name, c.unit, d.date, d.way, d.reason, d.approval_no AS approvalNo, d.note, d.pieces,
       d.cost_fen AS costFen, d.accumulated_fen AS accumulatedFen, d.operator, d.event_id AS eventId, d.undone_on AS undoneOn,
       ${DISPOSAL_IN_BOOKS} AS isBooked,
       (SELECT json_group_array(p.no) FROM disposal_move l JOIN asset_move m ON m.id = l.move_id JOIN asset_piece p ON p.id = m.piece_id
        WHERE l.disposal_id = d.id) AS pieceNos
     FROM asset_disposal d JOIN asset_card c ON c.id = d.asset_id
     WHERE d.entity_id = ? AND (? IS NULL OR d.asset_id = ?) ORDER BY d.date DESC, d.id DESC`,
    cooperative.value.id,
    input.assetId ?? null,
    input.assetId ?? null,
  );
  const following = Map.groupBy(
    db.all<StoredStep>(
      `SELECT s.disposal_id AS disposalId, s.kind, s.event_id AS eventId, s.date, s.fen, s.party, s.note, s.undone_on AS undoneOn
       FROM disposal_step s JOIN asset_disposal d ON d.id = s.disposal_id WHERE d.entity_id = ? ORDER BY s.id`,
      cooperative.value.id,
    ),
    (one) => one.disposalId,
  );
  const events = [...stored, ...[...following.values()].flat()].flatMap((one) => one.eventId ?? []);
  const vouchers = vouchersByEvent(db, events);
  const rows = stored.map((one) => {
    const steps = [clearingStep(one), ...(following.get(one.id) ?? [])].map(
      ({ disposalId: _, ...step }): Step => ({
        ...step,
        vouchers: step.eventId === null ? [] : (vouchers.get(step.eventId) ?? []),
      }),
    );
    return rowOf(one, steps);
  });
  return ok(input.state === 'open' ? rows.filter((one) => one.state === 'open') : rows);
}

function clearingStep(one: Stored): StoredStep {
  return {
    disposalId: one.id,
    kind: 'clearing',
    eventId: one.eventId,
    date: one.date,
    fen: one.isBooked === 0 ? 0 : one.costFen - one.accumulatedFen,
    party: '',
    note: one.reason,
    undoneOn: one.undoneOn,
  };
}

function rowOf(stored: Stored, steps: Step[]): Row {
  const { eventId: _, undoneOn, pieceNos, ...one } = stored;
  const standing = steps.filter((step) => step.undoneOn === null);
  const sum = (kind: Step['kind'] | null): number =>
    standing.reduce((fen, step) => (kind === null || step.kind === kind ? fen + step.fen : fen), 0);
  const balanceFen = sum(null);
  invariant(undoneOn === null || standing.length === 0, 'a disposal is undone after its steps');
  return {
    ...one,
    isBooked: one.isBooked === 1,
    pieceNos: JSON.parse(pieceNos) as string[],
    netFen: one.costFen - one.accumulatedFen,
    clearingCostFen: sum('cost'),
    proceedsFen: 0 - sum('proceeds'),
    balanceFen,
    state: undoneOn !== null ? 'undone' : balanceFen === 0 ? 'closed' : 'open',
    steps,
  };
}
