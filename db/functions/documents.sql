-- What happens to every document at every write, whoever writes it.

-- The words that a search looks through: the text of the document but for what no person reads, its first 200,000
-- characters. A search vector holds at most 1 MB; text that is cut into more words than that is searched by its first
-- 20,000 characters. Only long text needs the handler, which costs a subtransaction.
create or replace function searchable(name text, data jsonb) returns tsvector
language plpgsql immutable as $$
declare
  words constant text := replace(left(
    name || ' ' || coalesce((
      select string_agg(leaf #>> '{}', ' ')
      from jsonb_path_query(data - array['provenance', 'metadata', 'breakdown'],
        'strict $.** ? (@.type() == "string")') as leaf
    ), ''), 200000), '@', ' '); -- An address is found by its beginning, too.
begin
  if char_length(words) <= 20000 then
    return to_tsvector('simple', words);
  end if;
  begin
    return to_tsvector('simple', words);
  exception when program_limit_exceeded then
    return to_tsvector('simple', left(words, 20000));
  end;
end
$$;

-- The version grows by one with each write and goes on above the highest that the id ever had, so that after a
-- delete and a new create (or a restore) an ETag still never names two contents.
create or replace function prepare_document() returns trigger
language plpgsql as $$
declare
  document_kind constant text := tg_argv[0];
begin
  if tg_op = 'INSERT' then
    new.version := 1 + coalesce((
      select max(revision.version) from revisions revision
      where revision.user_id = new.user_id and revision.kind = document_kind and revision.id = new.id), 0);
    new.search := searchable(new.name, new.data);
  else
    new.version := old.version + 1;
    new.updated_at := now();
    if (new.name, new.data) is distinct from (old.name, old.data) then
      new.search := searchable(new.name, new.data);
    end if;
  end if;
  return new;
end
$$;

-- Writes the revision of one write. Not a function in SQL: its statement would be planned anew for each row, with the
-- policies, which took longer than the insert itself.
create or replace function record_revision(
  kind text, op text, owner text, id uuid, version integer,
  old_columns jsonb, new_columns jsonb, old_data jsonb, new_data jsonb
) returns void
language plpgsql as $$
begin
  insert into public.revisions (user_id, kind, id, version, op, actor, request_id, idempotency_key, undo)
  values (
    owner, kind, id, version, op,
    coalesce(nullif(current_setting('app.actor', true), ''), 'person'),
    nullif(current_setting('app.request_id', true), ''),
    nullif(current_setting('app.idempotency_key', true), ''),
    case op
      when 'insert' then null
      when 'delete' then jsonb_build_object('columns', old_columns, 'data', old_data)
      else jsonb_build_object(
        'columns', (
          select coalesce(jsonb_object_agg(field.key, field.value), '{}')
          from jsonb_each(old_columns) field where field.value is distinct from new_columns -> field.key),
        'data', (
          select coalesce(jsonb_object_agg(field.key, field.value), '{}')
          from jsonb_each(old_data) field where field.value is distinct from new_data -> field.key),
        'added', (
          select coalesce(jsonb_agg(field), '[]')
          from jsonb_object_keys(new_data) field where not old_data ? field))
    end);
end
$$;

create or replace function company_columns(it companies) returns jsonb
language sql immutable as $$
  select jsonb_build_object('name', it.name, 'url', it.url, 'createdAt', it.created_at)
$$;

create or replace function account_columns(it accounts) returns jsonb
language sql immutable as $$
  select jsonb_build_object('companyId', it.company_id, 'name', it.name, 'createdAt', it.created_at)
$$;

create or replace function persona_columns(it personas) returns jsonb
language sql immutable as $$
  select jsonb_build_object('accountId', it.account_id, 'name', it.name, 'createdAt', it.created_at)
$$;

create or replace function campaign_columns(it campaigns) returns jsonb
language sql immutable as $$
  select jsonb_build_object('accountId', it.account_id, 'personaId', it.persona_id, 'name', it.name,
    'type', it.type, 'status', it.status, 'createdAt', it.created_at)
$$;

-- One trigger function for the four tables; which columns a kind has is said above. Definer, because the app may not
-- insert into revisions itself, and because a cascade runs its triggers as the table's owner on PostgreSQL 18 and as
-- the caller on 15. Row-level security still holds for the owner: it is forced.
create or replace function record_document() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  kind constant text := tg_argv[0];
  before_columns jsonb;
  after_columns jsonb;
begin
  -- Whoever is being erased leaves no history of it.
  if tg_op = 'DELETE' and exists (select from public.deleted_users where id = old.user_id) then
    return null;
  end if;
  if tg_op = 'INSERT' then -- It replaced nothing.
    perform record_revision(kind, 'insert', new.user_id, new.id, new.version, null, null, null, null);
    if coalesce(current_setting('app.idempotency_key', true), '') <> '' then
      perform public.keep_idempotency_key();
    end if;
    return null;
  end if;
  case kind
    when 'company' then
      before_columns := company_columns(old);
      after_columns := company_columns(new);
    when 'account' then
      before_columns := account_columns(old);
      after_columns := account_columns(new);
    when 'persona' then
      before_columns := persona_columns(old);
      after_columns := persona_columns(new);
    when 'campaign' then
      before_columns := campaign_columns(old);
      after_columns := campaign_columns(new);
  end case;
  if tg_op = 'DELETE' then
    perform record_revision(kind, 'delete', old.user_id, old.id, old.version, before_columns, null, old.data, null);
    if coalesce(current_setting('app.trash_id', true), '') <> '' then
      insert into public.trashed_documents (user_id, trash_id, kind, id, version, content)
      values (old.user_id, current_setting('app.trash_id')::uuid, kind, old.id, old.version,
        to_jsonb(old) - array['search', 'summary']);
    end if;
  else
    perform record_revision(kind, 'update', new.user_id, new.id, new.version,
      before_columns, after_columns, old.data, new.data);
  end if;
  if coalesce(current_setting('app.idempotency_key', true), '') <> '' then
    perform public.keep_idempotency_key();
  end if;
  return null;
end
$$;

create or replace trigger prepare before insert or update on companies
  for each row execute function prepare_document('company');
create or replace trigger prepare before insert or update on accounts
  for each row execute function prepare_document('account');
create or replace trigger prepare before insert or update on personas
  for each row execute function prepare_document('persona');
create or replace trigger prepare before insert or update on campaigns
  for each row execute function prepare_document('campaign');

create or replace trigger record after insert or update or delete on companies
  for each row execute function record_document('company');
create or replace trigger record after insert or update or delete on accounts
  for each row execute function record_document('account');
create or replace trigger record after insert or update or delete on personas
  for each row execute function record_document('persona');
create or replace trigger record after insert or update or delete on campaigns
  for each row execute function record_document('campaign');
