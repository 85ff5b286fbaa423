-- What the functions of functions/admin.sql and functions/directory.sql see of everybody: who there is, how many rows
-- they have, whether they were erased, and what admins did. No `data`, no report, no raw string, no history is granted.
-- The owner of the tables is a member of blossomer_directory and sees nothing more by it: current_user is asked, too.
drop policy if exists directory on users;
create policy directory on users to blossomer_directory
  using (current_user = 'blossomer_directory') with check (current_user = 'blossomer_directory');
drop policy if exists directory on audit;
create policy directory on audit to blossomer_directory
  using (current_user = 'blossomer_directory') with check (current_user = 'blossomer_directory');
drop policy if exists directory on companies;
create policy directory on companies for select to blossomer_directory using (current_user = 'blossomer_directory');
drop policy if exists directory on accounts;
create policy directory on accounts for select to blossomer_directory using (current_user = 'blossomer_directory');
drop policy if exists directory on personas;
create policy directory on personas for select to blossomer_directory using (current_user = 'blossomer_directory');
drop policy if exists directory on campaigns;
create policy directory on campaigns for select to blossomer_directory using (current_user = 'blossomer_directory');
drop policy if exists directory on imports;
create policy directory on imports for select to blossomer_directory using (current_user = 'blossomer_directory');
drop policy if exists directory on deleted_users;
create policy directory on deleted_users for select to blossomer_directory
  using (current_user = 'blossomer_directory');

grant select on users to blossomer_directory;
grant insert (id) on users to blossomer_directory;
grant update (role) on users to blossomer_directory;
grant select on audit to blossomer_directory;
grant insert (user_id, id, action, admin_id, person_id, reason, import_id, idempotency_key) on audit
  to blossomer_directory;
grant select (user_id) on companies, accounts, personas, campaigns, imports to blossomer_directory;
grant select (id) on deleted_users to blossomer_directory;
