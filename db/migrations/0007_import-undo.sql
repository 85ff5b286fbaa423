-- Up Migration

-- The version that the import wrote of a document; null where it wrote nothing. Undo finds the write by it.
alter table import_entries add column version integer;

-- One row for each import that was taken back, with what came of it.
create table import_undos (
  user_id text not null,
  import_id uuid not null,
  report jsonb not null,
  at timestamptz not null default now(),
  primary key (user_id, import_id),
  constraint import_undos_import_exists foreign key (user_id, import_id)
    references imports (user_id, id) on delete cascade
);

-- Imports from before this migration: a person's imports wait for each other, so the first write of an import that
-- came after the import began is its own. Row-level security is forced for the owner, too, who sees all rows here only.
alter table imports no force row level security;
alter table import_entries no force row level security;
alter table revisions no force row level security;
update import_entries entry set version = (
  select min(revision.version) from revisions revision
  where revision.user_id = entry.user_id and revision.kind = entry.kind and revision.id = entry.entity_id
    and revision.actor = 'import' and revision.at >= began.created_at)
from imports began
where began.user_id = entry.user_id and began.id = entry.import_id
  and entry.outcome in ('created', 'updated', 'recovered');
alter table imports force row level security;
alter table import_entries force row level security;
alter table revisions force row level security;
