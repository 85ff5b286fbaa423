-- What the cursors of the change feed stand on.

-- Called by migrate, as the owner. Transaction ids start again in another cluster: revisions from a dump would seem
-- to be written in the future, and the feed would never show them. So where the tables are new, all that they hold
-- becomes one transaction before all others (normal ids begin at 3), and cursors of before are refused.
-- `seq` stays: it gives the order within a transaction, and a dump brings its sequence along.
create or replace function continue_feed() returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  origin constant text := concat_ws('/',
    (select system_identifier from pg_control_system()),
    (select oid from pg_database where datname = current_database()),
    'public.revisions'::regclass::oid);
begin
  if (select feed_origin from deployment for update) is not distinct from origin then
    return;
  end if;
  if pg_relation_size('public.revisions') > 0 then
    -- The owner, too, sees only what the policies show. Nobody meets the table in between: this locks it.
    alter table revisions no force row level security;
    update revisions set tx = '1' where tx <> '1';
    alter table revisions force row level security;
  end if;
  update deployment set feed_origin = origin, feed_epoch = gen_random_uuid();
end
$$;

-- With the timeline: a standby that took over, or a recovery to an earlier time, may give out ids a second time.
create or replace function feed_epoch() returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select d.feed_epoch || '.' || left(pg_walfile_name(pg_current_wal_lsn()), 8) from public.deployment d
$$;
