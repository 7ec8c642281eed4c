/**
 * 村互助资金协会: members with their 互助金, groups of guarantee, capital from outside, loans step by step, what came back, fees, distribution
 * and exits. Members are rows of member with the association's entity. Registers are only added to; what is undone stays beside its red row.
 */
const KEPT = 'the registers of the fund are kept';

const final = (table: string): string => `
CREATE TRIGGER ${table}_is_final_u BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${KEPT}'); END;
CREATE TRIGGER ${table}_is_final_d BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${KEPT}'); END;
`;

const kept = (table: string): string => `${final(table)}
CREATE TRIGGER ${table}_is_new BEFORE INSERT ON ${table} WHEN EXISTS (SELECT 1 FROM ${table} t WHERE t.id = NEW.id)
BEGIN SELECT RAISE(ABORT, '${KEPT}'); END;
`;

export const fund = {
  version: 14,
  title: '互助资金:会员、小组、借款、还款、占用费、退会',
  sql: /* sql */ `
-- What an association knows of a member beside the row of member: the household it stands for.
CREATE TABLE fund_member (
  member_id INTEGER PRIMARY KEY REFERENCES member (id),
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  household_id INTEGER REFERENCES household (id),
  -- 免交基准互助金
  is_exempt INTEGER NOT NULL CHECK (is_exempt IN (0, 1))
) STRICT;
CREATE INDEX fund_member_by_household ON fund_member (entity_id, household_id);

-- 互助金收缴: granted shares (赠股配股) are a ticket only.
CREATE TABLE fund_contribution (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('base', 'additional', 'granted', 'refund', 'reversal')),
  -- Of a reversal: whether what it undoes was granted.
  is_granted INTEGER NOT NULL CHECK (is_granted IN (0, 1)),
  fen INTEGER NOT NULL CHECK (fen <> 0),
  document_no TEXT NOT NULL,
  note TEXT NOT NULL,
  event_id INTEGER REFERENCES business_event (id),
  reverses_id INTEGER UNIQUE REFERENCES fund_contribution (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
  CHECK (kind NOT IN ('base', 'additional', 'granted') OR fen > 0),
  CHECK (kind <> 'refund' OR fen < 0),
  CHECK (kind <> 'granted' OR is_granted = 1)
) STRICT;
CREATE INDEX fund_contribution_by_member ON fund_contribution (member_id, date);
${kept('fund_contribution')}

CREATE TABLE fund_group (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  no INTEGER NOT NULL CHECK (no > 0),
  name TEXT NOT NULL,
  head_member_id INTEGER REFERENCES member (id),
  note TEXT NOT NULL,
  UNIQUE (entity_id, no),
  UNIQUE (entity_id, name)
) STRICT;
CREATE TABLE fund_group_member (
  id INTEGER PRIMARY KEY,
  group_id INTEGER NOT NULL REFERENCES fund_group (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  from_date TEXT NOT NULL,
  to_date TEXT,
  end_reason TEXT NOT NULL DEFAULT '',
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK (to_date IS NULL OR to_date >= from_date)
) STRICT;
CREATE INDEX fund_group_member_by_group ON fund_group_member (group_id);
CREATE UNIQUE INDEX fund_group_member_in_one ON fund_group_member (member_id) WHERE to_date IS NULL;

-- 资金来源 from outside: 财政扶持, 捐赠, 社会帮扶.
CREATE TABLE fund_capital (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  date TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('fiscal', 'donation', 'assistance')),
  party TEXT NOT NULL,
  is_restricted INTEGER NOT NULL CHECK (is_restricted IN (0, 1)),
  fen INTEGER NOT NULL CHECK (fen <> 0),
  event_id INTEGER NOT NULL REFERENCES business_event (id),
  reverses_id INTEGER UNIQUE REFERENCES fund_capital (id),
  CHECK (fen > 0 OR reverses_id IS NOT NULL)
) STRICT;
CREATE INDEX fund_capital_by_date ON fund_capital (entity_id, date);
${kept('fund_capital')}

-- 申请: what was asked for. What became of it are its steps.
CREATE TABLE fund_loan (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  -- SQ-2018-0001
  application_no TEXT NOT NULL,
  member_id INTEGER NOT NULL REFERENCES member (id),
  household_id INTEGER REFERENCES household (id),
  -- The group that guarantees.
  group_id INTEGER REFERENCES fund_group (id),
  date TEXT NOT NULL,
  fen INTEGER NOT NULL CHECK (fen > 0),
  months INTEGER NOT NULL CHECK (months > 0),
  method TEXT NOT NULL CHECK (method IN ('lump', 'instalments')),
  purpose TEXT NOT NULL,
  note TEXT NOT NULL,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (entity_id, application_no)
) STRICT;
CREATE INDEX fund_loan_by_member ON fund_loan (member_id);
${kept('fund_loan')}

-- 联保, 审批, 公示, 签约, 放款, 展期, 终止; undone by a row that names it.
CREATE TABLE fund_loan_step (
  id INTEGER PRIMARY KEY,
  loan_id INTEGER NOT NULL REFERENCES fund_loan (id),
  kind TEXT NOT NULL CHECK (kind IN ('guarantee', 'approve', 'notice', 'contract', 'pay-out', 'extend', 'end', 'undo')),
  date TEXT NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  note TEXT NOT NULL,
  event_id INTEGER REFERENCES business_event (id),
  undoes_id INTEGER UNIQUE REFERENCES fund_loan_step (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK ((kind = 'undo') = (undoes_id IS NOT NULL))
) STRICT;
CREATE INDEX fund_loan_step_by_loan ON fund_loan_step (loan_id);
${kept('fund_loan_step')}
CREATE TABLE fund_guarantor (
  step_id INTEGER NOT NULL REFERENCES fund_loan_step (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  PRIMARY KEY (step_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fund_guarantor_by_member ON fund_guarantor (member_id);
${final('fund_guarantor')}
CREATE TRIGGER fund_guarantor_is_new BEFORE INSERT ON fund_guarantor
WHEN EXISTS (SELECT 1 FROM fund_guarantor g WHERE g.step_id = NEW.step_id AND g.member_id = NEW.member_id)
BEGIN SELECT RAISE(ABORT, '${KEPT}'); END;
-- 借据: the terms as contracted.
CREATE TABLE fund_contract (
  step_id INTEGER PRIMARY KEY REFERENCES fund_loan_step (id),
  loan_id INTEGER NOT NULL REFERENCES fund_loan (id),
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  -- 借据号; a number whose contract was undone may be used again.
  no TEXT NOT NULL,
  contract_no TEXT NOT NULL,
  fen INTEGER NOT NULL CHECK (fen > 0),
  months INTEGER NOT NULL CHECK (months > 0),
  method TEXT NOT NULL CHECK (method IN ('lump', 'instalments')),
  rate_per TEXT NOT NULL CHECK (rate_per IN ('mille-month', 'percent-year')),
  rate TEXT NOT NULL,
  fee_time TEXT NOT NULL CHECK (fee_time IN ('month-day', 'actual-360', 'actual-365', 'begun-month')),
  overdue_mille TEXT NOT NULL
) STRICT;
CREATE INDEX fund_contract_by_no ON fund_contract (entity_id, no);
CREATE INDEX fund_contract_by_loan ON fund_contract (loan_id);
${final('fund_contract')}
CREATE TRIGGER fund_contract_is_new BEFORE INSERT ON fund_contract
WHEN EXISTS (SELECT 1 FROM fund_contract c WHERE c.step_id = NEW.step_id)
BEGIN SELECT RAISE(ABORT, '${KEPT}'); END;

-- The principal of loans: out (positive), and back (negative), with the fee that came with it.
CREATE TABLE fund_loan_move (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  loan_id INTEGER NOT NULL REFERENCES fund_loan (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('pay-out', 'repayment', 'write-off', 'reversal')),
  principal_fen INTEGER NOT NULL,
  fee_fen INTEGER NOT NULL,
  penalty_fen INTEGER NOT NULL,
  waived_fen INTEGER NOT NULL,
  -- A guarantor who paid for the borrower.
  payer_member_id INTEGER REFERENCES member (id),
  document_no TEXT NOT NULL,
  note TEXT NOT NULL,
  event_id INTEGER REFERENCES business_event (id),
  reverses_id INTEGER UNIQUE REFERENCES fund_loan_move (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
  CHECK (kind <> 'pay-out' OR principal_fen > 0),
  CHECK (kind NOT IN ('repayment', 'write-off') OR principal_fen <= 0)
) STRICT;
CREATE INDEX fund_loan_move_by_loan ON fund_loan_move (loan_id, date);
CREATE INDEX fund_loan_move_by_member ON fund_loan_move (member_id, date);
CREATE INDEX fund_loan_move_by_date ON fund_loan_move (entity_id, date);
${kept('fund_loan_move')}
-- 占用费: what a repayment settled, line by line, each with how it came about.
CREATE TABLE fund_fee (
  id INTEGER PRIMARY KEY,
  move_id INTEGER NOT NULL REFERENCES fund_loan_move (id),
  kind TEXT NOT NULL CHECK (kind IN ('usage', 'penalty')),
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  base_fen INTEGER NOT NULL,
  fen INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX fund_fee_by_move ON fund_fee (move_id);
${kept('fund_fee')}

-- 占用费分配 of a year; undone with its event.
CREATE TABLE fund_distribution (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  year INTEGER NOT NULL,
  date TEXT NOT NULL,
  fee_fen INTEGER NOT NULL,
  cost_fen INTEGER NOT NULL,
  parts TEXT NOT NULL CHECK (json_valid(parts)),
  resolution TEXT NOT NULL,
  event_id INTEGER NOT NULL REFERENCES business_event (id),
  undone_by INTEGER REFERENCES business_event (id)
) STRICT;
CREATE TRIGGER fund_distribution_is_final_u BEFORE UPDATE ON fund_distribution
WHEN OLD.undone_by IS NOT NULL OR NEW.fee_fen <> OLD.fee_fen OR NEW.cost_fen <> OLD.cost_fen OR NEW.parts <> OLD.parts OR NEW.year <> OLD.year
  OR NEW.event_id <> OLD.event_id
BEGIN SELECT RAISE(ABORT, '${KEPT}'); END;
CREATE TRIGGER fund_distribution_is_final_d BEFORE DELETE ON fund_distribution BEGIN SELECT RAISE(ABORT, '${KEPT}'); END;
CREATE UNIQUE INDEX fund_distribution_one_standing ON fund_distribution (entity_id, year) WHERE undone_by IS NULL;

-- 退会
CREATE TABLE fund_exit (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  applied_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested', 'effected', 'cancelled')),
  closed_on TEXT,
  closed_reason TEXT NOT NULL DEFAULT '',
  paid_fen INTEGER NOT NULL DEFAULT 0,
  share_fen INTEGER NOT NULL DEFAULT 0,
  event_id INTEGER REFERENCES business_event (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX fund_exit_by_member ON fund_exit (member_id);
CREATE UNIQUE INDEX fund_exit_one_open ON fund_exit (member_id) WHERE state = 'requested';
`,
};
