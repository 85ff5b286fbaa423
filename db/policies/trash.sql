-- A person's own trash. Its documents are written by the trigger of a delete alone, and leave with their entry.
alter table trash enable row level security;
alter table trash force row level security;
alter table trashed_documents enable row level security;
alter table trashed_documents force row level security;

drop policy if exists own_rows on trash;
create policy own_rows on trash
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

drop policy if exists own_rows on trashed_documents;
create policy own_rows on trashed_documents
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

revoke all on trash, trashed_documents from public, blossomer_app;
grant select, delete on trash to blossomer_app;
grant insert (user_id, id, kind, entity_id, name) on trash to blossomer_app;
grant select on trashed_documents to blossomer_app;
