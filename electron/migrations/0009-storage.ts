/**
 * The cold store as a place of work (冷库): rooms, lots, what came and went, its fees, losses and temperatures; and leased land (土地), its
 * rent paid and, where several years were paid ahead, made cost. Registers are only added to; what is undone stays beside its red row.
 */
export const storage = {
  version: 9,
  title: '冷库与土地:库房、进出、温度、租地',
  sql: /* sql */ `
CREATE TABLE cold_room (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  name TEXT NOT NULL,
  asset_id INTEGER REFERENCES asset_card (id),
  -- 1/1000 m³: what it holds, and what a ton usually takes up.
  capacity_milli INTEGER NOT NULL CHECK (capacity_milli > 0),
  volume_per_ton_milli INTEGER NOT NULL CHECK (volume_per_ton_milli > 0),
  when_full TEXT NOT NULL CHECK (when_full IN ('warn', 'refuse')),
  -- 1/10 °C and percent; null: no limit on that side.
  temperature_min INTEGER,
  temperature_max INTEGER,
  humidity_min INTEGER,
  humidity_max INTEGER,
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (entity_id, name)
) STRICT;

CREATE TABLE cold_lot (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  -- 批号
  no TEXT NOT NULL,
  product TEXT NOT NULL,
  -- The cooperative's own (121), a consignor's on commission (128), or kept for somebody for a fee.
  ownership TEXT NOT NULL CHECK (ownership IN ('own', 'commission', 'kept')),
  -- Of own goods: the product that 121 is analysed by.
  item_id INTEGER REFERENCES analysis_item (id),
  member_id INTEGER REFERENCES member (id),
  -- An owner that is no member, among the 往来单位.
  party_id INTEGER REFERENCES analysis_item (id),
  fee_basis TEXT NOT NULL CHECK (fee_basis IN ('none', 'ton-day', 'ton-month', 'piece-day', 'piece-month', 'piece')),
  -- 1/10000 yuan.
  fee_rate_e4 INTEGER NOT NULL CHECK (fee_rate_e4 >= 0),
  note TEXT NOT NULL DEFAULT '',
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK ((ownership = 'own') = (item_id IS NOT NULL)),
  CHECK ((ownership = 'own') = (member_id IS NULL AND party_id IS NULL)),
  CHECK (member_id IS NULL OR party_id IS NULL),
  CHECK ((fee_basis = 'none') = (fee_rate_e4 = 0)),
  CHECK (ownership <> 'own' OR fee_basis = 'none'),
  UNIQUE (entity_id, no)
) STRICT;
CREATE INDEX cold_lot_by_member ON cold_lot (member_id) WHERE member_id IS NOT NULL;

-- What came into or went out of a room, signed. Two legs of a move between rooms share the first one's id.
CREATE TABLE cold_move (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  -- Number of the slip: RK-2018-0001 in, CK out, YK between rooms, SK lost.
  no TEXT NOT NULL,
  lot_id INTEGER NOT NULL REFERENCES cold_lot (id),
  room_id INTEGER NOT NULL REFERENCES cold_room (id),
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('in', 'out', 'transfer', 'loss', 'reversal')),
  kg_milli INTEGER NOT NULL,
  pieces INTEGER NOT NULL,
  volume_milli INTEGER NOT NULL,
  -- Why it was lost or undone; who brought or fetched it.
  reason TEXT NOT NULL DEFAULT '',
  party TEXT NOT NULL DEFAULT '',
  pair_id INTEGER REFERENCES cold_move (id),
  -- Of own goods lost in the books' time.
  event_id INTEGER REFERENCES business_event (id),
  reverses_id INTEGER UNIQUE REFERENCES cold_move (id),
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK (kg_milli <> 0 OR pieces <> 0),
  CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL))
) STRICT;
CREATE INDEX cold_move_by_lot ON cold_move (lot_id, date);
CREATE INDEX cold_move_by_room ON cold_move (room_id, date, volume_milli);
CREATE INDEX cold_move_by_date ON cold_move (entity_id, date);
CREATE INDEX cold_move_by_event ON cold_move (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX cold_move_by_no ON cold_move (entity_id, no);
CREATE INDEX cold_move_by_pair ON cold_move (pair_id) WHERE pair_id IS NOT NULL;
CREATE TRIGGER cold_move_is_final_u BEFORE UPDATE ON cold_move BEGIN SELECT RAISE(ABORT, 'store moves are final'); END;
CREATE TRIGGER cold_move_is_final_d BEFORE DELETE ON cold_move BEGIN SELECT RAISE(ABORT, 'store moves are final'); END;
CREATE TRIGGER cold_move_is_new BEFORE INSERT ON cold_move WHEN EXISTS (SELECT 1 FROM cold_move m WHERE m.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'store moves are final'); END;

-- How the loss of own goods was dealt with; undone by the event that undoes its event.
CREATE TABLE cold_loss_settled (
  event_id INTEGER PRIMARY KEY REFERENCES business_event (id),
  loss_event_id INTEGER NOT NULL REFERENCES business_event (id),
  undone_by INTEGER REFERENCES business_event (id)
) STRICT;
CREATE UNIQUE INDEX cold_loss_settled_once ON cold_loss_settled (loss_event_id) WHERE undone_by IS NULL;

-- Fees settled: which days of which lot. Standing ones of a lot never overlap.
CREATE TABLE cold_fee (
  id INTEGER PRIMARY KEY,
  lot_id INTEGER NOT NULL REFERENCES cold_lot (id),
  event_id INTEGER NOT NULL REFERENCES business_event (id),
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  days INTEGER NOT NULL,
  fee_fen INTEGER NOT NULL CHECK (fee_fen > 0),
  undone_by INTEGER REFERENCES business_event (id),
  CHECK (from_date <= to_date)
) STRICT;
CREATE INDEX cold_fee_by_lot ON cold_fee (lot_id, to_date);
CREATE INDEX cold_fee_by_event ON cold_fee (event_id);
CREATE UNIQUE INDEX cold_fee_once ON cold_fee (lot_id, from_date) WHERE undone_by IS NULL;
CREATE TRIGGER cold_fee_is_final_u BEFORE UPDATE ON cold_fee
WHEN OLD.undone_by IS NOT NULL OR NEW.id <> OLD.id OR NEW.lot_id <> OLD.lot_id OR NEW.event_id <> OLD.event_id OR NEW.from_date <> OLD.from_date
  OR NEW.to_date <> OLD.to_date OR NEW.days <> OLD.days OR NEW.fee_fen <> OLD.fee_fen
BEGIN SELECT RAISE(ABORT, 'storage fees are final'); END;
CREATE TRIGGER cold_fee_is_final_d BEFORE DELETE ON cold_fee BEGIN SELECT RAISE(ABORT, 'storage fees are final'); END;
CREATE TRIGGER cold_fee_is_new BEFORE INSERT ON cold_fee WHEN EXISTS (SELECT 1 FROM cold_fee f WHERE f.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'storage fees are final'); END;

-- 温度巡检. A wrong one is struck out, not changed.
CREATE TABLE cold_reading (
  id INTEGER PRIMARY KEY,
  room_id INTEGER NOT NULL REFERENCES cold_room (id),
  -- YYYY-MM-DDTHH:MM
  at TEXT NOT NULL,
  temperature INTEGER NOT NULL,
  humidity INTEGER CHECK (humidity BETWEEN 0 AND 100),
  inspector TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  struck_reason TEXT,
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX cold_reading_by_room ON cold_reading (room_id, at);
CREATE UNIQUE INDEX cold_reading_once ON cold_reading (room_id, at) WHERE struck_reason IS NULL;
CREATE TRIGGER cold_reading_is_final_u BEFORE UPDATE ON cold_reading
WHEN OLD.struck_reason IS NOT NULL OR NEW.id <> OLD.id OR NEW.room_id <> OLD.room_id OR NEW.at <> OLD.at OR NEW.temperature <> OLD.temperature
  OR NEW.humidity IS NOT OLD.humidity OR NEW.inspector <> OLD.inspector OR NEW.note <> OLD.note
BEGIN SELECT RAISE(ABORT, 'readings are final'); END;
CREATE TRIGGER cold_reading_is_final_d BEFORE DELETE ON cold_reading BEGIN SELECT RAISE(ABORT, 'readings are final'); END;
CREATE TRIGGER cold_reading_is_new BEFORE INSERT ON cold_reading WHEN EXISTS (SELECT 1 FROM cold_reading r WHERE r.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'readings are final'); END;

-- 土地流转合同: land leased from a household. Its terms change only while no rent was paid.
CREATE TABLE land_lease (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  -- 合同编号
  no TEXT NOT NULL,
  -- Who leases it out: a person of the village, or somebody else by name.
  person_id INTEGER REFERENCES person (id),
  lessor TEXT NOT NULL,
  -- 地块
  plot TEXT NOT NULL,
  -- 1/100 mu
  area_hundredths INTEGER NOT NULL CHECK (area_hundredths > 0),
  -- Of a mu and year.
  rent_fen INTEGER NOT NULL CHECK (rent_fen > 0),
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  timing TEXT NOT NULL CHECK (timing IN ('advance', 'arrears')),
  -- MM-DD
  due_day TEXT NOT NULL,
  years_at_once INTEGER NOT NULL CHECK (years_at_once BETWEEN 1 AND 70),
  -- How several years paid ahead become cost.
  amortise TEXT NOT NULL CHECK (amortise IN ('month', 'year')),
  -- What 171 is analysed by, once several years were paid ahead.
  item_id INTEGER UNIQUE REFERENCES analysis_item (id),
  ended_on TEXT,
  end_reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  operator TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CHECK (from_date <= to_date),
  CHECK (timing = 'advance' OR years_at_once = 1),
  UNIQUE (entity_id, no)
) STRICT;

-- One lease's part of a payment: the years from one number to another.
CREATE TABLE lease_payment (
  id INTEGER PRIMARY KEY,
  lease_id INTEGER NOT NULL REFERENCES land_lease (id),
  event_id INTEGER NOT NULL REFERENCES business_event (id),
  date TEXT NOT NULL,
  first_year INTEGER NOT NULL,
  last_year INTEGER NOT NULL,
  fen INTEGER NOT NULL CHECK (fen > 0),
  -- Several years ahead (171), and how they become cost; null: cost at once.
  amortise TEXT CHECK (amortise IN ('month', 'year')),
  undone_by INTEGER REFERENCES business_event (id),
  CHECK (first_year >= 1 AND last_year >= first_year)
) STRICT;
CREATE INDEX lease_payment_by_lease ON lease_payment (lease_id, first_year);
CREATE INDEX lease_payment_by_event ON lease_payment (event_id);
CREATE UNIQUE INDEX lease_year_paid_once ON lease_payment (lease_id, first_year) WHERE undone_by IS NULL;
CREATE TRIGGER lease_payment_is_final_u BEFORE UPDATE ON lease_payment
WHEN OLD.undone_by IS NOT NULL OR NEW.id <> OLD.id OR NEW.lease_id <> OLD.lease_id OR NEW.event_id <> OLD.event_id OR NEW.date <> OLD.date
  OR NEW.first_year <> OLD.first_year OR NEW.last_year <> OLD.last_year OR NEW.fen <> OLD.fen OR NEW.amortise IS NOT OLD.amortise
BEGIN SELECT RAISE(ABORT, 'rent payments are final'); END;
CREATE TRIGGER lease_payment_is_final_d BEFORE DELETE ON lease_payment BEGIN SELECT RAISE(ABORT, 'rent payments are final'); END;
CREATE TRIGGER lease_payment_is_new BEFORE INSERT ON lease_payment WHEN EXISTS (SELECT 1 FROM lease_payment p WHERE p.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rent payments are final'); END;

-- What of a payment ahead became cost in which month: once a month.
CREATE TABLE lease_charge (
  id INTEGER PRIMARY KEY,
  payment_id INTEGER NOT NULL REFERENCES lease_payment (id),
  event_id INTEGER NOT NULL REFERENCES business_event (id),
  date TEXT NOT NULL,
  period TEXT NOT NULL,
  fen INTEGER NOT NULL CHECK (fen > 0),
  undone_by INTEGER REFERENCES business_event (id)
) STRICT;
CREATE INDEX lease_charge_by_event ON lease_charge (event_id);
CREATE UNIQUE INDEX lease_charged_once ON lease_charge (payment_id, period) WHERE undone_by IS NULL;
CREATE TRIGGER lease_charge_is_final_u BEFORE UPDATE ON lease_charge
WHEN OLD.undone_by IS NOT NULL OR NEW.id <> OLD.id OR NEW.payment_id <> OLD.payment_id OR NEW.event_id <> OLD.event_id OR NEW.date <> OLD.date
  OR NEW.period <> OLD.period OR NEW.fen <> OLD.fen
BEGIN SELECT RAISE(ABORT, 'rent charges are final'); END;
CREATE TRIGGER lease_charge_is_final_d BEFORE DELETE ON lease_charge BEGIN SELECT RAISE(ABORT, 'rent charges are final'); END;
CREATE TRIGGER lease_charge_is_new BEFORE INSERT ON lease_charge WHEN EXISTS (SELECT 1 FROM lease_charge c WHERE c.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rent charges are final'); END;
`,
};
