-- The few reads across people. They belong to blossomer_directory, which may see who there is and never a document.

-- Gives a person a role; `person` is an id, or an e-mail address when exactly one person has it.
-- Only the owner of the database may call it: it is an act of whoever operates the system.
create or replace function give_role(person text, new_role text)
returns table (id text, email text, role text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  found_ids text[];
begin
  select array_agg(u.id) into found_ids from public.users u where u.id = person;
  if found_ids is null then
    select array_agg(u.id) into found_ids from public.users u where lower(u.email) = lower(person) and person <> '';
  end if;
  if found_ids is null then
    raise exception 'nobody has the id or e-mail address %', person using errcode = 'BG404';
  end if;
  if cardinality(found_ids) > 1 then
    raise exception '% people have the e-mail address %: name one by id (%)',
      cardinality(found_ids), person, array_to_string(found_ids, ', ') using errcode = 'BG409';
  end if;
  return query update public.users u set role = new_role where u.id = found_ids[1] returning u.id, u.email, u.role;
end
$$;
