-- A person's own record. Update and delete are not granted: what was done stays told. Nor are the columns of an act of
-- an admin: record_act() alone writes those.
alter table audit enable row level security;
alter table audit force row level security;

drop policy if exists own_rows on audit;
create policy own_rows on audit
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

revoke all on audit from public, blossomer_app;
grant select on audit to blossomer_app;
grant insert (user_id, id, action, detail) on audit to blossomer_app;
