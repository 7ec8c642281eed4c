/**
 * The cold store as a place of work (冷库), and leased land (土地).
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
  UNIQUE (entity_id, name)
) STRICT;
`,
};
