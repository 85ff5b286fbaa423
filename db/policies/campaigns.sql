-- A person's own campaigns, and nothing else. The wrapped select is evaluated once a statement, not once a row.
alter table campaigns enable row level security;
alter table campaigns force row level security;

drop policy if exists own_rows on campaigns;
create policy own_rows on campaigns
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

-- account_id and persona_id are not granted for update: an e-mail stays with the persona it was written to.
revoke all on campaigns from public, blossomer_app;
grant select, delete on campaigns to blossomer_app;
grant insert (user_id, id, account_id, persona_id, name, type, status, data, digest, created_at) on campaigns to blossomer_app;
grant update (name, type, status, data) on campaigns to blossomer_app;
