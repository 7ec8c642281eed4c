import { cardsOfOlderBooks } from './0006-olderAssets.ts';

/**
 * Fixed assets (固定资产): one card each, or one for a batch whose pieces have numbers of their own. What a card is worth is the sum of its
 * moves – come in, improved, depreciated, gone – which are only ever added to; what another owns has them too (备查), without vouchers.
 */
export const assets = {
  version: 6,
  title: '固定资产:卡片、单件、资金来源、折旧、变动',
  sql: /* sql */ `
CREATE TABLE asset_card (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  -- 资产编号
  no TEXT NOT NULL,
  name TEXT NOT NULL,
  -- Of a card in the books (入账): what 151, 152 and 154 (or 142, 143) are analysed by. Null: 备查.
  item_id INTEGER REFERENCES analysis_item (id),
  account TEXT NOT NULL DEFAULT '151' CHECK (account IN ('151', '142')),
  category TEXT NOT NULL,
  spec TEXT NOT NULL DEFAULT '',
  unit TEXT NOT NULL DEFAULT '',
  acquisition TEXT NOT NULL CHECK (acquisition IN ('purchase', 'built', 'grant', 'donation', 'share', 'found', 'other')),
  acquired_on TEXT NOT NULL,
  -- 投入使用日
  in_service_on TEXT NOT NULL,
  supplier TEXT NOT NULL DEFAULT '',
  document_no TEXT NOT NULL DEFAULT '',
  -- What it is used for, and so where its depreciation goes: 401, 523, 529.
  use TEXT NOT NULL CHECK (use IN ('production', 'management', 'public')),
  place TEXT NOT NULL DEFAULT '',
  -- 使用部门
  department TEXT NOT NULL DEFAULT '',
  -- 保管人
  custodian TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('in-use', 'idle', 'rented', 'damaged', 'gone')),
  -- 所有权人, and by what contract the cooperative controls what another owns (37号 Art. 14).
  owner_kind TEXT NOT NULL CHECK (owner_kind IN ('cooperative', 'village', 'state', 'household', 'other')),
  owner TEXT NOT NULL DEFAULT '',
  control_contract TEXT NOT NULL DEFAULT '',
  -- 是否属于扶贫项目资产
  is_relief INTEGER NOT NULL CHECK (is_relief IN (0, 1)),
  -- 资料待补: made with something else (an older file, a share, a stock-take), so that facts and terms are to be completed.
  is_incomplete INTEGER NOT NULL DEFAULT 0 CHECK (is_incomplete IN (0, 1)),
  -- Its coming in was undone: nothing stands, and its number is free again.
  undone_on TEXT,
  note TEXT NOT NULL DEFAULT '',
  import_id INTEGER REFERENCES import (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  -- In the books only what the cooperative owns or controls.
  CHECK (item_id IS NULL OR owner_kind = 'cooperative' OR control_contract <> '')
) STRICT;
CREATE UNIQUE INDEX asset_card_by_no ON asset_card (entity_id, no) WHERE undone_on IS NULL;
CREATE UNIQUE INDEX asset_card_by_item ON asset_card (item_id, account) WHERE undone_on IS NULL AND item_id IS NOT NULL;

-- 资金来源: where its cost came from; together they are its cost.
CREATE TABLE asset_funding (
  id INTEGER PRIMARY KEY,
  asset_id INTEGER NOT NULL REFERENCES asset_card (id),
  source TEXT NOT NULL CHECK (source IN ('state', 'partner', 'donated', 'own', 'loan')),
  -- Which grant project, partner, donor, lender.
  note TEXT NOT NULL DEFAULT '',
  amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0)
) STRICT;
CREATE INDEX asset_funding_by_asset ON asset_funding (asset_id);

-- What is asked of a poverty-relief project's asset beside (扶贫项目资产, 国办函〔2021〕51号).
CREATE TABLE asset_relief (
  asset_id INTEGER PRIMARY KEY REFERENCES asset_card (id),
  -- 经营性, 公益性, 到户类
  kind TEXT NOT NULL CHECK (kind IN ('business', 'public', 'household')),
  project TEXT NOT NULL DEFAULT '',
  project_year INTEGER,
  -- 批文
  approval_no TEXT NOT NULL DEFAULT '',
  -- 实施单位
  implementer TEXT NOT NULL DEFAULT '',
  -- 竣工验收日
  accepted_on TEXT,
  -- 经营权人
  operated_by TEXT NOT NULL DEFAULT '',
  -- 收益权与分配方式
  benefit_rule TEXT NOT NULL DEFAULT '',
  -- 监管单位
  supervisor TEXT NOT NULL DEFAULT '',
  -- 管护责任人
  caretaker TEXT NOT NULL DEFAULT '',
  -- 确权日, 证号
  certified_on TEXT,
  certificate_no TEXT NOT NULL DEFAULT ''
) STRICT;

-- 年度收益 of a relief asset.
CREATE TABLE asset_benefit (
  asset_id INTEGER NOT NULL REFERENCES asset_card (id),
  year INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (asset_id, year)
) STRICT, WITHOUT ROWID;

-- The pieces of a batch: DP-001 … DP-122.
CREATE TABLE asset_piece (
  id INTEGER PRIMARY KEY,
  asset_id INTEGER NOT NULL REFERENCES asset_card (id),
  no TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  custodian TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('in-use', 'idle', 'rented', 'damaged', 'gone')),
  UNIQUE (asset_id, no)
) STRICT;

-- What came to or went from a card, in fen and pieces; the sums are 原值, 累计折旧 and 数量. Only added to.
CREATE TABLE asset_move (
  id INTEGER PRIMARY KEY,
  asset_id INTEGER NOT NULL REFERENCES asset_card (id),
  -- The piece that went or came, of a batch.
  piece_id INTEGER REFERENCES asset_piece (id),
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('acquired', 'improved', 'depreciated', 'disposed', 'missing', 'found', 'reversal')),
  cost_fen INTEGER NOT NULL,
  accumulated_fen INTEGER NOT NULL,
  pieces INTEGER NOT NULL,
  -- Depreciated: the month it is of, and (工作量法) the work done in it.
  period TEXT,
  units_milli INTEGER NOT NULL DEFAULT 0,
  -- 入账: it stands on 151 and 152 (142 and 143) too, by an event's voucher or in the openings.
  in_books INTEGER NOT NULL CHECK (in_books IN (0, 1)),
  -- What brought it about. Null: 备查, of an older file, or brought as a share (share_id).
  event_id INTEGER REFERENCES business_event (id),
  share_id INTEGER REFERENCES share_transaction (id),
  reverses_id INTEGER UNIQUE REFERENCES asset_move (id),
  -- Set on what was undone, so that a month is depreciated once.
  is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1)),
  CHECK ((kind = 'depreciated') = (period IS NOT NULL))
) STRICT;
CREATE INDEX asset_move_by_asset ON asset_move (asset_id, date, cost_fen, accumulated_fen, pieces);
CREATE INDEX asset_move_by_event ON asset_move (event_id) WHERE event_id IS NOT NULL;
CREATE UNIQUE INDEX asset_depreciated_once ON asset_move (asset_id, period) WHERE kind = 'depreciated' AND is_undone = 0;
CREATE TRIGGER asset_move_is_final_u BEFORE UPDATE ON asset_move
WHEN OLD.is_undone = 1 OR NEW.asset_id <> OLD.asset_id OR NEW.piece_id IS NOT OLD.piece_id OR NEW.date <> OLD.date OR NEW.kind <> OLD.kind
  OR NEW.cost_fen <> OLD.cost_fen OR NEW.accumulated_fen <> OLD.accumulated_fen OR NEW.pieces <> OLD.pieces
  OR NEW.period IS NOT OLD.period OR NEW.units_milli <> OLD.units_milli OR NEW.in_books <> OLD.in_books OR NEW.event_id IS NOT OLD.event_id
  OR NEW.share_id IS NOT OLD.share_id OR NEW.reverses_id IS NOT OLD.reverses_id OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'asset moves are final'); END;
CREATE TRIGGER asset_move_is_final_d BEFORE DELETE ON asset_move BEGIN SELECT RAISE(ABORT, 'asset moves are final'); END;
CREATE TRIGGER asset_move_is_new BEFORE INSERT ON asset_move WHEN EXISTS (SELECT 1 FROM asset_move m WHERE m.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'asset moves are final'); END;

-- By what terms a card is depreciated from a month on: the latest that has begun (未来适用法). Only added to.
CREATE TABLE asset_terms (
  id INTEGER PRIMARY KEY,
  asset_id INTEGER NOT NULL REFERENCES asset_card (id),
  from_period TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('straight-line', 'units')),
  -- Millionths of the cost.
  residual_millionths INTEGER NOT NULL,
  -- The whole life as the card says it, and what is left of it when these terms begin.
  life_months INTEGER NOT NULL,
  months INTEGER NOT NULL,
  to_charge_fen INTEGER NOT NULL CHECK (to_charge_fen >= 0),
  -- 工作量法: work still expected when they begin, and its unit.
  units_milli INTEGER NOT NULL DEFAULT 0,
  work_unit TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  -- What brought them about, when it was an event; undoing it brings back the terms before.
  event_id INTEGER REFERENCES business_event (id),
  undone_by INTEGER REFERENCES business_event (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX asset_terms_by_asset ON asset_terms (asset_id, from_period, id);

-- Moves, custody, use and state of a card or a piece, as they changed: the past can be asked again.
CREATE TABLE asset_change (
  id INTEGER PRIMARY KEY,
  asset_id INTEGER NOT NULL REFERENCES asset_card (id),
  piece_id INTEGER REFERENCES asset_piece (id),
  date TEXT NOT NULL,
  -- Column of asset_card or asset_piece.
  field TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  note TEXT NOT NULL,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX asset_change_by_asset ON asset_change (asset_id, date, id);
CREATE TRIGGER asset_change_is_final_u BEFORE UPDATE ON asset_change BEGIN SELECT RAISE(ABORT, 'asset changes are final'); END;
CREATE TRIGGER asset_change_is_final_d BEFORE DELETE ON asset_change BEGIN SELECT RAISE(ABORT, 'asset changes are final'); END;

-- Photos and papers of a card, in the workspace itself.
CREATE TABLE asset_file (
  id INTEGER PRIMARY KEY,
  asset_id INTEGER NOT NULL REFERENCES asset_card (id),
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  content BLOB NOT NULL,
  operator TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT;
CREATE INDEX asset_file_by_asset ON asset_file (asset_id);
`,
  after: cardsOfOlderBooks,
};
