/**
 * The foundation: village register, members and share capital, deliveries, dividend runs, audit.
 * Money is integer fen, dates are ISO text, sealed columns hold what `workspace/sealed.ts` made.
 */
export const foundation = {
  version: 1,
  title: '户籍、社员与股金、交售、分红、操作日志',
  sql: /* sql */ `
CREATE TABLE workspace_info (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  village_name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  -- Salt of the digests by which sealed numbers are compared without being opened.
  digest_salt TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  time TEXT NOT NULL,
  operator TEXT NOT NULL,
  method TEXT NOT NULL,
  input TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_final_u BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are final'); END;
CREATE TRIGGER audit_is_final_d BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are final'); END;

CREATE TABLE entity (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('cooperative', 'fund')),
  name TEXT NOT NULL,
  first_period TEXT NOT NULL,
  settings TEXT NOT NULL CHECK (json_valid(settings))
) STRICT;

CREATE TABLE household (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  group_no INTEGER NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('一般', '低保', '五保', '脱贫', '监测', '一般农户')),
  head_id INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  -- Size the village reports, kept where the persons themselves are not registered yet.
  stated_people INTEGER NOT NULL DEFAULT 0,
  phone TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX household_by_group ON household (group_no, code);
CREATE INDEX household_by_head ON household (head_id);

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  household_id INTEGER REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  pinyin_initials TEXT NOT NULL,
  pinyin_full TEXT NOT NULL,
  relation TEXT NOT NULL,
  id_sealed TEXT,
  id_digest TEXT UNIQUE,
  id_masked TEXT NOT NULL,
  id_tail TEXT NOT NULL,
  phone TEXT NOT NULL,
  card_sealed TEXT,
  card_masked TEXT NOT NULL,
  bank_alias TEXT NOT NULL,
  -- The group a person was listed under before a household register came in.
  listed_group_no INTEGER,
  died_on TEXT
) STRICT;
CREATE INDEX person_by_household ON person (household_id);
CREATE INDEX person_by_name ON person (name);
CREATE INDEX person_by_initials ON person (pinyin_initials);
CREATE INDEX person_by_id_tail ON person (id_tail);

CREATE TABLE head_change (
  id INTEGER PRIMARY KEY,
  household_id INTEGER NOT NULL REFERENCES household (id),
  date TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  previous_person_id INTEGER REFERENCES person (id),
  previous_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX head_change_by_household ON head_change (household_id, date);

CREATE TABLE member (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  no TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation')),
  person_id INTEGER REFERENCES person (id),
  organisation_name TEXT,
  organisation_code TEXT,
  is_village_body INTEGER NOT NULL DEFAULT 0 CHECK (is_village_body IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('active', 'frozen', 'leaving', 'left')),
  joined_on TEXT NOT NULL,
  left_on TEXT,
  frozen_on TEXT,
  frozen_reason TEXT,
  CHECK ((kind = 'person') = (person_id IS NOT NULL)),
  CHECK ((kind = 'organisation') = (organisation_name IS NOT NULL)),
  UNIQUE (entity_id, no),
  -- One account each.
  UNIQUE (entity_id, person_id)
) STRICT;
CREATE INDEX member_by_person ON member (person_id);

CREATE TABLE withdrawal (
  id INTEGER PRIMARY KEY,
  member_id INTEGER NOT NULL REFERENCES member (id),
  applied_on TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  explanation TEXT NOT NULL,
  document TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested', 'effected', 'cancelled')),
  reserve_refund_fen INTEGER NOT NULL DEFAULT 0,
  closed_reason TEXT NOT NULL DEFAULT '',
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX withdrawal_by_member ON withdrawal (member_id);

CREATE TABLE dividend_run (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  fiscal_year INTEGER NOT NULL,
  draft_no INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'paying', 'settled', 'void')),
  inputs TEXT NOT NULL CHECK (json_valid(inputs)),
  -- Set at approval and final from then on.
  totals TEXT CHECK (totals IS NULL OR json_valid(totals)),
  warnings TEXT CHECK (warnings IS NULL OR json_valid(warnings)),
  meeting_date TEXT,
  resolution TEXT,
  present INTEGER,
  votes_for INTEGER,
  votes_total INTEGER,
  posting_date TEXT,
  -- Key of the verification codes on the printed statements.
  code_key TEXT,
  created_at TEXT NOT NULL,
  operator TEXT NOT NULL,
  approved_at TEXT,
  approved_by TEXT,
  void_reason TEXT,
  voided_at TEXT,
  CHECK (state IN ('draft', 'void') OR (totals IS NOT NULL AND resolution IS NOT NULL AND meeting_date IS NOT NULL)),
  UNIQUE (entity_id, fiscal_year, draft_no)
) STRICT;
-- One run a year stands at a time.
CREATE UNIQUE INDEX dividend_run_one_standing ON dividend_run (entity_id, fiscal_year) WHERE state IN ('approved', 'paying', 'settled');
CREATE TRIGGER dividend_run_is_locked BEFORE UPDATE ON dividend_run
WHEN OLD.state <> 'draft' AND (
  NEW.inputs IS NOT OLD.inputs OR NEW.totals IS NOT OLD.totals OR NEW.meeting_date IS NOT OLD.meeting_date
  OR NEW.resolution IS NOT OLD.resolution OR NEW.present IS NOT OLD.present OR NEW.votes_for IS NOT OLD.votes_for
  OR NEW.votes_total IS NOT OLD.votes_total OR NEW.posting_date IS NOT OLD.posting_date
  OR NEW.fiscal_year IS NOT OLD.fiscal_year OR NEW.entity_id IS NOT OLD.entity_id OR NEW.code_key IS NOT OLD.code_key
  OR NEW.warnings IS NOT OLD.warnings OR NEW.draft_no IS NOT OLD.draft_no
  OR NEW.state = 'draft' OR (OLD.state = 'void' AND NEW.state <> 'void'))
BEGIN SELECT RAISE(ABORT, 'an approved run is final'); END;
CREATE TRIGGER dividend_run_is_kept BEFORE DELETE ON dividend_run WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'an approved run is final'); END;

-- One row a member, written at approval from the computed result; what was true then, whatever changes later.
CREATE TABLE dividend_line (
  run_id INTEGER NOT NULL REFERENCES dividend_run (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  member_no TEXT NOT NULL,
  name TEXT NOT NULL,
  group_no INTEGER,
  household_code TEXT NOT NULL,
  capital_fen INTEGER NOT NULL,
  -- Exact weights as decimal text: fen-days of 100,000 yuan pass 2^53 in no year we know, but a limit is a limit.
  capital_weight TEXT NOT NULL,
  weight_denominator INTEGER NOT NULL,
  is_hardship INTEGER NOT NULL CHECK (is_hardship IN (0, 1)),
  is_village_body INTEGER NOT NULL CHECK (is_village_body IN (0, 1)),
  shares_grants INTEGER NOT NULL CHECK (shares_grants IN (0, 1)),
  year_end_capital_fen INTEGER NOT NULL,
  patronage_fen INTEGER NOT NULL,
  reserve_share_fen INTEGER NOT NULL,
  grant_share_fen INTEGER NOT NULL,
  donation_share_fen INTEGER NOT NULL,
  weight_fen INTEGER NOT NULL,
  patronage_return_fen INTEGER NOT NULL,
  guaranteed_fen INTEGER NOT NULL,
  hardship_fen INTEGER NOT NULL,
  village_fen INTEGER NOT NULL,
  weighted_share_fen INTEGER NOT NULL,
  surplus_share_fen INTEGER NOT NULL,
  total_fen INTEGER NOT NULL,
  withheld_fen INTEGER NOT NULL,
  net_fen INTEGER NOT NULL,
  reserve_quantified_fen INTEGER NOT NULL,
  CHECK (surplus_share_fen = guaranteed_fen + hardship_fen + village_fen + weighted_share_fen),
  CHECK (total_fen = patronage_return_fen + surplus_share_fen),
  CHECK (net_fen = total_fen - withheld_fen),
  PRIMARY KEY (run_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dividend_line_by_member ON dividend_line (member_id, run_id);
CREATE TRIGGER dividend_line_is_final_u BEFORE UPDATE ON dividend_line BEGIN SELECT RAISE(ABORT, 'dividend lines are final'); END;
CREATE TRIGGER dividend_line_is_final_d BEFORE DELETE ON dividend_line BEGIN SELECT RAISE(ABORT, 'dividend lines are final'); END;

-- Append-only. A mistake is a linked row of the opposite sign.
CREATE TABLE share_transaction (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  seq INTEGER NOT NULL,
  member_id INTEGER NOT NULL REFERENCES member (id),
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('contribution', 'transfer-in', 'transfer-out', 'inheritance-in', 'inheritance-out',
    'surplus-to-share', 'withdrawal', 'reversal')),
  form TEXT CHECK (form IN ('cash', 'in-kind', 'land')),
  source TEXT NOT NULL,
  from_relief INTEGER NOT NULL CHECK (from_relief IN (0, 1)),
  amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
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
CREATE INDEX share_transaction_by_member ON share_transaction (member_id, date, from_relief, amount_fen);
CREATE INDEX share_transaction_by_date ON share_transaction (entity_id, date, amount_fen);
CREATE INDEX share_transaction_by_run ON share_transaction (run_id, member_id, amount_fen) WHERE run_id IS NOT NULL;
CREATE INDEX share_transaction_by_pair ON share_transaction (pair_id) WHERE pair_id IS NOT NULL;
CREATE TRIGGER share_transaction_is_final_u BEFORE UPDATE ON share_transaction BEGIN SELECT RAISE(ABORT, 'share transactions are final'); END;
CREATE TRIGGER share_transaction_is_final_d BEFORE DELETE ON share_transaction BEGIN SELECT RAISE(ABORT, 'share transactions are final'); END;

-- Deliveries (交售). Quantity in 1/1000 kg, price in 1/10000 yuan; both absent for a quality award (质量奖).
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  date TEXT NOT NULL,
  product TEXT NOT NULL,
  quantity_milli INTEGER,
  price_e4 INTEGER,
  amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
  -- 1, 2 … for the same sale twice a day; negative fields for reversals keep their original's ordinal.
  ordinal INTEGER NOT NULL,
  reverses_id INTEGER UNIQUE REFERENCES delivery (id),
  import_id INTEGER REFERENCES import (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK ((quantity_milli IS NULL) = (price_e4 IS NULL))
) STRICT;
CREATE UNIQUE INDEX delivery_identity ON delivery
  (entity_id, member_id, date, product, COALESCE(quantity_milli, -1), COALESCE(price_e4, -1), amount_fen, ordinal) WHERE reverses_id IS NULL;
CREATE INDEX delivery_by_year ON delivery (entity_id, date, member_id, product, amount_fen);
CREATE INDEX delivery_by_member ON delivery (member_id, date);
CREATE TRIGGER delivery_is_final_u BEFORE UPDATE ON delivery BEGIN SELECT RAISE(ABORT, 'deliveries are final'); END;
CREATE TRIGGER delivery_is_final_d BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'deliveries are final'); END;

CREATE TABLE bank_batch (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES dividend_run (id),
  template TEXT NOT NULL,
  file_name TEXT NOT NULL,
  date TEXT NOT NULL,
  operator TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX bank_batch_by_run ON bank_batch (run_id);

CREATE TABLE bank_batch_line (
  batch_id INTEGER NOT NULL REFERENCES bank_batch (id),
  seq INTEGER NOT NULL,
  member_id INTEGER NOT NULL REFERENCES member (id),
  account_sealed TEXT NOT NULL,
  account_digest TEXT NOT NULL,
  account_name TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  result TEXT NOT NULL CHECK (result IN ('pending', 'paid', 'failed')),
  reason TEXT NOT NULL,
  PRIMARY KEY (batch_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX bank_batch_line_by_member ON bank_batch_line (member_id);

-- Money handed out. Append-only; a returned payment is a linked row of the opposite sign.
CREATE TABLE dividend_payment (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES dividend_run (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  date TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('cash', 'transfer')),
  amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
  note TEXT NOT NULL,
  batch_id INTEGER REFERENCES bank_batch (id),
  reverses_id INTEGER UNIQUE REFERENCES dividend_payment (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX dividend_payment_by_run ON dividend_payment (run_id, member_id, amount_fen);
CREATE TRIGGER dividend_payment_is_final_u BEFORE UPDATE ON dividend_payment BEGIN SELECT RAISE(ABORT, 'payments are final'); END;
CREATE TRIGGER dividend_payment_is_final_d BEFORE DELETE ON dividend_payment BEGIN SELECT RAISE(ABORT, 'payments are final'); END;

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  created_count INTEGER NOT NULL,
  changed_count INTEGER NOT NULL,
  same_count INTEGER NOT NULL,
  refused_count INTEGER NOT NULL,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;

CREATE TABLE print_count (
  document TEXT NOT NULL,
  -- What it was of: a run, a run's member, a transaction, a member's year.
  subject TEXT NOT NULL,
  count INTEGER NOT NULL,
  last_at TEXT NOT NULL,
  last_by TEXT NOT NULL,
  PRIMARY KEY (document, subject)
) STRICT, WITHOUT ROWID;

-- Numbers without gaps: receipts, certificates.
CREATE TABLE counter (
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (entity_id, name)
) STRICT, WITHOUT ROWID;
`,
} as const;
