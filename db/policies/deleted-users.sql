-- Whether I was erased. Nothing can be taken back: update and delete are not granted.
alter table deleted_users enable row level security;
alter table deleted_users force row level security;

drop policy if exists own_row on deleted_users;
create policy own_row on deleted_users
  using (id = (select nullif(current_setting('app.user_id', true), '')))
  with check (id = (select nullif(current_setting('app.user_id', true), '')));

revoke all on deleted_users from public, blossomer_app;
grant select on deleted_users to blossomer_app;
grant insert (id) on deleted_users to blossomer_app;
