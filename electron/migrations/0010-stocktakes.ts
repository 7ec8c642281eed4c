/**
 * What happens to fixed assets by the month and the year: depreciation as it was run, disposals with their clearing, improvements,
 * stock-takes. What they did to the cards stands in asset_move; these tables say why and together with what.
 */
export const stocktakes = {
  version: 10,
  title: '折旧计提、资产处置、改建、盘点',
  sql: /* sql */ `
-- 计提折旧 of a month: once, and again for cards that came after it.
CREATE TABLE depreciation_run (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  period TEXT NOT NULL,
  date TEXT NOT NULL,
  -- Null: nothing in it went to the books (备查 only, or months without work).
  event_id INTEGER REFERENCES business_event (id),
  undone_on TEXT,
  undone_reason TEXT NOT NULL DEFAULT '',
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX depreciation_run_by_period ON depreciation_run (entity_id, period);
CREATE TABLE depreciation_charge (
  move_id INTEGER PRIMARY KEY REFERENCES asset_move (id),
  run_id INTEGER NOT NULL REFERENCES depreciation_run (id)
) STRICT;
CREATE INDEX depreciation_charge_by_run ON depreciation_charge (run_id);

-- 处置 of a card or of pieces of it.
CREATE TABLE asset_disposal (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  asset_id INTEGER NOT NULL REFERENCES asset_card (id),
  date TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('scrapped', 'destroyed', 'sold', 'given', 'returned', 'other')),
  reason TEXT NOT NULL,
  -- 批准文号
  approval_no TEXT NOT NULL,
  note TEXT NOT NULL,
  pieces INTEGER NOT NULL,
  cost_fen INTEGER NOT NULL,
  accumulated_fen INTEGER NOT NULL,
  -- By what the pieces that are left are depreciated.
  terms_id INTEGER REFERENCES asset_terms (id) ON DELETE SET NULL,
  -- Null: 备查.
  event_id INTEGER REFERENCES business_event (id),
  undone_on TEXT,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX asset_disposal_by_asset ON asset_disposal (asset_id, date);
CREATE TABLE disposal_move (
  move_id INTEGER PRIMARY KEY REFERENCES asset_move (id),
  disposal_id INTEGER NOT NULL REFERENCES asset_disposal (id)
) STRICT;
CREATE INDEX disposal_move_by_disposal ON disposal_move (disposal_id);
-- What followed on 154: 清理费用, 清理收入, 结转.
CREATE TABLE disposal_step (
  id INTEGER PRIMARY KEY,
  disposal_id INTEGER NOT NULL REFERENCES asset_disposal (id),
  kind TEXT NOT NULL CHECK (kind IN ('cost', 'proceeds', 'close')),
  date TEXT NOT NULL,
  -- On 154, debit positive.
  fen INTEGER NOT NULL,
  party TEXT NOT NULL,
  note TEXT NOT NULL,
  event_id INTEGER NOT NULL REFERENCES business_event (id),
  undone_on TEXT
) STRICT;
CREATE INDEX disposal_step_by_disposal ON disposal_step (disposal_id);

-- 改建: to the cost of the card, or (fully depreciated) to 171.
CREATE TABLE asset_improvement (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  asset_id INTEGER NOT NULL REFERENCES asset_card (id),
  date TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('card', 'deferred')),
  project TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  reason TEXT NOT NULL,
  -- JSON: the rows it added to the card's sources.
  funding TEXT NOT NULL CHECK (json_valid(funding)),
  terms_id INTEGER REFERENCES asset_terms (id) ON DELETE SET NULL,
  move_id INTEGER REFERENCES asset_move (id),
  event_id INTEGER REFERENCES business_event (id),
  undone_on TEXT,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX asset_improvement_by_asset ON asset_improvement (asset_id, date);

-- 固定资产盘点 (37号 Art. 34).
CREATE TABLE stocktake (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  date TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('all', 'category')),
  category TEXT NOT NULL,
  -- 盘点人
  counters TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'counted', 'booked', 'settled', 'dropped')),
  booked_on TEXT,
  -- 盘亏, 盘盈; null while booked: nothing of it stands in the books.
  missing_event_id INTEGER REFERENCES business_event (id),
  found_event_id INTEGER REFERENCES business_event (id),
  settled_on TEXT,
  settle_event_id INTEGER REFERENCES business_event (id),
  approval_no TEXT NOT NULL DEFAULT '',
  approved_on TEXT,
  dropped_reason TEXT NOT NULL DEFAULT '',
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX stocktake_by_date ON stocktake (entity_id, date);
CREATE TABLE stocktake_line (
  id INTEGER PRIMARY KEY,
  stocktake_id INTEGER NOT NULL REFERENCES stocktake (id),
  asset_id INTEGER NOT NULL REFERENCES asset_card (id),
  -- 账面数 on the day, as the sheet was printed or last refreshed.
  book_pieces INTEGER NOT NULL,
  cost_fen INTEGER NOT NULL,
  accumulated_fen INTEGER NOT NULL,
  -- 实存数
  counted_pieces INTEGER CHECK (counted_pieces >= 0),
  cause TEXT NOT NULL DEFAULT '',
  treatment TEXT NOT NULL DEFAULT '',
  -- Booked: what the missing stood at.
  missing_cost_fen INTEGER NOT NULL DEFAULT 0,
  missing_accumulated_fen INTEGER NOT NULL DEFAULT 0,
  terms_id INTEGER REFERENCES asset_terms (id) ON DELETE SET NULL,
  -- Settled: who pays how much of it.
  paid_fen INTEGER NOT NULL DEFAULT 0,
  payer_name TEXT NOT NULL DEFAULT '',
  UNIQUE (stocktake_id, asset_id)
) STRICT;
-- Pieces with numbers that were not there.
CREATE TABLE stocktake_missing (
  line_id INTEGER NOT NULL REFERENCES stocktake_line (id),
  piece_id INTEGER NOT NULL REFERENCES asset_piece (id),
  PRIMARY KEY (line_id, piece_id)
) STRICT, WITHOUT ROWID;
-- 盘盈: what stood there and in no card; its card once it is booked.
CREATE TABLE stocktake_found (
  id INTEGER PRIMARY KEY,
  stocktake_id INTEGER NOT NULL REFERENCES stocktake (id),
  no TEXT NOT NULL,
  name TEXT NOT NULL,
  category TEXT NOT NULL,
  spec TEXT NOT NULL,
  unit TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  value_fen INTEGER NOT NULL CHECK (value_fen > 0),
  use TEXT NOT NULL CHECK (use IN ('production', 'management', 'public')),
  life_months INTEGER NOT NULL CHECK (life_months > 0),
  residual_millionths INTEGER NOT NULL,
  place TEXT NOT NULL,
  custodian TEXT NOT NULL,
  cause TEXT NOT NULL,
  treatment TEXT NOT NULL,
  asset_id INTEGER REFERENCES asset_card (id)
) STRICT;
CREATE INDEX stocktake_found_by_stocktake ON stocktake_found (stocktake_id);
-- What booking it did to cards.
CREATE TABLE stocktake_move (
  move_id INTEGER PRIMARY KEY REFERENCES asset_move (id),
  stocktake_id INTEGER NOT NULL REFERENCES stocktake (id)
) STRICT;
CREATE INDEX stocktake_move_by_stocktake ON stocktake_move (stocktake_id);
`,
};
