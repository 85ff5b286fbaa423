-- Up Migration

-- One row for each import that was carried out (a dry run leaves nothing behind).
create table imports (
  user_id text not null constraint imports_user_exists references users on delete cascade,
  id uuid not null,
  label text not null default '',
  actor text not null default 'person',
  -- The answer as it was given: totals, entities, findings.
  report jsonb not null,
  created_at timestamptz not null default now(),
  primary key (user_id, id)
);
create index imports_by_created on imports (user_id, created_at, id);

-- The raw string of each key, verbatim. Escaped to ASCII, because text cannot hold U+0000 or lone surrogates.
-- A refused key (a secret) has its name here and never its value.
create table import_sources (
  user_id text not null,
  import_id uuid not null,
  key text not null,
  raw text,
  sha256 text,
  refused boolean not null default false,
  primary key (user_id, import_id, key),
  constraint import_sources_import_exists foreign key (user_id, import_id)
    references imports (user_id, id) on delete cascade
);

-- The receipt: one row for each document that the import spoke of, and one for each key's remaining leaves.
-- `leaves` is [[key, pointer, class, target pointer, reason], ...]; `planned` is the resource as the import meant it,
-- the base against which a later import and an undo tell the person's edits from the import's.
create table import_entries (
  user_id text not null,
  import_id uuid not null,
  seq integer not null,
  kind text,
  entity_id uuid,
  outcome text not null,
  planned jsonb,
  leaves jsonb not null,
  primary key (user_id, import_id, seq),
  constraint import_entries_import_exists foreign key (user_id, import_id)
    references imports (user_id, id) on delete cascade
);
create index import_entries_by_entity on import_entries (user_id, kind, entity_id);

-- A string that a person sent before is not stored twice: `raw` is null and the hash finds it.
create index import_sources_by_hash on import_sources (user_id, sha256) where raw is not null;
