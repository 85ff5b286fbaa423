-- A person's own row. `role` is granted to nobody who serves requests: give_role() alone changes it.
alter table users enable row level security;
alter table users force row level security;

drop policy if exists own_row on users;
create policy own_row on users
  using (id = (select nullif(current_setting('app.user_id', true), '')))
  with check (id = (select nullif(current_setting('app.user_id', true), '')));

-- The functions of functions/directory.sql see who there is.
drop policy if exists directory on users;
create policy directory on users to blossomer_directory using (true) with check (true);

revoke all on users from public, blossomer_app, blossomer_directory;
grant select on users to blossomer_app;
grant insert (id, email, name, last_login_at) on users to blossomer_app;
grant update (email, name, last_login_at) on users to blossomer_app;
grant select on users to blossomer_directory;
grant update (role) on users to blossomer_directory;
