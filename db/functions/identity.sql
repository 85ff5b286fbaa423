-- The identity of a request, for the length of its transaction. The first statement of every segment.

-- Raises BG401 for a person who was erased.
create or replace function enter(person text) returns void
language plpgsql as $$
begin
  perform set_config('app.user_id', person, true);
  if exists (select from deleted_users where id = person) then
    raise exception 'this person was deleted' using errcode = 'BG401';
  end if;
end
$$;

-- The same for a request that writes: who writes, and under which request.
create or replace function enter(person text, actor text, request_id text) returns void
language plpgsql as $$
begin
  perform enter(person);
  perform set_config('app.actor', actor, true), set_config('app.request_id', request_id, true);
end
$$;
drop function if exists enter(text, text, text, text);

-- Makes the row of the person who entered, or refreshes it; the time of the last sign-in at most hourly.
create or replace function arrive(address text, display_name text) returns void
language sql as $$
  insert into users as person (id, email, name, last_login_at)
  values (current_setting('app.user_id'), address, display_name, now())
  on conflict (id) do update
    set email = excluded.email, name = excluded.name, last_login_at = excluded.last_login_at
    where person.last_login_at is null
      or person.last_login_at < now() - interval '1 hour'
      or (person.email, person.name) is distinct from (excluded.email, excluded.name)
$$;

-- Called once at start: what this database was filled under before, or null when it was not yet claimed.
create or replace function claim_deployment(mode text, project text)
returns table (identity_mode text, identity_project text)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with before as (select d.identity_mode, d.identity_project from public.deployment d for update),
  claimed as (
    update public.deployment set identity_mode = mode, identity_project = project
    where deployment.identity_mode is null or (deployment.identity_mode = 'development' and mode = 'development')
  )
  select * from before
$$;
