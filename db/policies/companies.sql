-- A person's own companies, and nothing else. The wrapped select is evaluated once a statement, not once a row.
alter table companies enable row level security;
alter table companies force row level security;

drop policy if exists own_rows on companies;
create policy own_rows on companies
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

-- The version, the times and the owner are not granted for update: a trigger writes them, or nobody does.
revoke all on companies from public, blossomer_app;
grant select, delete on companies to blossomer_app;
grant insert (user_id, id, name, url, data, digest, created_at) on companies to blossomer_app;
grant update (name, url, data) on companies to blossomer_app;
