/**
 * What is written is kept. INSERT OR REPLACE would delete without asking (a writer's recursive_triggers has it ask), so nothing may take an
 * id or a number that is there already. The lines of an event's or closing's voucher are complete once they are written: none joins them,
 * and it is made void by reversing the event only.
 */
export const kept = {
  version: 5,
  title: '写过的不能被覆盖:凭证、分录、登记',
  sql: /* sql */ `
-- Set once the lines of an event's or closing's voucher are all there: from then on none joins them.
ALTER TABLE voucher ADD COLUMN is_complete INTEGER NOT NULL DEFAULT 0 CHECK (is_complete IN (0, 1));
DROP TRIGGER voucher_is_final_u;
UPDATE voucher SET is_complete = 1 WHERE kind NOT IN ('entry', 'opening');
CREATE TRIGGER voucher_is_final_u BEFORE UPDATE ON voucher
WHEN OLD.state IN ('posted', 'void')
BEGIN SELECT RAISE(ABORT, 'posted and void vouchers are final'); END;

DROP TRIGGER entry_of_open_voucher;
CREATE TRIGGER entry_of_open_voucher BEFORE INSERT ON entry
WHEN NEW.state <> 1 OR NOT EXISTS (SELECT 1 FROM voucher WHERE id = NEW.voucher_id AND state IN ('draft', 'reviewed') AND period = NEW.period AND is_complete = 0)
BEGIN SELECT RAISE(ABORT, 'entries join an open voucher of their period'); END;

CREATE TRIGGER voucher_is_new BEFORE INSERT ON voucher
WHEN EXISTS (SELECT 1 FROM voucher v WHERE v.id = NEW.id)
  OR EXISTS (SELECT 1 FROM voucher v WHERE v.entity_id = NEW.entity_id AND v.period = NEW.period AND v.word = NEW.word AND v.number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'vouchers are kept'); END;
CREATE TRIGGER entry_is_new BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry e WHERE e.voucher_id = NEW.voucher_id AND e.no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'entries are kept'); END;
CREATE TRIGGER voucher_number_is_free BEFORE UPDATE OF entity_id, period, word, number ON voucher
WHEN EXISTS (SELECT 1 FROM voucher v WHERE v.id <> OLD.id AND v.entity_id = NEW.entity_id AND v.period = NEW.period AND v.word = NEW.word AND v.number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'vouchers are kept'); END;
-- Only what somebody wrote by hand, or its reversal, can be made void.
CREATE TRIGGER voucher_of_event_is_not_void BEFORE UPDATE OF state ON voucher
WHEN NEW.state = 'void' AND OLD.kind <> 'entry' AND NOT (OLD.kind = 'event' AND OLD.source IS NULL)
BEGIN SELECT RAISE(ABORT, 'an event voucher changes only by reversing the event'); END;
DROP TRIGGER voucher_is_event_u;
CREATE TRIGGER voucher_is_event_u BEFORE UPDATE OF date, period, word, number, source, source_id, reverses_id, reverses_wholly, kind, entity_id ON voucher
WHEN OLD.kind <> 'entry'
BEGIN SELECT RAISE(ABORT, 'an event voucher changes only by reversing the event'); END;

CREATE TRIGGER business_event_is_new BEFORE INSERT ON business_event WHEN EXISTS (SELECT 1 FROM business_event b WHERE b.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'events are final'); END;
CREATE TRIGGER share_transaction_is_new BEFORE INSERT ON share_transaction WHEN EXISTS (SELECT 1 FROM share_transaction t WHERE t.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'share transactions are final'); END;
CREATE TRIGGER dividend_payment_is_new BEFORE INSERT ON dividend_payment WHEN EXISTS (SELECT 1 FROM dividend_payment p WHERE p.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'payments are final'); END;
CREATE TRIGGER audit_is_new BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit a WHERE a.seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'audit rows are final'); END;
`,
};
