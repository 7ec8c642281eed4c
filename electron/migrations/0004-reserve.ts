/**
 * 公积金弥补亏损: what an event of business took off each member's 公积金份额. Undoing the event gives it back in negative rows of the
 * undoing event's own, so that every day has its shares.
 */
export const reserve = {
  version: 4,
  title: '公积金补亏时逐户减少的公积金份额',
  sql: /* sql */ `
CREATE TABLE reserve_cut (
  event_id INTEGER NOT NULL REFERENCES business_event (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  fen INTEGER NOT NULL CHECK (fen <> 0),
  PRIMARY KEY (event_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reserve_cut_by_member ON reserve_cut (member_id);
CREATE TRIGGER reserve_cut_is_final_u BEFORE UPDATE ON reserve_cut BEGIN SELECT RAISE(ABORT, 'cuts are final'); END;
CREATE TRIGGER reserve_cut_is_final_d BEFORE DELETE ON reserve_cut BEGIN SELECT RAISE(ABORT, 'cuts are final'); END;
CREATE TRIGGER reserve_cut_is_new BEFORE INSERT ON reserve_cut
WHEN EXISTS (SELECT 1 FROM reserve_cut c WHERE c.event_id = NEW.event_id AND c.member_id = NEW.member_id)
BEGIN SELECT RAISE(ABORT, 'cuts are final'); END;
`,
};
