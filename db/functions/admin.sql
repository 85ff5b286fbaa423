-- What an admin can do. Rights are decided here, by users.role of whoever entered, as it is at that moment: each
-- function that a request can call asks before it looks anything up. They run as blossomer_directory, which sees who there is, how
-- many rows they have and what admins did, and never a document, a dump or a report.

-- Returns who entered. Raises BG403, in the same words for everybody, unless that is an admin now.
create or replace function require_admin() returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  asking constant text := current_setting('app.user_id', true);
begin
  if (select person.role from public.users person where person.id = asking) is distinct from 'admin' then
    raise exception 'this needs the role admin' using errcode = 'BG403';
  end if;
  return asking;
end
$$;

-- Writes an act down, for the two functions below alone. Raises BG410 for somebody who was erased; that is looked at last,
-- since writing the person's row has by then waited for an erasure under way.
create or replace function keep_act(
  acting text, person text, action text, reason text, act uuid, import uuid
) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  -- A dry run has no import, keeps no key, and can be asked for again.
  key constant text := case when import is not null then nullif(current_setting('app.idempotency_key', true), '') end;
begin
  insert into public.audit (user_id, id, action, admin_id, person_id, reason, import_id, idempotency_key)
    select it.id, act, keep_act.action, acting, person, keep_act.reason, import, case when it.id = acting then key end
    from public.users it where it.id = person;
  if person <> acting then
    insert into public.audit (user_id, id, action, admin_id, person_id, import_id, idempotency_key)
      values (acting, act, keep_act.action, acting, person, import, key);
  end if;
  if exists (select from public.deleted_users gone where gone.id = person) then
    raise exception 'this person was erased' using errcode = 'BG410';
  end if;
end
$$;

-- Writes down what the admin who entered does for this person.
create or replace function record_act(person text, action text, reason text, act uuid, import uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  acting constant text := public.require_admin();
begin
  perform public.keep_act(acting, person, action, reason, act, import);
end
$$;

-- Makes the row of a person who has never been here, writes the act down, and turns the rest of this transaction into one
-- of that person: their policies hold, and the admin's no longer do. The idempotency key stays the admin's.
create or replace function act_for(person text, action text, reason text, act uuid, import uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  acting constant text := public.require_admin();
begin
  insert into public.users (id) values (person) on conflict do nothing;
  perform public.keep_act(acting, person, action, reason, act, import);
  perform set_config('app.user_id', person, true), set_config('app.actor', 'admin', true),
    set_config('app.idempotency_key', '', true), set_config('app.request_digest', '', true);
end
$$;

-- For a request that is sent again: turns this transaction into one of the person for whom the admin who entered acted
-- under this key, and says in app.import_id which import that was; nothing happens when there is no such act.
create or replace function act_again(key text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  acting constant text := public.require_admin();
  earlier public.audit;
begin
  select * into earlier from public.audit it where it.user_id = acting and it.idempotency_key = key;
  if not found then
    return;
  end if;
  if exists (select from public.deleted_users gone where gone.id = earlier.person_id) then
    raise exception 'this person was erased' using errcode = 'BG410';
  end if;
  perform set_config('app.user_id', earlier.person_id, true),
    set_config('app.import_id', earlier.import_id::text, true);
end
$$;

-- Who there is, the newest first, after this place; `search` is an id or a part of an e-mail address or name, or empty.
create or replace function list_people(search text, before_at timestamptz, before_id text, most integer)
returns table (id text, email text, name text, role text, created_at timestamptz, last_login_at timestamptz,
  companies bigint, accounts bigint, personas bigint, campaigns bigint, imports bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  acting constant text := public.require_admin();
  wanted constant text := lower(search);
begin
  return query
    select it.id, it.email, it.name, it.role, it.created_at, it.last_login_at,
      (select count(*) from public.companies mine where mine.user_id = it.id),
      (select count(*) from public.accounts mine where mine.user_id = it.id),
      (select count(*) from public.personas mine where mine.user_id = it.id),
      (select count(*) from public.campaigns mine where mine.user_id = it.id),
      (select count(*) from public.imports mine where mine.user_id = it.id)
    from public.users it
    where (wanted = '' or it.id = wanted or position(wanted in lower(it.email)) > 0
        or position(wanted in lower(it.name)) > 0)
      and (before_at is null or (it.created_at, it.id) < (before_at, before_id))
    order by it.created_at desc, it.id desc limit most;
end
$$;

-- What admins did, the last first, after this place: the person's row where there is one, else the admin's, which has no
-- reason. `person` and `admin`: null for anybody.
create or replace function list_acts(person text, admin text, before_at timestamptz, before_id uuid, most integer)
returns setof audit
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  acting constant text := public.require_admin();
begin
  return query
    select it.* from public.audit it
    where (person is null or coalesce(it.person_id, it.user_id) = person)
      and (admin is null or coalesce(it.admin_id, it.user_id) = admin)
      and (it.user_id = coalesce(it.person_id, it.user_id)
        or not exists (select from public.audit theirs where theirs.user_id = it.person_id and theirs.id = it.id))
      and (before_at is null or (it.at, it.id) < (before_at, before_id))
    order by it.at desc, it.id desc limit most;
end
$$;
