-- A person's own row. `role` is granted to nobody who serves requests: give_role() alone changes it.
alter table users enable row level security;
alter table users force row level security;

drop policy if exists own_row on users;
create policy own_row on users
  using (id = (select nullif(current_setting('app.user_id', true), '')))
  with check (id = (select nullif(current_setting('app.user_id', true), '')));

-- What the functions of functions/directory.sql see of everybody is in policies/directory.sql.
revoke all on users from public, blossomer_app;
grant select on users to blossomer_app;
grant insert (id, email, name, last_login_at) on users to blossomer_app;
grant update (email, name, last_login_at) on users to blossomer_app;
