-- A person's own history. Insert, update and delete are not granted: record_revision() writes, nobody rewrites.
alter table revisions enable row level security;
alter table revisions force row level security;

drop policy if exists own_rows on revisions;
create policy own_rows on revisions
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

revoke all on revisions from public, blossomer_app;
grant select on revisions to blossomer_app;
