/**
 * Books of an association beside the cooperative's: its accounts are named by what they are for (role), so that their codes can be those
 * of the county's template.
 */
export const fundBooks = {
  version: 13,
  title: '互助资金协会账套:科目按用途取用',
  sql: /* sql */ `
ALTER TABLE account ADD COLUMN role TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX account_by_role ON account (entity_id, role) WHERE role <> '';
-- One association to a file.
CREATE UNIQUE INDEX entity_one_fund ON entity (kind) WHERE kind = 'fund';
`,
};
