-- A person's own personas, and nothing else. The wrapped select is evaluated once a statement, not once a row.
alter table personas enable row level security;
alter table personas force row level security;

drop policy if exists own_rows on personas;
create policy own_rows on personas
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

-- account_id is not granted for update: a persona stays with its account.
revoke all on personas from public, blossomer_app;
grant select, delete on personas to blossomer_app;
grant insert (user_id, id, account_id, name, seniority_rank, priority_rank, data, digest, created_at) on personas to blossomer_app;
grant update (name, seniority_rank, priority_rank, data) on personas to blossomer_app;
