-- A person's own accounts, and nothing else. The wrapped select is evaluated once a statement, not once a row.
alter table accounts enable row level security;
alter table accounts force row level security;

drop policy if exists own_rows on accounts;
create policy own_rows on accounts
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

-- company_id may change: an account may move to another company of the same person.
revoke all on accounts from public, blossomer_app;
grant select, delete on accounts to blossomer_app;
grant insert (user_id, id, company_id, name, priority_rank, data, digest, created_at) on accounts to blossomer_app;
grant update (company_id, name, priority_rank, data) on accounts to blossomer_app;
