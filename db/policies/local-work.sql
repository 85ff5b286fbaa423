-- How far a person's own browsers are. Delete is not granted: what was said once is not unsaid.
alter table local_work enable row level security;
alter table local_work force row level security;

drop policy if exists own_rows on local_work;
create policy own_rows on local_work
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

revoke all on local_work from public, blossomer_app;
grant select on local_work to blossomer_app;
grant insert (user_id, phase) on local_work to blossomer_app;
grant update (phase, compared_at, compared_in, clean, comparing, comparing_since, comparing_in, comparing_from,
  comparing_after_kind, comparing_after_id, comparing_same, comparing_differing) on local_work to blossomer_app;
