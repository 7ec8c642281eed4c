/**
 * 公积金份额 as a register of its own: what each run gave each member of the reserve, what was refunded, turned into capital or used to
 * meet a loss. Only ever added to; undoing adds the same with the other sign. What files have of it by now is filled in.
 */
export const reserve = {
  version: 4,
  title: '公积金份额登记:量化、退还、转增、补亏',
  sql: /* sql */ `
CREATE TABLE reserve_move (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  -- When the books have it.
  date TEXT NOT NULL,
  -- From when it is part of the member's share: what a run quantifies counts from the end of its fiscal year.
  counts_from TEXT NOT NULL,
  fen INTEGER NOT NULL CHECK (fen <> 0),
  -- source_id: the dividend_run, withdrawal, share_transaction or business_event.
  source TEXT NOT NULL CHECK (source IN ('dividend-run', 'withdrawal', 'share', 'business')),
  source_id INTEGER NOT NULL
) STRICT;
CREATE INDEX reserve_move_by_member ON reserve_move (member_id, counts_from, fen);
CREATE INDEX reserve_move_by_source ON reserve_move (source, source_id);
CREATE TRIGGER reserve_move_is_final_u BEFORE UPDATE ON reserve_move BEGIN SELECT RAISE(ABORT, 'reserve moves are final'); END;
CREATE TRIGGER reserve_move_is_final_d BEFORE DELETE ON reserve_move BEGIN SELECT RAISE(ABORT, 'reserve moves are final'); END;
CREATE TRIGGER reserve_move_is_new BEFORE INSERT ON reserve_move WHEN EXISTS (SELECT 1 FROM reserve_move r WHERE r.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'reserve moves are final'); END;

INSERT INTO reserve_move (entity_id, member_id, date, counts_from, fen, source, source_id)
SELECT r.entity_id, l.member_id, CASE sign WHEN 1 THEN r.posting_date ELSE COALESCE(r.voided_on, r.posting_date) END,
  r.fiscal_year || '-12-31', sign * l.reserve_quantified_fen, 'dividend-run', r.id
FROM dividend_run r JOIN dividend_line l ON l.run_id = r.id
  JOIN (SELECT 1 AS sign UNION ALL SELECT -1) ON sign = 1 OR r.state = 'void'
WHERE r.approved_at IS NOT NULL AND l.reserve_quantified_fen <> 0 ORDER BY r.id, sign DESC, l.member_id;

INSERT INTO reserve_move (entity_id, member_id, date, counts_from, fen, source, source_id)
SELECT entity_id, member_id, date, date, -refund, 'withdrawal', id FROM (
  SELECT m.entity_id, w.member_id, w.id, w.reserve_refund_fen AS refund, COALESCE(
    (SELECT MAX(t.date) FROM share_transaction t WHERE t.withdrawal_id = w.id AND t.kind = 'withdrawal'), w.effective_on) AS date
  FROM withdrawal w JOIN member m ON m.id = w.member_id WHERE w.state = 'effected' AND w.reserve_refund_fen <> 0 ORDER BY w.id);

INSERT INTO reserve_move (entity_id, member_id, date, counts_from, fen, source, source_id)
SELECT entity_id, member_id, date, date, -amount_fen, 'share', id FROM share_transaction
WHERE source = '盈余公积转增' AND kind IN ('reserve-to-share', 'reversal') ORDER BY id;
`,
};
