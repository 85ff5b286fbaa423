-- Erases the person who entered: a tombstone, then their row and with it, by cascade, every row of theirs in every
-- table. The tombstone comes first: it keeps a token that is still alive from bringing the row back, and it tells the
-- trigger of each deleted document to keep no history of this. Definer, because delete on users is granted to nobody.
create or replace function erase_me() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into public.deleted_users (id) values (current_setting('app.user_id')) on conflict do nothing;
  delete from public.users where id = current_setting('app.user_id');
  -- Whoever has one of these under way finds nobody.
  delete from pgboss.job where data ->> 'userId' = current_setting('app.user_id');
end
$$;
