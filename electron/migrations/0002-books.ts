import type { WritableDb } from '../workspace/database.ts';
import { seedCharts } from '../workspace/chart.ts';

/**
 * The double-entry books: chart and analysis, vouchers and their entries, periods, openings, business events.
 * What is posted or void never changes; a voucher that does not balance cannot be committed.
 */
export const books = {
  version: 2,
  title: '复式账:科目、凭证、期间、期初、业务',
  sql: /* sql */ `
-- Rows recorded before the books came are history: the books begin with the month after the last of them.
UPDATE entity SET first_period = (
  SELECT CASE WHEN MAX(day) IS NULL THEN entity.first_period
    ELSE MAX(entity.first_period, strftime('%Y-%m', MAX(day), 'start of month', '+1 month')) END
  FROM (
    SELECT MAX(date) AS day FROM share_transaction WHERE entity_id = entity.id
    UNION ALL SELECT MAX(posting_date) FROM dividend_run WHERE entity_id = entity.id AND state <> 'draft'
    UNION ALL SELECT MAX(p.date) FROM dividend_payment p JOIN dividend_run r ON r.id = p.run_id WHERE r.entity_id = entity.id
  ));

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  parent_id INTEGER REFERENCES account (id),
  class TEXT NOT NULL CHECK (class IN ('asset', 'liability', 'equity', 'cost', 'profit')),
  normal TEXT NOT NULL CHECK (normal IN ('debit', 'credit')),
  -- Analysis (辅助核算) each line must carry, in order, joined by commas; two at most.
  dims TEXT NOT NULL,
  is_statutory INTEGER NOT NULL CHECK (is_statutory IN (0, 1)),
  with_quantity INTEGER NOT NULL CHECK (with_quantity IN (0, 1)),
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  pinyin_initials TEXT NOT NULL,
  pinyin_full TEXT NOT NULL,
  UNIQUE (entity_id, code)
) STRICT;
CREATE INDEX account_by_parent ON account (parent_id);

-- What a line can be analysed by, apart from members: bank accounts, products, assets, projects, persons …
CREATE TABLE analysis_item (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  dim TEXT NOT NULL,
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  -- Assets and projects: 是否属于扶贫项目资产. A line's answer follows from its asset.
  is_poverty_asset INTEGER NOT NULL DEFAULT 0 CHECK (is_poverty_asset IN (0, 1)),
  -- Assets: livestock, whose lines also carry a herd (群别).
  is_livestock INTEGER NOT NULL DEFAULT 0 CHECK (is_livestock IN (0, 1)),
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  pinyin_initials TEXT NOT NULL,
  pinyin_full TEXT NOT NULL,
  UNIQUE (entity_id, dim, name)
) STRICT;

-- What an unbalanced voucher refers to, and can't: the deferred check at commit (imbalance_fen below).
CREATE TABLE zero (value INTEGER PRIMARY KEY CHECK (value = 0)) STRICT;
INSERT INTO zero VALUES (0);
CREATE TRIGGER zero_is_kept BEFORE DELETE ON zero BEGIN SELECT RAISE(ABORT, 'zero is kept'); END;

CREATE TABLE voucher (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  period TEXT NOT NULL,
  date TEXT NOT NULL,
  -- 字 and 号: numbered per month without gaps. Openings (期初) stand in the period before the books begin.
  word TEXT NOT NULL CHECK (word IN ('记', '收', '付', '转', '初')),
  number INTEGER NOT NULL CHECK (number > 0),
  kind TEXT NOT NULL CHECK (kind IN ('entry', 'event', 'close-profit', 'close-year', 'clear-distribution', 'opening')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'reviewed', 'posted', 'void')),
  -- Sheets attached (附单据 n 张), as written on the voucher.
  attachments INTEGER NOT NULL CHECK (attachments >= 0),
  note TEXT NOT NULL,
  -- The event it was made with: which register, and its row.
  source TEXT CHECK (source IN ('share', 'dividend-run', 'dividend-payment', 'business')),
  source_id INTEGER,
  -- Red: undoes that voucher, wholly or (a returned payment of a list) in part.
  reverses_id INTEGER REFERENCES voucher (id),
  reverses_wholly INTEGER NOT NULL DEFAULT 0 CHECK (reverses_wholly IN (0, 1)),
  -- Debit less credit of its lines, kept by triggers; at commit it must be in the table zero.
  imbalance_fen INTEGER NOT NULL DEFAULT 0 REFERENCES zero (value) DEFERRABLE INITIALLY DEFERRED,
  prepared_by TEXT NOT NULL,
  prepared_at TEXT NOT NULL,
  reviewed_by TEXT,
  reviewed_at TEXT,
  posted_by TEXT,
  posted_at TEXT,
  void_reason TEXT,
  CHECK (period = substr(date, 1, 7)),
  CHECK ((source IS NULL) = (source_id IS NULL)),
  CHECK ((kind = 'opening') = (word = '初')),
  CHECK (state NOT IN ('reviewed', 'posted') OR reviewed_by IS NOT NULL),
  CHECK (state <> 'posted' OR posted_by IS NOT NULL),
  UNIQUE (entity_id, period, word, number)
) STRICT;
CREATE INDEX voucher_by_source ON voucher (source, source_id) WHERE source IS NOT NULL;
CREATE INDEX voucher_by_reversed ON voucher (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE UNIQUE INDEX voucher_reversed_once ON voucher (reverses_id) WHERE reverses_wholly = 1 AND state <> 'void';
CREATE INDEX voucher_not_posted ON voucher (entity_id, period) WHERE state IN ('draft', 'reviewed');
CREATE INDEX voucher_of_closing ON voucher (entity_id, kind, period) WHERE kind NOT IN ('entry', 'event');

CREATE TABLE entry (
  voucher_id INTEGER NOT NULL REFERENCES voucher (id),
  no INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account (id),
  summary TEXT NOT NULL,
  -- One of the two is 0; red entries are negative.
  debit_fen INTEGER NOT NULL,
  credit_fen INTEGER NOT NULL,
  member_id INTEGER REFERENCES member (id),
  item_id INTEGER REFERENCES analysis_item (id),
  item2_id INTEGER REFERENCES analysis_item (id),
  -- 1/1000 of the product's unit, signed like the amount's side.
  quantity_milli INTEGER,
  -- The voucher's period, and its state (0 void, 1 not posted, 2 posted), so that balances read one index.
  period TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  CHECK ((debit_fen = 0) <> (credit_fen = 0)),
  PRIMARY KEY (voucher_id, no)
) STRICT, WITHOUT ROWID;
-- Covers every balance by account, period, member and item without touching the entries.
CREATE INDEX entry_by_account ON entry (account_id, period, state, member_id, item_id, debit_fen, credit_fen);
CREATE INDEX entry_by_member ON entry (member_id, account_id, period, state, debit_fen, credit_fen) WHERE member_id IS NOT NULL;
CREATE INDEX entry_by_item ON entry (item_id, account_id, period) WHERE item_id IS NOT NULL;

CREATE TRIGGER entry_of_open_voucher BEFORE INSERT ON entry
WHEN NEW.state <> 1 OR NOT EXISTS (SELECT 1 FROM voucher WHERE id = NEW.voucher_id AND state IN ('draft', 'reviewed') AND period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'entries join an open voucher of their period'); END;
CREATE TRIGGER entry_balance_i AFTER INSERT ON entry
BEGIN UPDATE voucher SET imbalance_fen = imbalance_fen + NEW.debit_fen - NEW.credit_fen WHERE id = NEW.voucher_id; END;
CREATE TRIGGER entry_balance_d AFTER DELETE ON entry
BEGIN UPDATE voucher SET imbalance_fen = imbalance_fen - OLD.debit_fen + OLD.credit_fen WHERE id = OLD.voucher_id; END;
-- A line's words may be mended before posting; its figures are replaced, never changed in place.
CREATE TRIGGER entry_is_final_u BEFORE UPDATE ON entry
WHEN OLD.state <> 1 OR NEW.voucher_id <> OLD.voucher_id OR NEW.no <> OLD.no OR NEW.account_id <> OLD.account_id
  OR NEW.debit_fen <> OLD.debit_fen OR NEW.credit_fen <> OLD.credit_fen OR NEW.member_id IS NOT OLD.member_id
  OR NEW.item_id IS NOT OLD.item_id OR NEW.item2_id IS NOT OLD.item2_id OR NEW.quantity_milli IS NOT OLD.quantity_milli
  OR NEW.period <> OLD.period
BEGIN SELECT RAISE(ABORT, 'posted and void entries are final'); END;
CREATE TRIGGER entry_is_final_d BEFORE DELETE ON entry
WHEN OLD.state <> 1 OR EXISTS (SELECT 1 FROM voucher WHERE id = OLD.voucher_id AND kind IN ('event', 'close-profit', 'close-year', 'clear-distribution'))
BEGIN SELECT RAISE(ABORT, 'entries of posted, void and event vouchers are final'); END;

-- Each account's turnover by month, of what is not posted (1) and what is (2), kept by triggers: a trial balance of a million
-- lines would else add them all up each time (0.5 s; so 2 ms). Verified against the entries by coop check.
CREATE TABLE turnover (
  account_id INTEGER NOT NULL REFERENCES account (id),
  period TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (1, 2)),
  debit_fen INTEGER NOT NULL,
  credit_fen INTEGER NOT NULL,
  PRIMARY KEY (account_id, period, state)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER entry_turnover_i AFTER INSERT ON entry WHEN NEW.state > 0
BEGIN
  INSERT INTO turnover (account_id, period, state, debit_fen, credit_fen)
  VALUES (NEW.account_id, NEW.period, NEW.state, NEW.debit_fen, NEW.credit_fen)
  ON CONFLICT (account_id, period, state)
  DO UPDATE SET debit_fen = debit_fen + excluded.debit_fen, credit_fen = credit_fen + excluded.credit_fen;
END;
CREATE TRIGGER entry_turnover_d AFTER DELETE ON entry WHEN OLD.state > 0
BEGIN
  UPDATE turnover SET debit_fen = debit_fen - OLD.debit_fen, credit_fen = credit_fen - OLD.credit_fen
  WHERE account_id = OLD.account_id AND period = OLD.period AND state = OLD.state;
END;
CREATE TRIGGER entry_turnover_u AFTER UPDATE OF state ON entry WHEN OLD.state <> NEW.state
BEGIN
  UPDATE turnover SET debit_fen = debit_fen - OLD.debit_fen, credit_fen = credit_fen - OLD.credit_fen
  WHERE account_id = OLD.account_id AND period = OLD.period AND state = OLD.state;
  INSERT INTO turnover (account_id, period, state, debit_fen, credit_fen)
  SELECT NEW.account_id, NEW.period, NEW.state, NEW.debit_fen, NEW.credit_fen WHERE NEW.state > 0
  ON CONFLICT (account_id, period, state)
  DO UPDATE SET debit_fen = debit_fen + excluded.debit_fen, credit_fen = credit_fen + excluded.credit_fen;
END;

CREATE TRIGGER voucher_in_open_period BEFORE INSERT ON voucher
WHEN EXISTS (SELECT 1 FROM closed_period c WHERE c.entity_id = NEW.entity_id AND c.period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;
CREATE TRIGGER voucher_is_final_u BEFORE UPDATE ON voucher
WHEN OLD.state IN ('posted', 'void')
BEGIN SELECT RAISE(ABORT, 'posted and void vouchers are final'); END;
CREATE TRIGGER voucher_is_event_u BEFORE UPDATE OF date, period, word, number, source, source_id, reverses_id, kind, entity_id ON voucher
WHEN OLD.kind <> 'entry'
BEGIN SELECT RAISE(ABORT, 'an event voucher changes only by reversing the event'); END;
CREATE TRIGGER voucher_moves_within_open_periods BEFORE UPDATE OF date, period ON voucher
WHEN EXISTS (SELECT 1 FROM closed_period c WHERE c.entity_id = NEW.entity_id AND c.period IN (NEW.period, OLD.period))
BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;
CREATE TRIGGER voucher_is_kept BEFORE DELETE ON voucher
WHEN OLD.kind <> 'opening' OR OLD.state IN ('posted', 'void')
BEGIN SELECT RAISE(ABORT, 'vouchers are kept'); END;
CREATE TRIGGER voucher_state AFTER UPDATE OF state ON voucher
WHEN NEW.state IN ('posted', 'void') AND OLD.state IN ('draft', 'reviewed')
BEGIN UPDATE entry SET state = CASE NEW.state WHEN 'posted' THEN 2 ELSE 0 END WHERE voucher_id = NEW.id; END;

CREATE TABLE voucher_file (
  id INTEGER PRIMARY KEY,
  voucher_id INTEGER NOT NULL REFERENCES voucher (id),
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  content BLOB NOT NULL,
  operator TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT;
CREATE INDEX voucher_file_by_voucher ON voucher_file (voucher_id);
CREATE TRIGGER voucher_file_is_kept BEFORE DELETE ON voucher_file
WHEN (SELECT state FROM voucher WHERE id = OLD.voucher_id) = 'posted'
BEGIN SELECT RAISE(ABORT, 'files of posted vouchers are kept'); END;

CREATE TABLE voucher_template (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  name TEXT NOT NULL,
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  UNIQUE (entity_id, name)
) STRICT;

CREATE TABLE closed_period (
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  period TEXT NOT NULL,
  closed_by TEXT NOT NULL,
  closed_at TEXT NOT NULL,
  PRIMARY KEY (entity_id, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE period_log (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  period TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('close', 'reopen')),
  reason TEXT NOT NULL,
  authorised_by TEXT NOT NULL,
  operator TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER period_log_is_final_u BEFORE UPDATE ON period_log BEGIN SELECT RAISE(ABORT, 'the log is final'); END;
CREATE TRIGGER period_log_is_final_d BEFORE DELETE ON period_log BEGIN SELECT RAISE(ABORT, 'the log is final'); END;

-- Opening balances as typed (期初); those of controlled accounts are computed from the registers instead.
CREATE TABLE opening_row (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  account_id INTEGER NOT NULL REFERENCES account (id),
  member_id INTEGER REFERENCES member (id),
  item_id INTEGER REFERENCES analysis_item (id),
  item2_id INTEGER REFERENCES analysis_item (id),
  -- Debit balance at the start of the books, negative when in credit.
  balance_fen INTEGER NOT NULL,
  -- Turnover of the year so far (本年累计), when the books begin after January.
  year_debit_fen INTEGER NOT NULL,
  year_credit_fen INTEGER NOT NULL,
  quantity_milli INTEGER
) STRICT;
CREATE INDEX opening_row_by_entity ON opening_row (entity_id);

-- Purchases, sales, grants, donations: the facts of an event and the voucher made with it. Append-only.
CREATE TABLE business_event (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  date TEXT NOT NULL,
  -- The event's input as the contract carries it.
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  amount_fen INTEGER NOT NULL,
  -- The paper it came with: number and who it names, so that none is entered twice.
  document_no TEXT NOT NULL,
  party TEXT NOT NULL,
  note TEXT NOT NULL,
  reverses_id INTEGER UNIQUE REFERENCES business_event (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (entity_id, seq)
) STRICT;
CREATE INDEX business_event_by_date ON business_event (entity_id, date);
CREATE INDEX business_event_by_document ON business_event (entity_id, document_no, amount_fen) WHERE document_no <> '';
CREATE TRIGGER business_event_is_final_u BEFORE UPDATE ON business_event BEGIN SELECT RAISE(ABORT, 'events are final'); END;
CREATE TRIGGER business_event_is_final_d BEFORE DELETE ON business_event BEGIN SELECT RAISE(ABORT, 'events are final'); END;

-- Each delivery goes into one purchase or commission voucher; undoing that event frees it.
CREATE TABLE delivery_use (
  id INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL REFERENCES delivery (id),
  event_id INTEGER NOT NULL REFERENCES business_event (id),
  released_by INTEGER REFERENCES business_event (id)
) STRICT;
CREATE UNIQUE INDEX delivery_used_once ON delivery_use (delivery_id) WHERE released_by IS NULL;
CREATE INDEX delivery_use_by_event ON delivery_use (event_id);

-- What a run owes each member, net of tax withheld, and how much of it is 盈余返还 (221): tax comes off 应付剩余盈余 (222) first.
CREATE VIEW owed_by_run AS
  SELECT run_id, member_id, net_fen, patronage_return_fen - MAX(withheld_fen - surplus_share_fen, 0) AS return_fen
  FROM dividend_line;

-- Capital from reserves (公积金转增) is a kind of its own now, and each conversion and payment says how much of it is 盈余返还.
CREATE TABLE share_transaction_2 (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  seq INTEGER NOT NULL,
  member_id INTEGER NOT NULL REFERENCES member (id),
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('contribution', 'transfer-in', 'transfer-out', 'inheritance-in', 'inheritance-out',
    'surplus-to-share', 'reserve-to-share', 'withdrawal', 'reversal')),
  form TEXT CHECK (form IN ('cash', 'in-kind', 'land')),
  source TEXT NOT NULL,
  from_relief INTEGER NOT NULL CHECK (from_relief IN (0, 1)),
  amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
  -- Of a conversion: what came out of 应付盈余返还; the rest came out of 应付剩余盈余.
  return_fen INTEGER NOT NULL DEFAULT 0,
  document TEXT NOT NULL,
  note TEXT NOT NULL,
  receipt_no TEXT NOT NULL,
  -- Two legs of one transfer or inheritance share the first leg's id.
  pair_id INTEGER REFERENCES share_transaction (id),
  withdrawal_id INTEGER REFERENCES withdrawal (id),
  run_id INTEGER REFERENCES dividend_run (id),
  reverses_id INTEGER UNIQUE REFERENCES share_transaction (id),
  import_id INTEGER REFERENCES import (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (entity_id, seq)
) STRICT;
INSERT INTO share_transaction_2 (id, entity_id, seq, member_id, date, kind, form, source, from_relief, amount_fen, return_fen,
  document, note, receipt_no, pair_id, withdrawal_id, run_id, reverses_id, import_id, operator, recorded_at)
SELECT t.id, t.entity_id, t.seq, t.member_id, t.date, t.kind, t.form, t.source, t.from_relief, t.amount_fen,
  -- Conversions come out of 应付剩余盈余 first.
  CASE WHEN t.run_id IS NULL THEN 0 ELSE
    MAX(SUM(t.amount_fen) OVER run - line.net_fen + line.return_fen, 0)
    - MAX(SUM(t.amount_fen) OVER run - t.amount_fen - line.net_fen + line.return_fen, 0) END,
  t.document, t.note, t.receipt_no, t.pair_id, t.withdrawal_id, t.run_id, t.reverses_id, t.import_id, t.operator, t.recorded_at
FROM share_transaction t LEFT JOIN owed_by_run line ON line.run_id = t.run_id AND line.member_id = t.member_id
WINDOW run AS (PARTITION BY t.run_id, t.member_id ORDER BY t.id);
DROP TABLE share_transaction;
ALTER TABLE share_transaction_2 RENAME TO share_transaction;
CREATE INDEX share_transaction_by_member ON share_transaction (member_id, date, from_relief, amount_fen);
CREATE INDEX share_transaction_by_date ON share_transaction (entity_id, date, amount_fen);
CREATE INDEX share_transaction_by_run ON share_transaction (run_id, member_id, amount_fen) WHERE run_id IS NOT NULL;
CREATE INDEX share_transaction_by_pair ON share_transaction (pair_id) WHERE pair_id IS NOT NULL;
CREATE TRIGGER share_transaction_is_final_u BEFORE UPDATE ON share_transaction BEGIN SELECT RAISE(ABORT, 'share transactions are final'); END;
CREATE TRIGGER share_transaction_is_final_d BEFORE DELETE ON share_transaction BEGIN SELECT RAISE(ABORT, 'share transactions are final'); END;

ALTER TABLE dividend_run ADD COLUMN voided_on TEXT;
ALTER TABLE dividend_payment ADD COLUMN return_fen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dividend_payment ADD COLUMN voucher_id INTEGER REFERENCES voucher (id);
DROP TRIGGER dividend_payment_is_final_u;
-- Payments come out of 应付盈余返还 first.
UPDATE dividend_payment SET return_fen = split.return_fen FROM (
  SELECT p.id, MIN(SUM(p.amount_fen) OVER run, line.return_fen)
    - MIN(SUM(p.amount_fen) OVER run - p.amount_fen, line.return_fen) AS return_fen
  FROM dividend_payment p JOIN owed_by_run line ON line.run_id = p.run_id AND line.member_id = p.member_id
  WINDOW run AS (PARTITION BY p.run_id, p.member_id ORDER BY p.id)
) split WHERE split.id = dividend_payment.id;
CREATE TRIGGER dividend_payment_is_final_u BEFORE UPDATE ON dividend_payment BEGIN SELECT RAISE(ABORT, 'payments are final'); END;
CREATE INDEX dividend_payment_by_voucher ON dividend_payment (voucher_id) WHERE voucher_id IS NOT NULL;
`,
  after: (db: WritableDb) => seedCharts(db),
};
