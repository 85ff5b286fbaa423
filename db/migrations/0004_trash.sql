-- Up Migration

-- What a person deleted, until they restore or purge it: one row for each delete, named after what was asked for.
create table trash (
  user_id text not null constraint trash_user_exists references users on delete cascade,
  id uuid not null,
  kind text not null,
  entity_id uuid not null,
  name text not null,
  deleted_at timestamptz not null default now(),
  primary key (user_id, id)
);
create index trash_by_deleted on trash (user_id, deleted_at, id);

-- The rows of a delete, one a document, so that a subtree may be larger than one value can be. `content` is the row as
-- it was, without what is computed. Written by a trigger (functions/documents.sql) in the delete itself: whatever the
-- cascade took is here, and nothing else.
create table trashed_documents (
  user_id text not null,
  trash_id uuid not null,
  kind text not null,
  id uuid not null,
  version integer not null,
  content jsonb not null,
  primary key (user_id, trash_id, kind, id),
  constraint trashed_documents_entry_exists foreign key (user_id, trash_id)
    references trash (user_id, id) on delete cascade
);
-- An import leaves alone what is in the trash.
create index trashed_documents_by_document on trashed_documents (user_id, kind, id);

-- The Idempotency-Key of each request that wrote something, for good. `digest` is that of the request: the same key
-- with another request is a mistake, and not a repeat.
create table idempotency_keys (
  user_id text not null constraint idempotency_keys_user_exists references users on delete cascade,
  key text not null,
  digest text not null,
  at timestamptz not null default now(),
  primary key (user_id, key)
);

-- An import that found everything unchanged has no revision; its report is found by this.
alter table imports add column idempotency_key text
  default nullif(current_setting('app.idempotency_key', true), '');
create index imports_by_idempotency_key on imports (user_id, idempotency_key) where idempotency_key is not null;
