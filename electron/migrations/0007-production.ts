/**
 * Mushroom bags (菌袋): batches, what they cost, what they bear.
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
  UNIQUE (entity_id, no)
) STRICT;
`,
};
