-- The keys of a person's own requests. A key that was used stays used: update and delete are not granted.
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;

drop policy if exists own_rows on idempotency_keys;
create policy own_rows on idempotency_keys
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

revoke all on idempotency_keys from public, blossomer_app;
grant select on idempotency_keys to blossomer_app;
grant insert (user_id, key, digest) on idempotency_keys to blossomer_app;
