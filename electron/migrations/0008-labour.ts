/**
 * Paid work (务工): who worked, at what, for how much; pay sheets and what was paid on them.
 */
export const labour = {
  version: 8,
  title: '务工:工种、工价、记工、劳务费',
  sql: /* sql */ `
CREATE TABLE worker (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  -- What 213 is analysed by.
  item_id INTEGER NOT NULL UNIQUE REFERENCES analysis_item (id),
  UNIQUE (entity_id, person_id)
) STRICT;
`,
};
