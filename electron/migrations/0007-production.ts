/**
 * Mushroom bags (菌袋): batches, what they cost, where they stand, what they bear. All that happens to a batch is only added to; what was
 * wrong gets a red row that takes it back.
 */
export const production = {
  version: 7,
  title: '菌袋生产:批次、成本、采收、烘干',
  sql: /* sql */ `
CREATE TABLE bag_batch (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  -- 批次号
  no TEXT NOT NULL,
  name TEXT NOT NULL,
  -- What 141 is analysed by.
  item_id INTEGER NOT NULL UNIQUE REFERENCES analysis_item (id),
  -- What is picked from it: the product of 121.
  product TEXT NOT NULL,
  -- 菌种、品种
  strain TEXT NOT NULL,
  bags INTEGER NOT NULL CHECK (bags > 0),
  begun_on TEXT NOT NULL,
  -- How its cost is shared out among the flushes: by their percentages, or by the kilograms expected.
  cost_rule TEXT NOT NULL CHECK (cost_rule IN ('percent', 'expected')),
  expected_milli INTEGER CHECK (expected_milli > 0),
  note TEXT NOT NULL,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK (cost_rule = 'percent' OR expected_milli IS NOT NULL),
  UNIQUE (entity_id, no)
) STRICT;

-- 各潮比例, in 1/100 of a percent; of a batch whose cost goes by percentages they sum to 10,000.
CREATE TABLE bag_flush (
  batch_id INTEGER NOT NULL REFERENCES bag_batch (id),
  no INTEGER NOT NULL CHECK (no > 0),
  share_bp INTEGER NOT NULL CHECK (share_bp > 0 AND share_bp <= 10000),
  PRIMARY KEY (batch_id, no)
) STRICT, WITHOUT ROWID;

-- What an event of the production desk did to a batch's cost: in above zero, out below.
CREATE TABLE bag_cost (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES bag_batch (id),
  event_id INTEGER NOT NULL REFERENCES business_event (id),
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('material', 'paid', 'share', 'harvest', 'loss', 'tail')),
  -- The material, the cost item, what was paid for.
  what TEXT NOT NULL,
  quantity_milli INTEGER,
  fen INTEGER NOT NULL CHECK (fen <> 0),
  reverses_id INTEGER UNIQUE REFERENCES bag_cost (id)
) STRICT;
CREATE INDEX bag_cost_by_batch ON bag_cost (batch_id, date, fen);
CREATE INDEX bag_cost_by_event ON bag_cost (event_id);

-- 采收入库: what one event took from a flush.
CREATE TABLE bag_harvest (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES bag_batch (id),
  event_id INTEGER NOT NULL UNIQUE REFERENCES business_event (id),
  date TEXT NOT NULL,
  flush_no INTEGER NOT NULL CHECK (flush_no > 0),
  -- Clears the batch.
  is_last INTEGER NOT NULL CHECK (is_last IN (0, 1)),
  weight_milli INTEGER NOT NULL CHECK (weight_milli <> 0),
  cost_fen INTEGER NOT NULL,
  reverses_id INTEGER UNIQUE REFERENCES bag_harvest (id)
) STRICT;
CREATE INDEX bag_harvest_by_batch ON bag_harvest (batch_id, date);

-- From which greenhouses, where that was weighed.
CREATE TABLE bag_harvest_place (
  harvest_id INTEGER NOT NULL REFERENCES bag_harvest (id),
  greenhouse TEXT NOT NULL,
  weight_milli INTEGER NOT NULL CHECK (weight_milli <> 0),
  PRIMARY KEY (harvest_id, greenhouse)
) STRICT, WITHOUT ROWID;

-- 损失: a normal one leaves the cost with the bags that are left and has no voucher.
CREATE TABLE bag_loss (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES bag_batch (id),
  event_id INTEGER UNIQUE REFERENCES business_event (id),
  date TEXT NOT NULL,
  is_normal INTEGER NOT NULL CHECK (is_normal IN (0, 1)),
  bags INTEGER NOT NULL CHECK (bags <> 0),
  greenhouse TEXT NOT NULL,
  reason TEXT NOT NULL,
  cost_fen INTEGER NOT NULL,
  reverses_id INTEGER UNIQUE REFERENCES bag_loss (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK (is_normal = 0 OR (event_id IS NULL AND cost_fen = 0))
) STRICT;
CREATE INDEX bag_loss_by_batch ON bag_loss (batch_id, date, bags);

-- Where the bags stand: put in above zero, taken out below. Greenhouses go by their numbers (DP-001).
CREATE TABLE bag_place (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES bag_batch (id),
  greenhouse TEXT NOT NULL,
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('placed', 'moved', 'taken', 'lost', 'cleared', 'undone')),
  bags INTEGER NOT NULL CHECK (bags <> 0),
  -- One step at the desk: all its rows carry the id of its first, and are undone together.
  step_id INTEGER NOT NULL,
  -- The loss or the harvest that took them.
  loss_id INTEGER REFERENCES bag_loss (id),
  harvest_id INTEGER REFERENCES bag_harvest (id),
  reverses_id INTEGER UNIQUE REFERENCES bag_place (id),
  note TEXT NOT NULL,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX bag_place_by_greenhouse ON bag_place (greenhouse, batch_id, date, bags);
CREATE INDEX bag_place_by_batch ON bag_place (batch_id, greenhouse, date, bags);

-- 烘干: fresh in, dry out.
CREATE TABLE drying_run (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  event_id INTEGER NOT NULL UNIQUE REFERENCES business_event (id),
  date TEXT NOT NULL,
  fresh_product TEXT NOT NULL,
  fresh_milli INTEGER NOT NULL CHECK (fresh_milli <> 0),
  fresh_fen INTEGER NOT NULL,
  dry_product TEXT NOT NULL,
  dry_milli INTEGER NOT NULL CHECK (dry_milli <> 0),
  -- Fuel and the like from 401.
  other_fen INTEGER NOT NULL,
  reverses_id INTEGER UNIQUE REFERENCES drying_run (id)
) STRICT;

CREATE TRIGGER bag_cost_is_final_u BEFORE UPDATE ON bag_cost BEGIN SELECT RAISE(ABORT, 'costs of a batch are final'); END;
CREATE TRIGGER bag_cost_is_final_d BEFORE DELETE ON bag_cost BEGIN SELECT RAISE(ABORT, 'costs of a batch are final'); END;
CREATE TRIGGER bag_cost_is_new BEFORE INSERT ON bag_cost WHEN EXISTS (SELECT 1 FROM bag_cost c WHERE c.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'costs of a batch are final'); END;
CREATE TRIGGER bag_harvest_is_final_u BEFORE UPDATE ON bag_harvest BEGIN SELECT RAISE(ABORT, 'harvests are final'); END;
CREATE TRIGGER bag_harvest_is_final_d BEFORE DELETE ON bag_harvest BEGIN SELECT RAISE(ABORT, 'harvests are final'); END;
CREATE TRIGGER bag_harvest_is_new BEFORE INSERT ON bag_harvest WHEN EXISTS (SELECT 1 FROM bag_harvest h WHERE h.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'harvests are final'); END;
CREATE TRIGGER bag_harvest_place_is_final_u BEFORE UPDATE ON bag_harvest_place BEGIN SELECT RAISE(ABORT, 'harvests are final'); END;
CREATE TRIGGER bag_harvest_place_is_final_d BEFORE DELETE ON bag_harvest_place BEGIN SELECT RAISE(ABORT, 'harvests are final'); END;
CREATE TRIGGER bag_harvest_place_is_new BEFORE INSERT ON bag_harvest_place
WHEN EXISTS (SELECT 1 FROM bag_harvest_place h WHERE h.harvest_id = NEW.harvest_id AND h.greenhouse = NEW.greenhouse)
BEGIN SELECT RAISE(ABORT, 'harvests are final'); END;
CREATE TRIGGER bag_loss_is_final_u BEFORE UPDATE ON bag_loss BEGIN SELECT RAISE(ABORT, 'losses are final'); END;
CREATE TRIGGER bag_loss_is_final_d BEFORE DELETE ON bag_loss BEGIN SELECT RAISE(ABORT, 'losses are final'); END;
CREATE TRIGGER bag_loss_is_new BEFORE INSERT ON bag_loss WHEN EXISTS (SELECT 1 FROM bag_loss l WHERE l.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'losses are final'); END;
-- A step is named by its first row, known once that is written.
CREATE TRIGGER bag_place_is_final_u BEFORE UPDATE ON bag_place
WHEN OLD.step_id <> 0 OR NEW.batch_id <> OLD.batch_id OR NEW.greenhouse <> OLD.greenhouse OR NEW.date <> OLD.date OR NEW.bags <> OLD.bags
BEGIN SELECT RAISE(ABORT, 'places of bags are final'); END;
CREATE TRIGGER bag_place_is_final_d BEFORE DELETE ON bag_place BEGIN SELECT RAISE(ABORT, 'places of bags are final'); END;
CREATE TRIGGER bag_place_is_new BEFORE INSERT ON bag_place WHEN EXISTS (SELECT 1 FROM bag_place p WHERE p.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'places of bags are final'); END;
CREATE TRIGGER drying_run_is_final_u BEFORE UPDATE ON drying_run BEGIN SELECT RAISE(ABORT, 'drying runs are final'); END;
CREATE TRIGGER drying_run_is_final_d BEFORE DELETE ON drying_run BEGIN SELECT RAISE(ABORT, 'drying runs are final'); END;
CREATE TRIGGER drying_run_is_new BEFORE INSERT ON drying_run WHEN EXISTS (SELECT 1 FROM drying_run r WHERE r.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'drying runs are final'); END;
`,
};
