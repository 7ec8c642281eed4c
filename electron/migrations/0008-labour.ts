/**
 * Paid work (务工): who worked, at what, for how much; pay sheets and what was paid on them. The work book, what 213 owes and what was paid are
 * only added to; a mistake is a linked row in red.
 */
export const labour = {
  version: 8,
  title: '务工:工种、工价、记工、劳务费',
  sql: /* sql */ `
CREATE TABLE worker (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  -- What 213 is analysed by.
  item_id INTEGER NOT NULL UNIQUE REFERENCES analysis_item (id),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (entity_id, person_id)
) STRICT;

-- 等级 of a worker from a day on; '' for none.
CREATE TABLE worker_grade (
  worker_id INTEGER NOT NULL REFERENCES worker (id),
  from_date TEXT NOT NULL,
  grade TEXT NOT NULL,
  PRIMARY KEY (worker_id, from_date)
) STRICT, WITHOUT ROWID;

-- 等级系数 from a day on: 工分 count so many thousandths.
CREATE TABLE work_grade (
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  name TEXT NOT NULL CHECK (name <> ''),
  from_date TEXT NOT NULL,
  coefficient_milli INTEGER NOT NULL CHECK (coefficient_milli > 0),
  PRIMARY KEY (entity_id, name, from_date)
) STRICT, WITHOUT ROWID;

-- 工种
CREATE TABLE work_kind (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  name TEXT NOT NULL,
  paid_by TEXT NOT NULL CHECK (paid_by IN ('day', 'hour', 'piece', 'points')),
  unit TEXT NOT NULL,
  -- What it is charged to unless it was done on a batch of bags: account and the item's name ('' for none).
  charge_account TEXT NOT NULL,
  charge_item TEXT NOT NULL,
  -- Whether work in a greenhouse with a batch in it goes to that batch (141).
  to_batch INTEGER NOT NULL CHECK (to_batch IN (0, 1)),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  UNIQUE (entity_id, name)
) STRICT;

-- 工价 of a kind (of one grade only, where it is named) from a day on, in 1/10000 yuan. Entries keep the price they were written with.
CREATE TABLE work_rate (
  kind_id INTEGER NOT NULL REFERENCES work_kind (id),
  grade TEXT NOT NULL,
  from_date TEXT NOT NULL,
  price_e4 INTEGER NOT NULL CHECK (price_e4 > 0),
  PRIMARY KEY (kind_id, grade, from_date)
) STRICT, WITHOUT ROWID;

-- 记工. Quantity in 1/1000 of the unit, price in 1/10000 yuan. Append-only; a red row has the date of what it takes back.
CREATE TABLE work_entry (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  date TEXT NOT NULL,
  worker_id INTEGER NOT NULL REFERENCES worker (id),
  kind_id INTEGER NOT NULL REFERENCES work_kind (id),
  -- Greenhouse or another place as written; '' for none.
  place TEXT NOT NULL,
  batch_id INTEGER REFERENCES bag_batch (id),
  charge_account TEXT NOT NULL,
  charge_item TEXT NOT NULL,
  quantity_milli INTEGER NOT NULL CHECK (quantity_milli <> 0),
  -- 工分: the grade's coefficient; 1000 for other work.
  coefficient_milli INTEGER NOT NULL CHECK (coefficient_milli > 0),
  price_e4 INTEGER NOT NULL CHECK (price_e4 > 0),
  amount_fen INTEGER NOT NULL,
  -- 1, 2 … of the same work twice a day.
  ordinal INTEGER NOT NULL,
  recorder TEXT NOT NULL,
  note TEXT NOT NULL,
  reverses_id INTEGER UNIQUE REFERENCES work_entry (id),
  import_id INTEGER REFERENCES import (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX work_entry_by_date ON work_entry (entity_id, date, worker_id);
CREATE INDEX work_entry_by_worker ON work_entry (worker_id, date);
CREATE INDEX work_entry_by_kind ON work_entry (kind_id);
CREATE INDEX work_entry_by_batch ON work_entry (batch_id, date) WHERE batch_id IS NOT NULL;
CREATE UNIQUE INDEX work_entry_identity ON work_entry (worker_id, date, kind_id, place, quantity_milli, price_e4, amount_fen, ordinal)
WHERE reverses_id IS NULL;
CREATE TRIGGER work_entry_is_final_u BEFORE UPDATE ON work_entry BEGIN SELECT RAISE(ABORT, 'work entries are final'); END;
CREATE TRIGGER work_entry_is_final_d BEFORE DELETE ON work_entry BEGIN SELECT RAISE(ABORT, 'work entries are final'); END;
CREATE TRIGGER work_entry_is_new BEFORE INSERT ON work_entry WHEN EXISTS (SELECT 1 FROM work_entry w WHERE w.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'work entries are final'); END;

-- 劳务费发放表 of a period.
CREATE TABLE pay_sheet (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  year INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'void')),
  -- Of these workers only; null: of all.
  worker_ids TEXT CHECK (worker_ids IS NULL OR json_valid(worker_ids)),
  -- What awards are charged to.
  award_account TEXT NOT NULL,
  award_item TEXT NOT NULL,
  event_id INTEGER UNIQUE REFERENCES business_event (id),
  approved_on TEXT,
  approved_by TEXT,
  voided_on TEXT,
  void_reason TEXT,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK (from_date <= to_date),
  CHECK ((state = 'draft') = (event_id IS NULL)),
  CHECK ((state = 'void') = (voided_on IS NOT NULL)),
  UNIQUE (entity_id, year, seq)
) STRICT;
CREATE TRIGGER pay_sheet_is_final_u BEFORE UPDATE ON pay_sheet
WHEN OLD.state = 'void' OR (OLD.state = 'approved' AND (NEW.state <> 'void' OR NEW.entity_id <> OLD.entity_id OR NEW.year <> OLD.year
  OR NEW.seq <> OLD.seq OR NEW.from_date <> OLD.from_date OR NEW.to_date <> OLD.to_date OR NEW.worker_ids IS NOT OLD.worker_ids
  OR NEW.event_id IS NOT OLD.event_id OR NEW.approved_on IS NOT OLD.approved_on))
BEGIN SELECT RAISE(ABORT, 'approved pay sheets are final'); END;
CREATE TRIGGER pay_sheet_is_final_d BEFORE DELETE ON pay_sheet WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'approved pay sheets are final'); END;

-- What a draft adds to and takes from a worker's own work.
CREATE TABLE pay_terms (
  sheet_id INTEGER NOT NULL REFERENCES pay_sheet (id) ON DELETE CASCADE,
  worker_id INTEGER NOT NULL REFERENCES worker (id),
  award_fen INTEGER NOT NULL CHECK (award_fen >= 0),
  advance_fen INTEGER NOT NULL CHECK (advance_fen >= 0),
  -- What shows that the worker agreed to the set-off; '' for nothing.
  consent TEXT NOT NULL,
  tax_fen INTEGER NOT NULL CHECK (tax_fen >= 0),
  note TEXT NOT NULL,
  PRIMARY KEY (sheet_id, worker_id)
) STRICT, WITHOUT ROWID;

-- The lines as they were approved.
CREATE TABLE pay_line (
  sheet_id INTEGER NOT NULL REFERENCES pay_sheet (id),
  worker_id INTEGER NOT NULL REFERENCES worker (id),
  days_milli INTEGER NOT NULL,
  time_fen INTEGER NOT NULL,
  pieces_milli INTEGER NOT NULL,
  piece_fen INTEGER NOT NULL,
  award_fen INTEGER NOT NULL,
  gross_fen INTEGER NOT NULL,
  advance_fen INTEGER NOT NULL,
  consent TEXT NOT NULL,
  tax_fen INTEGER NOT NULL,
  net_fen INTEGER NOT NULL CHECK (net_fen >= 0),
  note TEXT NOT NULL,
  CHECK (gross_fen = time_fen + piece_fen + award_fen),
  CHECK (net_fen = gross_fen - advance_fen - tax_fen),
  CHECK (advance_fen = 0 OR consent <> ''),
  PRIMARY KEY (sheet_id, worker_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pay_line_by_worker ON pay_line (worker_id, sheet_id);
CREATE TRIGGER pay_line_is_final_u BEFORE UPDATE ON pay_line BEGIN SELECT RAISE(ABORT, 'pay lines are final'); END;
CREATE TRIGGER pay_line_is_final_d BEFORE DELETE ON pay_line BEGIN SELECT RAISE(ABORT, 'pay lines are final'); END;

-- Which entries an approved sheet pays; freed when the sheet is made void.
CREATE TABLE pay_use (
  sheet_id INTEGER NOT NULL REFERENCES pay_sheet (id),
  entry_id INTEGER NOT NULL REFERENCES work_entry (id),
  released INTEGER NOT NULL DEFAULT 0 CHECK (released IN (0, 1)),
  PRIMARY KEY (sheet_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX pay_used_once ON pay_use (entry_id) WHERE released = 0;
CREATE TRIGGER work_entry_is_unpaid BEFORE INSERT ON work_entry
WHEN NEW.reverses_id IS NOT NULL AND EXISTS (SELECT 1 FROM pay_use u WHERE u.entry_id = NEW.reverses_id AND u.released = 0)
BEGIN SELECT RAISE(ABORT, 'the work is in an approved pay sheet'); END;

-- What 213 owes each worker for each 费用项目: every movement with the side it stands on. Only added to.
CREATE TABLE labour_move (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  item_id INTEGER NOT NULL REFERENCES analysis_item (id),
  item2_id INTEGER NOT NULL REFERENCES analysis_item (id),
  date TEXT NOT NULL,
  debit_fen INTEGER NOT NULL,
  credit_fen INTEGER NOT NULL,
  -- Null: an opening typed before 213 had a register.
  event_id INTEGER REFERENCES business_event (id)
) STRICT;
CREATE INDEX labour_move_by_item ON labour_move (entity_id, item_id, date, item2_id, debit_fen, credit_fen);
CREATE INDEX labour_move_by_event ON labour_move (event_id);
CREATE TRIGGER labour_move_is_final_u BEFORE UPDATE ON labour_move BEGIN SELECT RAISE(ABORT, 'moves of wages are final'); END;
CREATE TRIGGER labour_move_is_final_d BEFORE DELETE ON labour_move BEGIN SELECT RAISE(ABORT, 'moves of wages are final'); END;
CREATE TRIGGER labour_move_is_new BEFORE INSERT ON labour_move WHEN EXISTS (SELECT 1 FROM labour_move m WHERE m.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'moves of wages are final'); END;

-- The bank's batch files of wages (代发), and what came back.
CREATE TABLE pay_batch (
  id INTEGER PRIMARY KEY,
  sheet_id INTEGER NOT NULL REFERENCES pay_sheet (id),
  template TEXT NOT NULL,
  file_name TEXT NOT NULL,
  date TEXT NOT NULL,
  operator TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX pay_batch_by_sheet ON pay_batch (sheet_id);

CREATE TABLE pay_batch_line (
  batch_id INTEGER NOT NULL REFERENCES pay_batch (id),
  seq INTEGER NOT NULL,
  worker_id INTEGER NOT NULL REFERENCES worker (id),
  account_sealed TEXT NOT NULL,
  account_digest TEXT NOT NULL,
  account_name TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  result TEXT NOT NULL CHECK (result IN ('pending', 'paid', 'failed')),
  reason TEXT NOT NULL,
  PRIMARY KEY (batch_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX pay_batch_line_by_worker ON pay_batch_line (worker_id);

-- 发放. Append-only; what came back is a linked row of the opposite sign.
CREATE TABLE labour_payment (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  worker_id INTEGER NOT NULL REFERENCES worker (id),
  -- Null: older debts.
  sheet_id INTEGER REFERENCES pay_sheet (id),
  receipt_no TEXT NOT NULL,
  date TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('cash', 'transfer')),
  -- Which bank account paid; null: the usual one.
  bank_item_id INTEGER REFERENCES analysis_item (id),
  amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
  note TEXT NOT NULL,
  batch_id INTEGER REFERENCES pay_batch (id),
  event_id INTEGER NOT NULL REFERENCES business_event (id),
  -- 先付后投: the contribution made with the money.
  share_transaction_id INTEGER UNIQUE REFERENCES share_transaction (id),
  reverses_id INTEGER UNIQUE REFERENCES labour_payment (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX labour_payment_by_sheet ON labour_payment (sheet_id, worker_id, amount_fen);
CREATE INDEX labour_payment_by_worker ON labour_payment (worker_id, date, amount_fen);
CREATE INDEX labour_payment_by_event ON labour_payment (event_id);
CREATE TRIGGER labour_payment_is_final_u BEFORE UPDATE ON labour_payment
WHEN OLD.share_transaction_id IS NOT NULL OR NEW.id <> OLD.id OR NEW.worker_id <> OLD.worker_id OR NEW.sheet_id IS NOT OLD.sheet_id
  OR NEW.date <> OLD.date OR NEW.method <> OLD.method OR NEW.bank_item_id IS NOT OLD.bank_item_id OR NEW.amount_fen <> OLD.amount_fen
  OR NEW.event_id <> OLD.event_id OR NEW.reverses_id IS NOT OLD.reverses_id
BEGIN SELECT RAISE(ABORT, 'payments are final'); END;
CREATE TRIGGER labour_payment_is_final_d BEFORE DELETE ON labour_payment BEGIN SELECT RAISE(ABORT, 'payments are final'); END;
CREATE TRIGGER labour_payment_is_new BEFORE INSERT ON labour_payment WHEN EXISTS (SELECT 1 FROM labour_payment p WHERE p.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'payments are final'); END;

-- 投劳计入交易额: how much of a member's 交易额 in an approved run came from labour.
CREATE TABLE run_labour (
  run_id INTEGER NOT NULL REFERENCES dividend_run (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  fen INTEGER NOT NULL CHECK (fen > 0),
  PRIMARY KEY (run_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER run_labour_is_final_u BEFORE UPDATE ON run_labour BEGIN SELECT RAISE(ABORT, 'dividend lines are final'); END;
CREATE TRIGGER run_labour_is_final_d BEFORE DELETE ON run_labour BEGIN SELECT RAISE(ABORT, 'dividend lines are final'); END;

-- Vouchers typed on 213 before it had a register: they are their own register, and so is what takes them back. None joins them.
CREATE TABLE labour_kept (voucher_id INTEGER PRIMARY KEY REFERENCES voucher (id)) STRICT;
INSERT INTO labour_kept (voucher_id)
SELECT DISTINCT v.id FROM account a JOIN entry e ON e.account_id = a.id JOIN voucher v ON v.id = e.voucher_id
WHERE a.code = '213' AND v.source IS NULL AND v.kind IN ('entry', 'event');

-- Lump wages recorded as business.
INSERT INTO labour_move (entity_id, item_id, item2_id, date, debit_fen, credit_fen, event_id)
SELECT v.entity_id, e.item_id, e.item2_id, v.date, e.debit_fen, e.credit_fen, v.source_id
FROM account a JOIN entry e ON e.account_id = a.id AND e.state > 0 JOIN voucher v ON v.id = e.voucher_id
WHERE a.code = '213' AND v.source = 'business' ORDER BY v.id, e.no;

-- Openings of 213 that were typed are computed from now on: the year's first balance, and what turned over in the year before the books.
INSERT INTO labour_move (entity_id, item_id, item2_id, date, debit_fen, credit_fen)
SELECT o.entity_id, o.item_id, o.item2_id, (CAST(substr(n.first_period, 1, 4) AS INTEGER) - 1) || '-12-31', 0,
  o.year_debit_fen - o.year_credit_fen - o.balance_fen
FROM opening_row o JOIN account a ON a.id = o.account_id JOIN entity n ON n.id = o.entity_id
WHERE a.code = '213' AND o.year_debit_fen - o.year_credit_fen - o.balance_fen <> 0 ORDER BY o.id;
INSERT INTO labour_move (entity_id, item_id, item2_id, date, debit_fen, credit_fen)
SELECT o.entity_id, o.item_id, o.item2_id, date(n.first_period || '-01', '-1 day'), o.year_debit_fen, o.year_credit_fen
FROM opening_row o JOIN account a ON a.id = o.account_id JOIN entity n ON n.id = o.entity_id
WHERE a.code = '213' AND (o.year_debit_fen <> 0 OR o.year_credit_fen <> 0) ORDER BY o.id;
DELETE FROM opening_row WHERE account_id IN (SELECT id FROM account WHERE code = '213');
`,
};
