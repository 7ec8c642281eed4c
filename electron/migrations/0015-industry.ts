/**
 * What the village keeps for its households beside any cooperative's books: each household's industries by year (户产业台账), their inspections
 * (验收), and the awards and work subsidies paid to households (奖补与务工补助). No vouchers. A row is never edited: a new state of it is written.
 */
export const industry = {
  version: 15,
  title: '户产业台账、验收与奖补',
  sql: /* sql */ `
CREATE TABLE industry_kind (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  -- What its scale is counted in (筒, 架, 窝, 箱, 只), and its output.
  unit TEXT NOT NULL,
  output_unit TEXT NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1))
) STRICT;
INSERT INTO industry_kind (name, unit, output_unit) VALUES
  ('香菇', '筒', '公斤'), ('木耳', '架', '公斤'), ('黄金木耳', '架', '公斤'), ('猪苓', '窝', '公斤'), ('天麻', '窝', '公斤'),
  ('养蜂', '箱', '公斤'), ('乌鸡', '只', '只');

-- One household's one industry in a year; what it is stands in its newest state.
CREATE TABLE industry (
  id INTEGER PRIMARY KEY,
  household_id INTEGER NOT NULL REFERENCES household (id),
  year INTEGER NOT NULL,
  kind_id INTEGER NOT NULL REFERENCES industry_kind (id),
  UNIQUE (household_id, year, kind_id)
) STRICT;
CREATE INDEX industry_by_year ON industry (year, kind_id);
CREATE TRIGGER industry_is_final_u BEFORE UPDATE ON industry BEGIN SELECT RAISE(ABORT, 'industry rows are final'); END;
CREATE TRIGGER industry_is_final_d BEFORE DELETE ON industry BEGIN SELECT RAISE(ABORT, 'industry rows are final'); END;
CREATE TRIGGER industry_is_new BEFORE INSERT ON industry WHEN EXISTS (SELECT 1 FROM industry i WHERE i.id = NEW.id
  OR (i.household_id = NEW.household_id AND i.year = NEW.year AND i.kind_id = NEW.kind_id))
BEGIN SELECT RAISE(ABORT, 'industry rows are final'); END;

CREATE TABLE industry_state (
  id INTEGER PRIMARY KEY,
  industry_id INTEGER NOT NULL REFERENCES industry (id),
  -- 1: taken out, with the figures it had.
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  scale_milli INTEGER NOT NULL CHECK (scale_milli > 0),
  input_fen INTEGER NOT NULL CHECK (input_fen >= 0),
  expected_fen INTEGER NOT NULL CHECK (expected_fen >= 0),
  -- Null: not known yet.
  output_milli INTEGER CHECK (output_milli >= 0),
  income_fen INTEGER CHECK (income_fen >= 0),
  note TEXT NOT NULL,
  reason TEXT NOT NULL,
  import_id INTEGER REFERENCES import (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX industry_state_by_row ON industry_state (industry_id, id);
CREATE TRIGGER industry_state_is_final_u BEFORE UPDATE ON industry_state BEGIN SELECT RAISE(ABORT, 'states are final'); END;
CREATE TRIGGER industry_state_is_final_d BEFORE DELETE ON industry_state BEGIN SELECT RAISE(ABORT, 'states are final'); END;
CREATE TRIGGER industry_state_is_new BEFORE INSERT ON industry_state WHEN EXISTS (SELECT 1 FROM industry_state s WHERE s.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'states are final'); END;

-- 验收; a wrong one is taken back by a row that names it.
CREATE TABLE industry_inspection (
  id INTEGER PRIMARY KEY,
  industry_id INTEGER NOT NULL REFERENCES industry (id),
  date TEXT NOT NULL,
  inspector TEXT NOT NULL,
  scale_milli INTEGER NOT NULL CHECK (scale_milli >= 0),
  note TEXT NOT NULL,
  reverses_id INTEGER UNIQUE REFERENCES industry_inspection (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX industry_inspection_by_row ON industry_inspection (industry_id, date, id);
CREATE TRIGGER industry_inspection_is_final_u BEFORE UPDATE ON industry_inspection BEGIN SELECT RAISE(ABORT, 'inspections are final'); END;
CREATE TRIGGER industry_inspection_is_final_d BEFORE DELETE ON industry_inspection BEGIN SELECT RAISE(ABORT, 'inspections are final'); END;
CREATE TRIGGER industry_inspection_is_new BEFORE INSERT ON industry_inspection
WHEN EXISTS (SELECT 1 FROM industry_inspection s WHERE s.id = NEW.id OR s.reverses_id = NEW.reverses_id)
BEGIN SELECT RAISE(ABORT, 'inspections are final'); END;

-- 奖补项目
CREATE TABLE award_programme (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  name TEXT NOT NULL,
  -- scale: a rate for each unit found at the inspection (产业奖补); work: months of work (务工补助); fixed: amounts as decided (定额).
  basis TEXT NOT NULL CHECK (basis IN ('scale', 'work', 'fixed')),
  document TEXT NOT NULL,
  fund TEXT NOT NULL,
  -- Of one month's work; what a household gets at most. Null: not asked, no limit.
  month_fen INTEGER CHECK (month_fen > 0),
  cap_fen INTEGER CHECK (cap_fen > 0),
  note TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'noticed', 'void')),
  -- Of the standing notice: nobody is paid before it has ended.
  notice_to TEXT,
  -- Came with a ledger brought in: what it lists was paid, and no slip shows how.
  imported INTEGER NOT NULL CHECK (imported IN (0, 1)),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK ((basis = 'work') = (month_fen IS NOT NULL)),
  CHECK (state <> 'noticed' OR notice_to IS NOT NULL),
  UNIQUE (year, name)
) STRICT;
CREATE TRIGGER award_programme_is_locked BEFORE UPDATE ON award_programme
WHEN OLD.state <> 'draft' AND (NEW.year <> OLD.year OR NEW.name <> OLD.name OR NEW.basis <> OLD.basis OR NEW.document <> OLD.document
  OR NEW.fund <> OLD.fund OR NEW.month_fen IS NOT OLD.month_fen OR NEW.cap_fen IS NOT OLD.cap_fen OR NEW.imported <> OLD.imported
  OR OLD.state = 'void')
BEGIN SELECT RAISE(ABORT, 'an approved programme is final'); END;
CREATE TRIGGER award_programme_is_kept BEFORE DELETE ON award_programme WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'an approved programme is final'); END;

CREATE TABLE award_rate (
  programme_id INTEGER NOT NULL REFERENCES award_programme (id),
  kind_id INTEGER NOT NULL REFERENCES industry_kind (id),
  -- 1/10,000 yuan for one unit; from which scale on; at most for one household's industry. Null: no limit.
  rate_e4 INTEGER NOT NULL CHECK (rate_e4 > 0),
  from_milli INTEGER NOT NULL CHECK (from_milli >= 0),
  cap_fen INTEGER CHECK (cap_fen > 0),
  PRIMARY KEY (programme_id, kind_id)
) STRICT, WITHOUT ROWID;

-- What was done with a programme, and taken back: approval, notice.
CREATE TABLE award_step (
  id INTEGER PRIMARY KEY,
  programme_id INTEGER NOT NULL REFERENCES award_programme (id),
  step TEXT NOT NULL CHECK (step IN ('approve', 'notice', 'back', 'void')),
  date TEXT NOT NULL,
  date_to TEXT,
  document TEXT NOT NULL,
  note TEXT NOT NULL,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX award_step_by_programme ON award_step (programme_id, id);
CREATE TRIGGER award_step_is_final_u BEFORE UPDATE ON award_step BEGIN SELECT RAISE(ABORT, 'steps are final'); END;
CREATE TRIGGER award_step_is_final_d BEFORE DELETE ON award_step BEGIN SELECT RAISE(ABORT, 'steps are final'); END;

-- Who gets it: a household, for an industry where the programme is by industry. From approval on only added to: what is taken out or
-- corrected then is a red line beside it.
CREATE TABLE award_line (
  id INTEGER PRIMARY KEY,
  programme_id INTEGER NOT NULL REFERENCES award_programme (id),
  household_id INTEGER NOT NULL REFERENCES household (id),
  kind_id INTEGER REFERENCES industry_kind (id),
  -- The scale inspected and its rate, or the months of work: what the amount was computed from.
  scale_milli INTEGER,
  rate_e4 INTEGER,
  months_milli INTEGER,
  computed_fen INTEGER,
  amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
  note TEXT NOT NULL,
  reverses_id INTEGER UNIQUE REFERENCES award_line (id),
  import_id INTEGER REFERENCES import (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK ((reverses_id IS NULL) = (amount_fen > 0))
) STRICT;
CREATE INDEX award_line_by_programme ON award_line (programme_id, household_id, amount_fen);
CREATE INDEX award_line_by_household ON award_line (household_id, programme_id, amount_fen);
CREATE TRIGGER award_line_is_final_u BEFORE UPDATE ON award_line
WHEN (SELECT state FROM award_programme WHERE id = OLD.programme_id) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'lines are final'); END;
CREATE TRIGGER award_line_is_final_d BEFORE DELETE ON award_line
WHEN (SELECT state FROM award_programme WHERE id = OLD.programme_id) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'lines are final'); END;
CREATE TRIGGER award_line_is_new BEFORE INSERT ON award_line
WHEN EXISTS (SELECT 1 FROM award_line l WHERE l.id = NEW.id OR l.reverses_id = NEW.reverses_id)
BEGIN SELECT RAISE(ABORT, 'lines are final'); END;

-- Whose card or hand the household's money goes to; without a row its head's.
CREATE TABLE award_payee (
  programme_id INTEGER NOT NULL REFERENCES award_programme (id),
  household_id INTEGER NOT NULL REFERENCES household (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  PRIMARY KEY (programme_id, household_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE award_batch (
  id INTEGER PRIMARY KEY,
  programme_id INTEGER NOT NULL REFERENCES award_programme (id),
  template TEXT NOT NULL,
  file_name TEXT NOT NULL,
  date TEXT NOT NULL,
  operator TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX award_batch_by_programme ON award_batch (programme_id);

CREATE TABLE award_batch_line (
  batch_id INTEGER NOT NULL REFERENCES award_batch (id),
  seq INTEGER NOT NULL,
  household_id INTEGER NOT NULL REFERENCES household (id),
  account_sealed TEXT NOT NULL,
  account_digest TEXT NOT NULL,
  account_name TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  result TEXT NOT NULL CHECK (result IN ('pending', 'paid', 'failed')),
  reason TEXT NOT NULL,
  PRIMARY KEY (batch_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX award_batch_line_by_household ON award_batch_line (household_id);

-- 发放. Append-only; what came back is a linked row of the opposite sign.
CREATE TABLE award_payment (
  id INTEGER PRIMARY KEY,
  programme_id INTEGER NOT NULL REFERENCES award_programme (id),
  household_id INTEGER NOT NULL REFERENCES household (id),
  -- Who got it.
  person_id INTEGER NOT NULL REFERENCES person (id),
  date TEXT NOT NULL,
  -- ledger: an imported ledger says it was paid.
  method TEXT NOT NULL CHECK (method IN ('cash', 'transfer', 'ledger')),
  amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
  note TEXT NOT NULL,
  batch_id INTEGER REFERENCES award_batch (id),
  reverses_id INTEGER UNIQUE REFERENCES award_payment (id),
  import_id INTEGER REFERENCES import (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK ((reverses_id IS NULL) = (amount_fen > 0))
) STRICT;
CREATE INDEX award_payment_by_programme ON award_payment (programme_id, household_id, amount_fen);
CREATE INDEX award_payment_by_household ON award_payment (household_id, programme_id, date, amount_fen);
CREATE TRIGGER award_payment_is_final_u BEFORE UPDATE ON award_payment BEGIN SELECT RAISE(ABORT, 'payments are final'); END;
CREATE TRIGGER award_payment_is_final_d BEFORE DELETE ON award_payment BEGIN SELECT RAISE(ABORT, 'payments are final'); END;
CREATE TRIGGER award_payment_is_new BEFORE INSERT ON award_payment
WHEN EXISTS (SELECT 1 FROM award_payment p WHERE p.id = NEW.id OR p.reverses_id = NEW.reverses_id)
BEGIN SELECT RAISE(ABORT, 'payments are final'); END;
`,
};
