/**
 * 产业扶持贴息贷款: what banks lent to households, what was paid back, what each settlement's interest was and who bears it. A register of
 * the village, outside every entity's books. Events and settlements are only added to; what is undone stays beside its red row.
 */
export const loans = {
  version: 11,
  title: '产业扶持贴息贷款:借据、还款、结息',
  sql: /* sql */ `
-- The village's usual terms, one row.
CREATE TABLE bank_loan_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  settings TEXT NOT NULL CHECK (json_valid(settings))
) STRICT;

CREATE TABLE bank_loan (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id),
  -- The borrower's household when it was registered.
  household_id INTEGER REFERENCES household (id),
  household_kind TEXT NOT NULL CHECK (household_kind IN ('脱贫户', '监测户', '一般户', '')),
  bank TEXT NOT NULL,
  contract_no TEXT NOT NULL,
  -- 借据号
  note_no TEXT NOT NULL CHECK (note_no <> ''),
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  purpose TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  -- As the contract says; extensions are events.
  due_on TEXT NOT NULL,
  -- The rest in the words of the contract: basis, mode, settlement, penalty, subsidy.
  basis INTEGER NOT NULL CHECK (basis IN (360, 365)),
  mode TEXT NOT NULL CHECK (mode IN ('actual-days', 'whole-periods', 'whole-periods-odd-days')),
  settlement TEXT NOT NULL CHECK (settlement IN ('monthly', 'quarterly', 'at-maturity')),
  settlement_day INTEGER NOT NULL CHECK (settlement_day BETWEEN 1 AND 28),
  rate_kind TEXT NOT NULL CHECK (rate_kind IN ('contract', 'yearly')),
  reset_on TEXT NOT NULL CHECK (reset_on IN ('anniversary', 'new-year')),
  penalty_percent TEXT NOT NULL,
  misuse_percent TEXT NOT NULL,
  compounds INTEGER NOT NULL CHECK (compounds IN (0, 1)),
  interest_with_principal INTEGER NOT NULL CHECK (interest_with_principal IN (0, 1)),
  payee TEXT NOT NULL CHECK (payee IN ('household', 'bank')),
  cap_fen INTEGER NOT NULL CHECK (cap_fen > 0),
  repaid_first TEXT NOT NULL CHECK (repaid_first IN ('excess', 'pro-rata', 'subsidised')),
  subsidises_extension INTEGER NOT NULL CHECK (subsidises_extension IN (0, 1)),
  subsidy_from TEXT,
  subsidy_to TEXT,
  note TEXT NOT NULL,
  -- 无还本续贷: the loan whose balance this one took over.
  renews_id INTEGER REFERENCES bank_loan (id),
  -- Registered by mistake.
  voided_on TEXT,
  void_reason TEXT NOT NULL DEFAULT '',
  import_id INTEGER REFERENCES import (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK (starts_on < due_on)
) STRICT;
CREATE UNIQUE INDEX bank_loan_by_note ON bank_loan (note_no) WHERE voided_on IS NULL;
CREATE UNIQUE INDEX bank_loan_by_renewed ON bank_loan (renews_id) WHERE voided_on IS NULL AND renews_id IS NOT NULL;
CREATE INDEX bank_loan_by_person ON bank_loan (person_id);
CREATE INDEX bank_loan_by_household ON bank_loan (household_id);
CREATE TRIGGER bank_loan_is_kept BEFORE DELETE ON bank_loan BEGIN SELECT RAISE(ABORT, 'loans are kept'); END;
CREATE TRIGGER bank_loan_is_new BEFORE INSERT ON bank_loan WHEN EXISTS (SELECT 1 FROM bank_loan b WHERE b.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'loans are kept'); END;
CREATE TRIGGER bank_loan_stays_void BEFORE UPDATE ON bank_loan WHEN OLD.voided_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'void loans are final'); END;

-- 年利率 and 贴息比例 by the day they are from.
CREATE TABLE bank_loan_rate (
  loan_id INTEGER NOT NULL REFERENCES bank_loan (id),
  what TEXT NOT NULL CHECK (what IN ('interest', 'subsidy')),
  from_date TEXT NOT NULL,
  percent TEXT NOT NULL,
  PRIMARY KEY (loan_id, what, from_date)
) STRICT, WITHOUT ROWID;

-- What happened to a loan. A red row has the date of what it takes back, and its amounts below zero.
CREATE TABLE bank_loan_event (
  id INTEGER PRIMARY KEY,
  loan_id INTEGER NOT NULL REFERENCES bank_loan (id),
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('draw', 'repayment', 'interest', 'extension', 'renewal', 'write-off', 'compensation', 'recovery', 'misuse')),
  principal_fen INTEGER NOT NULL DEFAULT 0,
  interest_fen INTEGER NOT NULL DEFAULT 0,
  penalty_fen INTEGER NOT NULL DEFAULT 0,
  cost_fen INTEGER NOT NULL DEFAULT 0,
  -- 展期 to this day.
  due_on TEXT,
  -- 风险补偿: the household owes it to the fund now.
  still_owed INTEGER NOT NULL DEFAULT 0 CHECK (still_owed IN (0, 1)),
  -- 付息 for the settlement whose period ends here (exclusive); null: the oldest unpaid.
  period_to TEXT,
  slip_no TEXT NOT NULL,
  note TEXT NOT NULL,
  reverses_id INTEGER UNIQUE REFERENCES bank_loan_event (id),
  import_id INTEGER REFERENCES import (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK ((kind = 'extension') = (due_on IS NOT NULL)),
  CHECK (reverses_id IS NOT NULL OR (principal_fen >= 0 AND interest_fen >= 0 AND penalty_fen >= 0 AND cost_fen >= 0)),
  CHECK (kind IN ('extension', 'misuse') OR principal_fen <> 0 OR interest_fen <> 0 OR penalty_fen <> 0 OR cost_fen <> 0)
) STRICT;
CREATE INDEX bank_loan_event_by_loan ON bank_loan_event (loan_id, date, id);
CREATE TRIGGER bank_loan_event_is_final_u BEFORE UPDATE ON bank_loan_event BEGIN SELECT RAISE(ABORT, 'loan events are final'); END;
CREATE TRIGGER bank_loan_event_is_final_d BEFORE DELETE ON bank_loan_event BEGIN SELECT RAISE(ABORT, 'loan events are final'); END;
CREATE TRIGGER bank_loan_event_is_new BEFORE INSERT ON bank_loan_event WHEN EXISTS (SELECT 1 FROM bank_loan_event e WHERE e.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'loan events are final'); END;
CREATE TRIGGER bank_loan_event_mirrors BEFORE INSERT ON bank_loan_event
WHEN NEW.reverses_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM bank_loan_event e WHERE e.id = NEW.reverses_id AND e.reverses_id IS NULL AND e.loan_id = NEW.loan_id AND e.kind = NEW.kind
    AND e.date = NEW.date AND e.principal_fen = -NEW.principal_fen AND e.interest_fen = -NEW.interest_fen
    AND e.penalty_fen = -NEW.penalty_fen AND e.cost_fen = -NEW.cost_fen)
BEGIN SELECT RAISE(ABORT, 'a red row mirrors what it takes back'); END;

-- 结息 of a period as it was recorded. A correction (the bank's figure, a new computation, 撤销) is a new row in the place of the old.
CREATE TABLE bank_loan_settlement (
  id INTEGER PRIMARY KEY,
  loan_id INTEGER NOT NULL REFERENCES bank_loan (id),
  from_date TEXT NOT NULL,
  -- Exclusive.
  to_date TEXT NOT NULL,
  -- 结息日
  settles_on TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('settlement-day', 'maturity', 'cleared', 'repayment')),
  interest_fen INTEGER NOT NULL CHECK (interest_fen >= 0),
  -- 罚息 with 复利
  penalty_fen INTEGER NOT NULL CHECK (penalty_fen >= 0),
  bank_interest_fen INTEGER CHECK (bank_interest_fen >= 0),
  bank_penalty_fen INTEGER CHECK (bank_penalty_fen >= 0),
  -- 其中可贴息本金, largest in the period.
  subsidisable_fen INTEGER NOT NULL CHECK (subsidisable_fen >= 0),
  subsidy_fen INTEGER NOT NULL CHECK (subsidy_fen >= 0),
  own_fen INTEGER NOT NULL CHECK (own_fen >= 0),
  -- JSON: the lines that say how it was computed.
  segments TEXT NOT NULL CHECK (json_valid(segments)),
  subsidy_lines TEXT NOT NULL CHECK (json_valid(subsidy_lines)),
  note TEXT NOT NULL,
  is_void INTEGER NOT NULL DEFAULT 0 CHECK (is_void IN (0, 1)),
  replaces_id INTEGER UNIQUE REFERENCES bank_loan_settlement (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK (from_date < to_date),
  CHECK ((bank_interest_fen IS NULL) = (bank_penalty_fen IS NULL)),
  CHECK (is_void = 0 OR replaces_id IS NOT NULL),
  -- The bank wins.
  CHECK (subsidy_fen + own_fen = COALESCE(bank_interest_fen, interest_fen) + COALESCE(bank_penalty_fen, penalty_fen))
) STRICT;
CREATE INDEX bank_loan_settlement_by_loan ON bank_loan_settlement (loan_id, to_date);
CREATE INDEX bank_loan_settlement_by_day ON bank_loan_settlement (settles_on, loan_id);
CREATE TRIGGER bank_loan_settlement_is_final_u BEFORE UPDATE ON bank_loan_settlement BEGIN SELECT RAISE(ABORT, 'settlements are final'); END;
CREATE TRIGGER bank_loan_settlement_is_final_d BEFORE DELETE ON bank_loan_settlement BEGIN SELECT RAISE(ABORT, 'settlements are final'); END;
CREATE TRIGGER bank_loan_settlement_is_new BEFORE INSERT ON bank_loan_settlement
WHEN EXISTS (SELECT 1 FROM bank_loan_settlement s WHERE s.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'settlements are final'); END;
-- One stands for a period.
CREATE TRIGGER bank_loan_settlement_is_once BEFORE INSERT ON bank_loan_settlement
WHEN EXISTS (
  SELECT 1 FROM bank_loan_settlement s WHERE s.loan_id = NEW.loan_id AND s.to_date = NEW.to_date AND s.is_void = 0 AND s.id IS NOT NEW.replaces_id
    AND NOT EXISTS (SELECT 1 FROM bank_loan_settlement r WHERE r.replaces_id = s.id))
BEGIN SELECT RAISE(ABORT, 'a period is settled once'); END;
`,
};
