-- Up Migration

-- One row for each write of a document, by trigger, in the transaction of the write. History, the change feed,
-- idempotency and the undo of an import read from here.
-- `undo` is what the write replaced: {"columns": {...}, "data": {top-level fields as they were},
-- "added": [top-level fields that were not there]}; null for an insert, the whole row for a delete.
-- No foreign key to the document: its history outlives it, so that a version never names two contents.
create table revisions (
  user_id text not null constraint revisions_user_exists references users on delete cascade,
  tx xid8 not null default pg_current_xact_id(),
  seq bigint not null generated always as identity,
  kind text not null,
  id uuid not null,
  version integer not null,
  op text not null,
  actor text not null,
  request_id text,
  idempotency_key text,
  undo jsonb,
  at timestamptz not null default clock_timestamp(),
  -- The feed pages in this order: a transaction that commits late is still behind the cursor.
  primary key (user_id, tx, seq)
);

create index revisions_by_document on revisions (user_id, kind, id, version);
create index revisions_by_idempotency_key on revisions (user_id, idempotency_key)
  where idempotency_key is not null;
