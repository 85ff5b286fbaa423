-- A person's own generations, with the attempts, events and spending of each, and the pages that were read for them.
-- Delete is granted on pages alone: what was spent stays spent, and what was told stays told.
alter table generations enable row level security;
alter table generations force row level security;
alter table generation_attempts enable row level security;
alter table generation_attempts force row level security;
alter table generation_events enable row level security;
alter table generation_events force row level security;
alter table website_pages enable row level security;
alter table website_pages force row level security;
alter table generation_spending enable row level security;
alter table generation_spending force row level security;

drop policy if exists own_rows on generations;
create policy own_rows on generations
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

drop policy if exists own_rows on generation_attempts;
create policy own_rows on generation_attempts
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

drop policy if exists own_rows on generation_events;
create policy own_rows on generation_events
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

drop policy if exists own_rows on website_pages;
create policy own_rows on website_pages
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

drop policy if exists own_rows on generation_spending;
create policy own_rows on generation_spending
  using (user_id = (select nullif(current_setting('app.user_id', true), '')))
  with check (user_id = (select nullif(current_setting('app.user_id', true), '')));

revoke all on generations, generation_attempts, generation_events, website_pages, generation_spending
  from public, blossomer_app;
grant select on generations, generation_attempts, generation_events, website_pages, generation_spending
  to blossomer_app;
-- The owner, what was asked for and when are not granted for update.
grant insert (user_id, id, kind, document_id, again, digest, inputs) on generations to blossomer_app;
grant update (state, stage, fields, result, evidence, pages, upstream, regeneration, problem, provider, model,
  input_tokens, output_tokens, cost_micros, document_version, last_event, run, starts, lost, started_at, ended_at)
  on generations to blossomer_app;
grant insert on generation_attempts to blossomer_app;
grant insert (user_id, generation_id, seq, event, data) on generation_events to blossomer_app;
grant insert, delete on website_pages to blossomer_app;
grant update (page, fetched_at) on website_pages to blossomer_app;
grant insert (user_id, generation_id, run, reserved_tokens) on generation_spending to blossomer_app;
grant update (used_tokens, settled_at) on generation_spending to blossomer_app;
