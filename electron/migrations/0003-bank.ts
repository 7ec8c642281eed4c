/**
 * Bank reconciliation (银行对账): statements as the bank wrote them, and what of them answers to which entries of 102. Lines are
 * facts and never change; a statement can only be taken out whole. Matches are work in progress: a draft voucher that is
 * changed or made void frees what it was matched with.
 */
export const bank = {
  version: 3,
  title: '银行对账:对账单、流水、勾对',
  sql: /* sql */ `
-- The statements of one account are an unbroken run: each begins with the balance the one before ended with.
CREATE TABLE bank_statement (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  item_id INTEGER NOT NULL REFERENCES analysis_item (id),
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL CHECK (to_date >= from_date),
  -- Before its first line and after its last, of the lines that were new with it.
  opening_fen INTEGER NOT NULL,
  closing_fen INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  operator TEXT NOT NULL,
  imported_at TEXT NOT NULL
) STRICT;
CREATE INDEX bank_statement_by_item ON bank_statement (item_id, from_date);
CREATE TRIGGER bank_statement_is_final BEFORE UPDATE ON bank_statement
BEGIN SELECT RAISE(ABORT, 'bank statements are final'); END;

CREATE TABLE bank_line (
  id INTEGER PRIMARY KEY,
  statement_id INTEGER NOT NULL REFERENCES bank_statement (id) ON DELETE CASCADE,
  no INTEGER NOT NULL,
  date TEXT NOT NULL,
  summary TEXT NOT NULL,
  counterparty TEXT NOT NULL,
  -- One of the two is 0; a bank's own correction (冲正) may be negative.
  in_fen INTEGER NOT NULL,
  out_fen INTEGER NOT NULL,
  -- As the bank prints it; NULL where its file has none.
  balance_fen INTEGER,
  reference TEXT NOT NULL,
  CHECK ((in_fen = 0) <> (out_fen = 0)),
  UNIQUE (statement_id, no)
) STRICT;
CREATE TRIGGER bank_line_is_final BEFORE UPDATE ON bank_line
BEGIN SELECT RAISE(ABORT, 'bank lines are final'); END;

-- 期初未达账项: outstanding when the reconciliation begins, before the first statement and therefore in no line and no entry of it.
CREATE TABLE bank_opening_item (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  item_id INTEGER NOT NULL REFERENCES analysis_item (id),
  -- Whose books have it: the other side's do not yet.
  side TEXT NOT NULL CHECK (side IN ('bank', 'book')),
  date TEXT NOT NULL,
  summary TEXT NOT NULL,
  in_fen INTEGER NOT NULL CHECK (in_fen >= 0),
  out_fen INTEGER NOT NULL CHECK (out_fen >= 0),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK ((in_fen = 0) <> (out_fen = 0))
) STRICT;
CREATE INDEX bank_opening_item_by_item ON bank_opening_item (item_id);
CREATE TRIGGER bank_opening_item_is_final BEFORE UPDATE ON bank_opening_item
BEGIN SELECT RAISE(ABORT, 'outstanding items at the start are final'); END;

-- What cancels out: lines of the bank on one side, entries on the other (or red entries and their originals among themselves).
CREATE TABLE bank_match (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES analysis_item (id),
  how TEXT NOT NULL CHECK (how IN ('auto', 'manual')),
  operator TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT;
CREATE INDEX bank_match_by_item ON bank_match (item_id);
CREATE TABLE bank_match_line (
  line_id INTEGER PRIMARY KEY REFERENCES bank_line (id),
  match_id INTEGER NOT NULL REFERENCES bank_match (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX bank_match_line_by_match ON bank_match_line (match_id);
CREATE TABLE bank_match_opening (
  opening_id INTEGER PRIMARY KEY REFERENCES bank_opening_item (id),
  match_id INTEGER NOT NULL REFERENCES bank_match (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX bank_match_opening_by_match ON bank_match_opening (match_id);
-- No reference to the entry itself: a draft's entries are written anew when it is saved.
CREATE TABLE bank_match_entry (
  voucher_id INTEGER NOT NULL REFERENCES voucher (id),
  no INTEGER NOT NULL,
  match_id INTEGER NOT NULL REFERENCES bank_match (id) ON DELETE CASCADE,
  PRIMARY KEY (voucher_id, no)
) STRICT, WITHOUT ROWID;
CREATE INDEX bank_match_entry_by_match ON bank_match_entry (match_id);

CREATE TRIGGER bank_match_ends_with_entry AFTER DELETE ON entry
BEGIN
  DELETE FROM bank_match WHERE id IN (
    SELECT match_id FROM bank_match_entry WHERE voucher_id = OLD.voucher_id AND no = OLD.no);
END;
CREATE TRIGGER bank_match_ends_with_void AFTER UPDATE OF state ON entry WHEN NEW.state = 0
BEGIN
  DELETE FROM bank_match WHERE id IN (
    SELECT match_id FROM bank_match_entry WHERE voucher_id = NEW.voucher_id AND no = NEW.no);
END;
`,
};
