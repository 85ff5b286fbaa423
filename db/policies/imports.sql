-- A person's own imports with their sources, receipts and undos. Update and delete are not granted: a receipt stays as given.
alter table imports enable row level security;
alter table imports force row level security;
alter table import_sources enable row level security;
alter table import_sources force row level security;
alter table import_entries enable row level security;
alter table import_entries force row level security;
alter table import_undos enable row level security;
alter table import_undos force row level security;

drop policy if exists own_rows on imports;
create policy own_rows on imports
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

drop policy if exists own_rows on import_sources;
create policy own_rows on import_sources
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

drop policy if exists own_rows on import_entries;
create policy own_rows on import_entries
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

drop policy if exists own_rows on import_undos;
create policy own_rows on import_undos
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

revoke all on imports, import_sources, import_entries, import_undos from public, blossomer_app;
grant select on imports, import_sources, import_entries, import_undos to blossomer_app;
grant insert (user_id, id, label, actor, report, decisions) on imports to blossomer_app;
grant insert on import_sources, import_entries to blossomer_app;
grant insert (user_id, import_id, report) on import_undos to blossomer_app;
