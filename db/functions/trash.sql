-- Deleting, restoring and forgetting a document with everything below it. All run with the rights of the person.

create or replace function table_of(kind text) returns text
language sql immutable as $$
  select case kind when 'company' then 'companies' when 'account' then 'accounts'
    when 'persona' then 'personas' when 'campaign' then 'campaigns' end
$$;

-- Deletes one document and all below it, if it is at one of these versions (null: at any), and keeps the rows under
-- this id in the trash. False when there is no such document. The entry is written first: the trigger of each deleted
-- row refers to it.
create or replace function move_to_trash(kind text, document uuid, versions integer[], trash_id uuid)
returns boolean
language plpgsql as $$
declare
  written integer;
begin
  execute format(
    'insert into trash (user_id, id, kind, entity_id, name)
      select user_id, $1, $2, id, name from %I where id = $3 and ($4 is null or version = any($4)) for update',
    table_of(kind)) using trash_id, kind, document, versions;
  get diagnostics written = row_count;
  if written = 0 then
    return false;
  end if;
  perform set_config('app.trash_id', trash_id::text, true);
  execute format('delete from %I where id = $1', table_of(kind)) using document;
  perform set_config('app.trash_id', '', true);
  return true;
end
$$;

-- Puts exactly those rows back, parents first, and returns what they were deleted as; null without such an entry.
-- A parent that is gone or an id that lives again violates its constraint, and nothing is restored.
create or replace function restore_from_trash(entry uuid) returns trash
language plpgsql as $$
declare
  deleted trash;
begin
  -- Not `for update`, which would need the right to update the trash.
  perform pg_advisory_xact_lock(hashtextextended('restore ' || entry, 0));
  select * into deleted from trash where id = entry;
  if not found then
    return null;
  end if;
  insert into companies (user_id, id, name, url, data, digest, created_at)
    select it.user_id, it.id, it.name, it.url, it.data, it.digest, it.created_at
    from trashed_documents doc, jsonb_populate_record(null::companies, doc.content) it
    where doc.trash_id = entry and doc.kind = 'company';
  insert into accounts (user_id, id, company_id, name, priority_rank, data, digest, created_at)
    select it.user_id, it.id, it.company_id, it.name, it.priority_rank, it.data, it.digest, it.created_at
    from trashed_documents doc, jsonb_populate_record(null::accounts, doc.content) it
    where doc.trash_id = entry and doc.kind = 'account';
  insert into personas (user_id, id, account_id, name, seniority_rank, priority_rank, data, digest, created_at)
    select it.user_id, it.id, it.account_id, it.name, it.seniority_rank, it.priority_rank, it.data, it.digest,
      it.created_at
    from trashed_documents doc, jsonb_populate_record(null::personas, doc.content) it
    where doc.trash_id = entry and doc.kind = 'persona';
  insert into campaigns (user_id, id, account_id, persona_id, name, type, status, data, digest, created_at)
    select it.user_id, it.id, it.account_id, it.persona_id, it.name, it.type, it.status, it.data, it.digest,
      it.created_at
    from trashed_documents doc, jsonb_populate_record(null::campaigns, doc.content) it
    where doc.trash_id = entry and doc.kind = 'campaign';
  delete from trash where id = entry;
  return deleted;
end
$$;

-- The same for who has more to do in the transaction: false where it cannot be, and then nothing is restored.
create or replace function restored_from_trash(entry uuid) returns boolean
language plpgsql as $$
begin
  perform restore_from_trash(entry);
  return true;
exception when integrity_constraint_violation then
  return false;
end
$$;

-- Forgets one entry of the trash (null: all of them) with what the history kept of those documents; how many entries.
-- Their versions stay, so that an id that is used again goes on above them. Definer, because nobody who serves
-- requests may touch the history otherwise; row-level security holds for the owner, too.
create or replace function purge_trash(entry uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  purged bigint;
begin
  update public.revisions revision set undo = null
    from public.trashed_documents doc
    where (entry is null or doc.trash_id = entry) and revision.undo is not null
      and revision.user_id = doc.user_id and revision.kind = doc.kind and revision.id = doc.id
      and revision.version <= doc.version;
  delete from public.trash where entry is null or id = entry;
  get diagnostics purged = row_count;
  if purged > 0 then
    perform public.keep_idempotency_key();
  end if;
  return purged;
end
$$;
