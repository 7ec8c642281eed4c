/**
 * 贴息申请: interest subsidies claimed from the county in batches, what came of them and who was paid. Registers of the village, outside
 * every entity's books. A batch's lines follow from the loans, the bank's list and what was decided by hand, and are frozen while it is
 * on notice and after; what was decided and what happened is only added to.
 */
export const claims = {
  version: 12,
  title: '贴息申请:测算、公示、上报、到账、发放',
  sql: /* sql */ `
CREATE TABLE claim_batch (
  id INTEGER PRIMARY KEY,
  no TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('quarter', 'year', 'range')),
  from_date TEXT NOT NULL,
  -- Last day, included.
  to_date TEXT NOT NULL,
  -- Whole settlements whose last day falls in the range, or the very days of it.
  takes TEXT NOT NULL CHECK (takes IN ('settlements', 'days')),
  payee TEXT NOT NULL CHECK (payee IN ('household', 'bank')),
  -- 上报单位
  office TEXT NOT NULL,
  title TEXT NOT NULL,
  overdue TEXT NOT NULL CHECK (overdue IN ('exclude', 'until-due')),
  needs_slip INTEGER NOT NULL CHECK (needs_slip IN (0, 1)),
  -- JSON: the loans picked; null: all.
  loan_ids TEXT CHECK (loan_ids IS NULL OR json_valid(loan_ids)),
  note TEXT NOT NULL,
  -- 到账 and 发放完 follow from the receipts and payments.
  state TEXT NOT NULL CHECK (state IN ('computed', 'noticed', 'submitted', 'void')),
  computed_on TEXT NOT NULL,
  notice_from TEXT,
  notice_to TEXT,
  telephone TEXT NOT NULL,
  submitted_on TEXT,
  -- 上报文号
  document_no TEXT NOT NULL,
  void_reason TEXT NOT NULL,
  -- File name of the bank's list that was read in last.
  bank_list TEXT NOT NULL,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK (from_date <= to_date),
  CHECK (state NOT IN ('noticed', 'submitted') OR notice_from IS NOT NULL),
  CHECK ((state = 'submitted') = (submitted_on IS NOT NULL))
) STRICT;
CREATE INDEX claim_batch_by_range ON claim_batch (from_date, to_date);
CREATE TRIGGER claim_batch_is_kept BEFORE DELETE ON claim_batch BEGIN SELECT RAISE(ABORT, 'claims are kept'); END;
CREATE TRIGGER claim_batch_is_new BEFORE INSERT ON claim_batch WHEN EXISTS (SELECT 1 FROM claim_batch b WHERE b.id = NEW.id OR b.no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'claims are kept'); END;
CREATE TRIGGER claim_batch_stays_void BEFORE UPDATE ON claim_batch WHEN OLD.state = 'void'
BEGIN SELECT RAISE(ABORT, 'void claims are final'); END;
CREATE TRIGGER claim_batch_is_void_before_it_is_sent BEFORE UPDATE ON claim_batch WHEN NEW.state = 'void' AND OLD.state = 'submitted'
BEGIN SELECT RAISE(ABORT, 'a claim that was sent in is not void'); END;
CREATE TRIGGER claim_batch_is_frozen BEFORE UPDATE OF no, kind, from_date, to_date, takes, payee, overdue, needs_slip, loan_ids, bank_list ON claim_batch
WHEN OLD.state <> 'computed'
BEGIN SELECT RAISE(ABORT, 'a claim on notice is frozen'); END;
-- Money that came was for this batch as it was sent in.
CREATE TRIGGER claim_batch_with_money_stays BEFORE UPDATE OF state ON claim_batch
WHEN NEW.state <> OLD.state AND (SELECT COALESCE(SUM(amount_fen), 0) FROM claim_receipt r WHERE r.batch_id = OLD.id) <> 0
BEGIN SELECT RAISE(ABORT, 'a claim with money stays as it is'); END;

-- What was done to a batch, and why.
CREATE TABLE claim_step (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES claim_batch (id),
  date TEXT NOT NULL,
  title TEXT NOT NULL,
  note TEXT NOT NULL,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX claim_step_by_batch ON claim_step (batch_id);
CREATE TRIGGER claim_step_is_final_u BEFORE UPDATE ON claim_step BEGIN SELECT RAISE(ABORT, 'steps are final'); END;
CREATE TRIGGER claim_step_is_final_d BEFORE DELETE ON claim_step BEGIN SELECT RAISE(ABORT, 'steps are final'); END;
CREATE TRIGGER claim_step_is_new BEFORE INSERT ON claim_step WHEN EXISTS (SELECT 1 FROM claim_step s WHERE s.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'steps are final'); END;

-- By hand: a loan left out or taken in against the rules, the bank's figure from paper.
CREATE TABLE claim_choice (
  batch_id INTEGER NOT NULL REFERENCES claim_batch (id),
  loan_id INTEGER NOT NULL REFERENCES bank_loan (id),
  -- Null: the rules decide. Empty: taken in.
  excluded_reason TEXT,
  bank_fen INTEGER CHECK (bank_fen >= 0),
  note TEXT NOT NULL,
  PRIMARY KEY (batch_id, loan_id)
) STRICT, WITHOUT ROWID;

-- The bank's list (利息清单) as it was read in.
CREATE TABLE claim_list_row (
  batch_id INTEGER NOT NULL REFERENCES claim_batch (id),
  row INTEGER NOT NULL,
  note_no TEXT NOT NULL,
  name TEXT NOT NULL,
  from_date TEXT,
  -- As the list says it: the last day, or the day after.
  to_date TEXT,
  days INTEGER,
  fen INTEGER NOT NULL,
  -- 罚息, 复利 as a row of their own.
  is_penalty INTEGER NOT NULL CHECK (is_penalty IN (0, 1)),
  PRIMARY KEY (batch_id, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_line (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES claim_batch (id),
  loan_id INTEGER NOT NULL REFERENCES bank_loan (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  no INTEGER NOT NULL,
  -- JSON: who and what loan it was on the day; papers printed later say the same.
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  -- Empty: claimed for.
  excluded_reason TEXT NOT NULL,
  is_by_hand INTEGER NOT NULL CHECK (is_by_hand IN (0, 1)),
  days INTEGER NOT NULL,
  -- 积数: fen × days.
  product INTEGER NOT NULL,
  subsidisable_fen INTEGER NOT NULL,
  interest_fen INTEGER NOT NULL CHECK (interest_fen >= 0),
  bank_fen INTEGER CHECK (bank_fen >= 0),
  bank_source TEXT NOT NULL CHECK (bank_source IN ('', 'settlement', 'list', 'typed')),
  subsidy_fen INTEGER NOT NULL CHECK (subsidy_fen >= 0),
  claimed_fen INTEGER NOT NULL CHECK (claimed_fen >= 0),
  paid_by_household_fen INTEGER NOT NULL,
  note TEXT NOT NULL,
  UNIQUE (batch_id, loan_id),
  -- The bank's figure wins; no more than the interest is claimed.
  CHECK (claimed_fen <= COALESCE(bank_fen, interest_fen)),
  CHECK (excluded_reason = '' OR claimed_fen = 0),
  CHECK ((bank_fen IS NULL) = (bank_source = ''))
) STRICT;
CREATE INDEX claim_line_by_loan ON claim_line (loan_id);
CREATE INDEX claim_line_by_person ON claim_line (person_id);
-- A settlement (or the days of it in the range) that is claimed; loans left out have none.
CREATE TABLE claim_part (
  line_id INTEGER NOT NULL REFERENCES claim_line (id),
  no INTEGER NOT NULL,
  loan_id INTEGER NOT NULL REFERENCES bank_loan (id),
  from_date TEXT NOT NULL,
  -- Exclusive.
  to_date TEXT NOT NULL,
  days INTEGER NOT NULL,
  product INTEGER NOT NULL,
  subsidisable_fen INTEGER NOT NULL,
  interest_fen INTEGER NOT NULL CHECK (interest_fen >= 0),
  bank_fen INTEGER CHECK (bank_fen >= 0),
  subsidy_fen INTEGER NOT NULL CHECK (subsidy_fen >= 0 AND subsidy_fen <= interest_fen),
  claimed_fen INTEGER NOT NULL CHECK (claimed_fen >= 0 AND claimed_fen <= COALESCE(bank_fen, interest_fen)),
  paid_by_household_fen INTEGER NOT NULL,
  slip_no TEXT NOT NULL,
  -- JSON: the lines that say how it was computed.
  segments TEXT NOT NULL CHECK (json_valid(segments)),
  PRIMARY KEY (line_id, no),
  CHECK (from_date < to_date)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_part_by_loan ON claim_part (loan_id, from_date);

CREATE TRIGGER claim_choice_is_frozen_i BEFORE INSERT ON claim_choice WHEN (SELECT state FROM claim_batch WHERE id = NEW.batch_id) IS NOT 'computed'
BEGIN SELECT RAISE(ABORT, 'a claim on notice is frozen'); END;
CREATE TRIGGER claim_choice_is_frozen_u BEFORE UPDATE ON claim_choice WHEN (SELECT state FROM claim_batch WHERE id = OLD.batch_id) IS NOT 'computed'
BEGIN SELECT RAISE(ABORT, 'a claim on notice is frozen'); END;
CREATE TRIGGER claim_choice_is_frozen_d BEFORE DELETE ON claim_choice WHEN (SELECT state FROM claim_batch WHERE id = OLD.batch_id) IS NOT 'computed'
BEGIN SELECT RAISE(ABORT, 'a claim on notice is frozen'); END;
CREATE TRIGGER claim_list_row_is_frozen_i BEFORE INSERT ON claim_list_row WHEN (SELECT state FROM claim_batch WHERE id = NEW.batch_id) IS NOT 'computed'
BEGIN SELECT RAISE(ABORT, 'a claim on notice is frozen'); END;
CREATE TRIGGER claim_list_row_is_frozen_u BEFORE UPDATE ON claim_list_row BEGIN SELECT RAISE(ABORT, 'the bank''s list is kept as it was'); END;
CREATE TRIGGER claim_list_row_is_frozen_d BEFORE DELETE ON claim_list_row WHEN (SELECT state FROM claim_batch WHERE id = OLD.batch_id) IS NOT 'computed'
BEGIN SELECT RAISE(ABORT, 'a claim on notice is frozen'); END;
CREATE TRIGGER claim_line_is_frozen_i BEFORE INSERT ON claim_line
WHEN (SELECT state FROM claim_batch WHERE id = NEW.batch_id) IS NOT 'computed' OR EXISTS (SELECT 1 FROM claim_line l WHERE l.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a claim on notice is frozen'); END;
CREATE TRIGGER claim_line_is_frozen_u BEFORE UPDATE ON claim_line
WHEN NEW.batch_id <> OLD.batch_id OR NEW.loan_id <> OLD.loan_id OR (SELECT state FROM claim_batch WHERE id = OLD.batch_id) IS NOT 'computed'
BEGIN SELECT RAISE(ABORT, 'a claim on notice is frozen'); END;
CREATE TRIGGER claim_line_is_frozen_d BEFORE DELETE ON claim_line WHEN (SELECT state FROM claim_batch WHERE id = OLD.batch_id) IS NOT 'computed'
BEGIN SELECT RAISE(ABORT, 'a claim on notice is frozen'); END;
CREATE TRIGGER claim_part_is_frozen_i BEFORE INSERT ON claim_part
WHEN NOT EXISTS (
  SELECT 1 FROM claim_line l JOIN claim_batch b ON b.id = l.batch_id
  WHERE l.id = NEW.line_id AND l.loan_id = NEW.loan_id AND l.excluded_reason = '' AND b.state = 'computed')
BEGIN SELECT RAISE(ABORT, 'a claim on notice is frozen'); END;
CREATE TRIGGER claim_part_is_frozen_u BEFORE UPDATE ON claim_part BEGIN SELECT RAISE(ABORT, 'parts are written anew'); END;
CREATE TRIGGER claim_part_is_frozen_d BEFORE DELETE ON claim_part
WHEN (SELECT b.state FROM claim_line l JOIN claim_batch b ON b.id = l.batch_id WHERE l.id = OLD.line_id) IS NOT 'computed'
BEGIN SELECT RAISE(ABORT, 'a claim on notice is frozen'); END;
-- A loan's day is claimed once. Where interest is collected with what is repaid (利随本清), the part repaid and the rest bear interest of
-- their own in the same days: the part repaid ends on its day and the rest runs on.
CREATE TRIGGER claim_part_is_once BEFORE INSERT ON claim_part
WHEN EXISTS (
  SELECT 1 FROM claim_part p JOIN claim_line l ON l.id = p.line_id JOIN claim_batch b ON b.id = l.batch_id
  WHERE p.loan_id = NEW.loan_id AND p.line_id <> NEW.line_id AND p.from_date < NEW.to_date AND NEW.from_date < p.to_date AND b.state <> 'void'
    AND (p.to_date = NEW.to_date OR NOT EXISTS (
      SELECT 1 FROM bank_loan_event e JOIN bank_loan loan ON loan.id = e.loan_id
      WHERE loan.id = NEW.loan_id AND loan.interest_with_principal = 1 AND e.date = MIN(p.to_date, NEW.to_date) AND e.principal_fen > 0
        AND e.kind IN ('repayment', 'renewal', 'write-off', 'compensation')
        AND NOT EXISTS (SELECT 1 FROM bank_loan_event red WHERE red.reverses_id = e.id))))
BEGIN SELECT RAISE(ABORT, 'a day of a loan is claimed once'); END;

CREATE TABLE claim_objection (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES claim_batch (id),
  date TEXT NOT NULL,
  who TEXT NOT NULL,
  text TEXT NOT NULL,
  answer TEXT NOT NULL DEFAULT '',
  answered_on TEXT,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX claim_objection_by_batch ON claim_objection (batch_id);
CREATE TRIGGER claim_objection_is_answered_once BEFORE UPDATE ON claim_objection
WHEN OLD.answer <> '' OR NEW.batch_id <> OLD.batch_id OR NEW.date <> OLD.date OR NEW.who <> OLD.who OR NEW.text <> OLD.text
BEGIN SELECT RAISE(ABORT, 'objections are kept'); END;
CREATE TRIGGER claim_objection_is_kept BEFORE DELETE ON claim_objection BEGIN SELECT RAISE(ABORT, 'objections are kept'); END;
CREATE TRIGGER claim_objection_is_new BEFORE INSERT ON claim_objection WHEN EXISTS (SELECT 1 FROM claim_objection o WHERE o.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'objections are kept'); END;

-- Money of the county for a batch; a red row takes it back.
CREATE TABLE claim_receipt (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES claim_batch (id),
  date TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
  document_no TEXT NOT NULL,
  note TEXT NOT NULL,
  reverses_id INTEGER UNIQUE REFERENCES claim_receipt (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK ((reverses_id IS NULL) = (amount_fen > 0))
) STRICT;
CREATE INDEX claim_receipt_by_batch ON claim_receipt (batch_id, amount_fen);
CREATE TABLE claim_receipt_line (
  receipt_id INTEGER NOT NULL REFERENCES claim_receipt (id),
  line_id INTEGER NOT NULL REFERENCES claim_line (id),
  fen INTEGER NOT NULL CHECK (fen <> 0),
  PRIMARY KEY (receipt_id, line_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_receipt_line_by_line ON claim_receipt_line (line_id, fen);
CREATE TRIGGER claim_receipt_is_final_u BEFORE UPDATE ON claim_receipt BEGIN SELECT RAISE(ABORT, 'receipts are final'); END;
CREATE TRIGGER claim_receipt_is_final_d BEFORE DELETE ON claim_receipt BEGIN SELECT RAISE(ABORT, 'receipts are final'); END;
CREATE TRIGGER claim_receipt_is_new BEFORE INSERT ON claim_receipt
WHEN EXISTS (SELECT 1 FROM claim_receipt r WHERE r.id = NEW.id)
  OR (SELECT state FROM claim_batch WHERE id = NEW.batch_id) IS NOT 'submitted'
BEGIN SELECT RAISE(ABORT, 'receipts are final'); END;
CREATE TRIGGER claim_receipt_mirrors BEFORE INSERT ON claim_receipt
WHEN NEW.reverses_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM claim_receipt r WHERE r.id = NEW.reverses_id AND r.reverses_id IS NULL AND r.batch_id = NEW.batch_id AND r.amount_fen = -NEW.amount_fen)
BEGIN SELECT RAISE(ABORT, 'a red row mirrors what it takes back'); END;
CREATE TRIGGER claim_receipt_line_is_final_u BEFORE UPDATE ON claim_receipt_line BEGIN SELECT RAISE(ABORT, 'receipts are final'); END;
CREATE TRIGGER claim_receipt_line_is_final_d BEFORE DELETE ON claim_receipt_line BEGIN SELECT RAISE(ABORT, 'receipts are final'); END;
CREATE TRIGGER claim_receipt_line_is_new BEFORE INSERT ON claim_receipt_line
WHEN EXISTS (SELECT 1 FROM claim_receipt_line r WHERE r.receipt_id = NEW.receipt_id AND r.line_id = NEW.line_id)
BEGIN SELECT RAISE(ABORT, 'receipts are final'); END;

-- The bank's batch files (代发) of a claim, and what came back.
CREATE TABLE claim_file (
  id INTEGER PRIMARY KEY,
  claim_id INTEGER NOT NULL REFERENCES claim_batch (id),
  template TEXT NOT NULL,
  file_name TEXT NOT NULL,
  date TEXT NOT NULL,
  operator TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX claim_file_by_claim ON claim_file (claim_id);
CREATE TABLE claim_file_line (
  batch_id INTEGER NOT NULL REFERENCES claim_file (id),
  seq INTEGER NOT NULL,
  line_id INTEGER NOT NULL REFERENCES claim_line (id),
  account_sealed TEXT NOT NULL,
  account_digest TEXT NOT NULL,
  account_name TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  result TEXT NOT NULL CHECK (result IN ('pending', 'paid', 'failed')),
  reason TEXT NOT NULL,
  PRIMARY KEY (batch_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_file_line_by_line ON claim_file_line (line_id);

-- 发放: to the household, or to the bank (payee B). A red row takes it back.
CREATE TABLE claim_payment (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES claim_batch (id),
  line_id INTEGER NOT NULL REFERENCES claim_line (id),
  date TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('cash', 'transfer', 'bank')),
  amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
  slip_no TEXT NOT NULL,
  note TEXT NOT NULL,
  file_id INTEGER REFERENCES claim_file (id),
  reverses_id INTEGER UNIQUE REFERENCES claim_payment (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK ((reverses_id IS NULL) = (amount_fen > 0))
) STRICT;
CREATE INDEX claim_payment_by_line ON claim_payment (line_id, date, amount_fen);
CREATE INDEX claim_payment_by_batch ON claim_payment (batch_id, amount_fen);
CREATE TRIGGER claim_payment_is_final_u BEFORE UPDATE ON claim_payment BEGIN SELECT RAISE(ABORT, 'payments are final'); END;
CREATE TRIGGER claim_payment_is_final_d BEFORE DELETE ON claim_payment BEGIN SELECT RAISE(ABORT, 'payments are final'); END;
CREATE TRIGGER claim_payment_is_new BEFORE INSERT ON claim_payment WHEN EXISTS (SELECT 1 FROM claim_payment p WHERE p.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'payments are final'); END;
CREATE TRIGGER claim_payment_mirrors BEFORE INSERT ON claim_payment
WHEN NEW.reverses_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM claim_payment p WHERE p.id = NEW.reverses_id AND p.reverses_id IS NULL AND p.line_id = NEW.line_id AND p.amount_fen = -NEW.amount_fen)
BEGIN SELECT RAISE(ABORT, 'a red row mirrors what it takes back'); END;
-- No more is passed on than came.
CREATE TRIGGER claim_payment_is_covered BEFORE INSERT ON claim_payment
WHEN NEW.amount_fen > (SELECT COALESCE(SUM(fen), 0) FROM claim_receipt_line WHERE line_id = NEW.line_id)
  - (SELECT COALESCE(SUM(amount_fen), 0) FROM claim_payment WHERE line_id = NEW.line_id)
BEGIN SELECT RAISE(ABORT, 'no more is paid than came'); END;
CREATE TRIGGER claim_receipt_line_is_covered BEFORE INSERT ON claim_receipt_line
WHEN (SELECT COALESCE(SUM(fen), 0) FROM claim_receipt_line WHERE line_id = NEW.line_id) + NEW.fen
  NOT BETWEEN (SELECT COALESCE(SUM(amount_fen), 0) FROM claim_payment WHERE line_id = NEW.line_id)
    AND (SELECT claimed_fen FROM claim_line WHERE id = NEW.line_id)
BEGIN SELECT RAISE(ABORT, 'no more comes than was claimed, no less than was paid'); END;
`,
};
