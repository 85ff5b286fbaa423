-- Up Migration

-- An act of an admin leaves two rows under one id: the person's, with the reason, which goes with the person, and the
-- admin's, without it, which stays when the person is erased. `admin_id` and `person_id` are null where the person of
-- the row acted for themselves. No foreign keys: whoever of the two goes, the other's record stays.
alter table audit
  add column admin_id text,
  add column person_id text,
  add column reason text,
  add column import_id uuid,
  add column request_id text default nullif(current_setting('app.request_id', true), ''),
  -- Of the admin's row: a repeat of the request finds its act by it.
  add column idempotency_key text;

create index audit_by_time on audit (at, id);
create index audit_by_admin on audit (coalesce(admin_id, user_id), at, id);
create index audit_by_person on audit (coalesce(person_id, user_id), at, id);
create index audit_by_idempotency_key on audit (user_id, idempotency_key) where idempotency_key is not null;

-- The list of people, the newest first.
create index users_by_created on users (created_at, id);
