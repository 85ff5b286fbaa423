--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: SCHEMA public; Type: COMMENT; Schema: -; Owner: -
--

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: accounts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts (
    user_id text NOT NULL,
    id uuid NOT NULL,
    company_id uuid NOT NULL,
    name text NOT NULL COLLATE pg_catalog."und-x-icu",
    priority_rank smallint DEFAULT 0 NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    summary text GENERATED ALWAYS AS ("left"((data ->> 'description'::text), 300)) STORED,
    search tsvector NOT NULL,
    digest text,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT accounts_data_is_object CHECK ((jsonb_typeof(data) = 'object'::text)),
    CONSTRAINT accounts_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);
ALTER TABLE ONLY public.accounts ALTER COLUMN data SET COMPRESSION lz4;

ALTER TABLE ONLY public.accounts FORCE ROW LEVEL SECURITY;

--
-- Name: account_columns(public.accounts); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.account_columns(it public.accounts) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$
  select jsonb_build_object('companyId', it.company_id, 'name', it.name, 'createdAt', it.created_at)
$$;

--
-- Name: act_again(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.act_again(key text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

--
-- Name: act_for(text, text, text, uuid, uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.act_for(person text, action text, reason text, act uuid, import uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  acting constant text := public.require_admin();
begin
  insert into public.users (id) values (person) on conflict do nothing;
  perform public.keep_act(acting, person, action, reason, act, import);
  perform set_config('app.user_id', person, true), set_config('app.actor', 'admin', true),
    set_config('app.idempotency_key', '', true), set_config('app.request_digest', '', true);
end
$$;

--
-- Name: arrive(text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.arrive(address text, display_name text) RETURNS void
    LANGUAGE sql
    AS $$
  insert into users as person (id, email, name, last_login_at)
  values (current_setting('app.user_id'), address, display_name, now())
  on conflict (id) do update
    set email = excluded.email, name = excluded.name, last_login_at = excluded.last_login_at
    where person.last_login_at is null
      or person.last_login_at < now() - interval '1 hour'
      or (person.email, person.name) is distinct from (excluded.email, excluded.name)
$$;

--
-- Name: campaigns; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns (
    user_id text NOT NULL,
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    persona_id uuid NOT NULL,
    name text NOT NULL COLLATE pg_catalog."und-x-icu",
    type text DEFAULT 'email'::text NOT NULL,
    status text DEFAULT 'draft'::text NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    summary text GENERATED ALWAYS AS ("left"(COALESCE((data ->> 'body'::text), (data ->> 'subject'::text)), 300)) STORED,
    search tsvector NOT NULL,
    digest text,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT campaigns_data_is_object CHECK ((jsonb_typeof(data) = 'object'::text)),
    CONSTRAINT campaigns_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT campaigns_status_length CHECK (((char_length(status) >= 1) AND (char_length(status) <= 64))),
    CONSTRAINT campaigns_type_length CHECK (((char_length(type) >= 1) AND (char_length(type) <= 64)))
);
ALTER TABLE ONLY public.campaigns ALTER COLUMN data SET COMPRESSION lz4;

ALTER TABLE ONLY public.campaigns FORCE ROW LEVEL SECURITY;

--
-- Name: campaign_columns(public.campaigns); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.campaign_columns(it public.campaigns) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$
  select jsonb_build_object('accountId', it.account_id, 'personaId', it.persona_id, 'name', it.name,
    'type', it.type, 'status', it.status, 'createdAt', it.created_at)
$$;

--
-- Name: claim_deployment(text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.claim_deployment(mode text, project text) RETURNS TABLE(identity_mode text, identity_project text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  with before as (select d.identity_mode, d.identity_project from public.deployment d for update),
  claimed as (
    update public.deployment set identity_mode = mode, identity_project = project
    where deployment.identity_mode is null or (deployment.identity_mode = 'development' and mode = 'development')
  )
  select * from before
$$;

--
-- Name: companies; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.companies (
    user_id text NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL COLLATE pg_catalog."und-x-icu",
    url text DEFAULT ''::text NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    summary text GENERATED ALWAYS AS ("left"((data ->> 'description'::text), 300)) STORED,
    search tsvector NOT NULL,
    digest text,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT companies_data_is_object CHECK ((jsonb_typeof(data) = 'object'::text)),
    CONSTRAINT companies_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT companies_url_length CHECK ((char_length(url) <= 2048))
);
ALTER TABLE ONLY public.companies ALTER COLUMN data SET COMPRESSION lz4;

ALTER TABLE ONLY public.companies FORCE ROW LEVEL SECURITY;

--
-- Name: company_columns(public.companies); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.company_columns(it public.companies) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$
  select jsonb_build_object('name', it.name, 'url', it.url, 'createdAt', it.created_at)
$$;

--
-- Name: continue_feed(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.continue_feed() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

--
-- Name: end_generation(uuid, uuid, text, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.end_generation(generation uuid, of_run uuid, ending text, told jsonb) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
declare
  last_event_now bigint;
begin
  update generations it set
      state = ending, stage = null, fields = '[]', last_event = it.last_event + 1, ended_at = clock_timestamp(),
      problem = case ending when 'failed' then told end
    where it.id = generation and it.state in ('queued', 'running') and (of_run is null or it.run = of_run)
    returning it.last_event into last_event_now;
  if not found then
    return false;
  end if;
  insert into generation_events (user_id, generation_id, seq, event, data)
    values (current_setting('app.user_id'), generation, last_event_now, ending, told);
  return true;
end
$$;

--
-- Name: enter(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.enter(person text) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  perform set_config('app.user_id', person, true);
  if exists (select from deleted_users where id = person) then
    raise exception 'this person was deleted' using errcode = 'BG401';
  end if;
end
$$;

--
-- Name: enter(text, text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.enter(person text, actor text, request_id text) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  perform enter(person);
  perform set_config('app.actor', actor, true), set_config('app.request_id', request_id, true);
end
$$;

--
-- Name: erase_me(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.erase_me() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
  insert into public.deleted_users (id) values (current_setting('app.user_id')) on conflict do nothing;
  delete from public.users where id = current_setting('app.user_id');
  -- Whoever has one of these under way finds nobody.
  delete from pgboss.job where data ->> 'userId' = current_setting('app.user_id');
end
$$;

--
-- Name: feed_epoch(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.feed_epoch() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  select d.feed_epoch || '.' || left(pg_walfile_name(pg_current_wal_lsn()), 8) from public.deployment d
$$;

--
-- Name: give_role(text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.give_role(person text, new_role text) RETURNS TABLE(id text, email text, role text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

--
-- Name: keep_act(text, text, text, text, uuid, uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.keep_act(acting text, person text, action text, reason text, act uuid, import uuid) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

--
-- Name: keep_idempotency_key(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.keep_idempotency_key() RETURNS void
    LANGUAGE sql
    AS $$
  insert into public.idempotency_keys (user_id, key, digest)
  select current_setting('app.user_id'), current_setting('app.idempotency_key'), current_setting('app.request_digest')
  where coalesce(current_setting('app.idempotency_key', true), '') <> ''
  on conflict do nothing
$$;

--
-- Name: leaves_of(jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.leaves_of(runs jsonb) RETURNS TABLE(nth bigint, key text, pointer text, class text, target text, reason text)
    LANGUAGE sql IMMUTABLE
    AS $$
  select row_number() over (order by run.nth, tail.nth), run.it ->> 0, (run.it ->> 3) || tail.it, run.it ->> 1,
    (run.it ->> 4) || tail.it, run.it ->> 2
  from jsonb_array_elements(runs) with ordinality run(it, nth),
    jsonb_array_elements_text(run.it -> 5) with ordinality tail(it, nth)
$$;

--
-- Name: audit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit (
    user_id text NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    action text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    admin_id text,
    person_id text,
    reason text,
    import_id uuid,
    request_id text DEFAULT NULLIF(current_setting('app.request_id'::text, true), ''::text),
    idempotency_key text
);

ALTER TABLE ONLY public.audit FORCE ROW LEVEL SECURITY;

--
-- Name: list_acts(text, text, timestamp with time zone, uuid, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.list_acts(person text, admin text, before_at timestamp with time zone, before_id uuid, most integer) RETURNS SETOF public.audit
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

--
-- Name: list_people(text, timestamp with time zone, text, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.list_people(search text, before_at timestamp with time zone, before_id text, most integer) RETURNS TABLE(id text, email text, name text, role text, created_at timestamp with time zone, last_login_at timestamp with time zone, companies bigint, accounts bigint, personas bigint, campaigns bigint, imports bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

--
-- Name: move_to_trash(text, uuid, integer[], uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.move_to_trash(kind text, document uuid, versions integer[], trash_id uuid) RETURNS boolean
    LANGUAGE plpgsql
    AS $_$
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
$_$;

--
-- Name: only_once(text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.only_once(idempotency_key text, request_digest text) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  earlier text;
begin
  perform pg_advisory_xact_lock(
    hashtextextended(current_setting('app.user_id') || ' key ' || idempotency_key, 0));
  select digest into earlier from idempotency_keys where key = idempotency_key;
  if earlier = request_digest then
    raise exception 'this request was carried out before' using errcode = 'BG208';
  elsif earlier is not null then
    raise exception 'another request had this idempotency key' using errcode = 'BG422';
  end if;
  perform set_config('app.idempotency_key', idempotency_key, true),
    set_config('app.request_digest', request_digest, true);
end
$$;

--
-- Name: personas; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.personas (
    user_id text NOT NULL,
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    name text NOT NULL COLLATE pg_catalog."und-x-icu",
    seniority_rank smallint DEFAULT 0 NOT NULL,
    priority_rank smallint DEFAULT 0 NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    summary text GENERATED ALWAYS AS ("left"((data ->> 'description'::text), 300)) STORED,
    search tsvector NOT NULL,
    digest text,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT personas_data_is_object CHECK ((jsonb_typeof(data) = 'object'::text)),
    CONSTRAINT personas_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);
ALTER TABLE ONLY public.personas ALTER COLUMN data SET COMPRESSION lz4;

ALTER TABLE ONLY public.personas FORCE ROW LEVEL SECURITY;

--
-- Name: persona_columns(public.personas); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.persona_columns(it public.personas) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$
  select jsonb_build_object('accountId', it.account_id, 'name', it.name, 'createdAt', it.created_at)
$$;

--
-- Name: prepare_document(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.prepare_document() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: purge_trash(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.purge_trash(entry uuid) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

--
-- Name: record_act(text, text, text, uuid, uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.record_act(person text, action text, reason text, act uuid, import uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  acting constant text := public.require_admin();
begin
  perform public.keep_act(acting, person, action, reason, act, import);
end
$$;

--
-- Name: record_document(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.record_document() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

--
-- Name: record_revision(text, text, text, uuid, integer, jsonb, jsonb, jsonb, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.record_revision(kind text, op text, owner text, id uuid, version integer, old_columns jsonb, new_columns jsonb, old_data jsonb, new_data jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: require_admin(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.require_admin() RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
  asking constant text := current_setting('app.user_id', true);
begin
  if (select person.role from public.users person where person.id = asking) is distinct from 'admin' then
    raise exception 'this needs the role admin' using errcode = 'BG403';
  end if;
  return asking;
end
$$;

--
-- Name: reserve_tokens(uuid, integer, integer, bigint, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.reserve_tokens(generation uuid, run integer, tokens integer, tokens_max bigint, window_seconds integer) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  spent bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(current_setting('app.user_id') || ' tokens', 0));
  if tokens_max is not null then
    select coalesce(sum(coalesce(it.used_tokens, it.reserved_tokens)), 0) into spent
      from generation_spending it where it.at > clock_timestamp() - make_interval(secs => window_seconds);
    if spent + tokens > tokens_max then
      raise exception 'the tokens of this person are spent' using errcode = 'BG429';
    end if;
  end if;
  insert into generation_spending (user_id, generation_id, run, reserved_tokens)
    values (current_setting('app.user_id'), generation, run, tokens);
end
$$;

--
-- Name: trash; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.trash (
    user_id text NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    entity_id uuid NOT NULL,
    name text NOT NULL,
    deleted_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.trash FORCE ROW LEVEL SECURITY;

--
-- Name: restore_from_trash(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.restore_from_trash(entry uuid) RETURNS public.trash
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: restored_from_trash(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.restored_from_trash(entry uuid) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
  perform restore_from_trash(entry);
  return true;
exception when integrity_constraint_violation then
  return false;
end
$$;

--
-- Name: searchable(text, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.searchable(name text, data jsonb) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE
    AS $_$
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
$_$;

--
-- Name: table_of(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.table_of(kind text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select case kind when 'company' then 'companies' when 'account' then 'accounts'
    when 'persona' then 'personas' when 'campaign' then 'campaigns' end
$$;

--
-- Name: tell_generation(uuid, uuid, jsonb, text, jsonb, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.tell_generation(generation uuid, of_run uuid, events jsonb, stage_now text, fields_now jsonb, fields_more jsonb) RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare
  number_of constant integer := jsonb_array_length(events);
  last_before bigint;
begin
  update generations it set
      last_event = it.last_event + number_of,
      stage = coalesce(stage_now, it.stage),
      fields = coalesce(fields_now, it.fields) || fields_more
    where it.id = generation and it.run = of_run and it.state = 'running'
    returning it.last_event - number_of into last_before;
  if not found then
    return 0;
  end if;
  insert into generation_events (user_id, generation_id, seq, event, data)
    select current_setting('app.user_id'), generation, last_before + one.nth, one.told ->> 'event', one.told -> 'data'
    from jsonb_array_elements(events) with ordinality as one(told, nth);
  return number_of;
end
$$;

--
-- Name: deleted_users; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.deleted_users (
    id text NOT NULL,
    deleted_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.deleted_users FORCE ROW LEVEL SECURITY;

--
-- Name: deployment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.deployment (
    singleton boolean DEFAULT true NOT NULL,
    identity_mode text,
    identity_project text,
    feed_origin text,
    feed_epoch uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT deployment_has_one_row CHECK (singleton)
);

--
-- Name: generation_attempts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.generation_attempts (
    user_id text NOT NULL,
    generation_id uuid NOT NULL,
    number integer NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    prompt_name text,
    prompt_version integer,
    prompt_hash text,
    schema_version integer,
    outcome text NOT NULL,
    status integer,
    raw text NOT NULL,
    error text,
    input_tokens integer NOT NULL,
    output_tokens integer NOT NULL,
    cost_micros bigint,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.generation_attempts FORCE ROW LEVEL SECURITY;

--
-- Name: generation_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.generation_events (
    user_id text NOT NULL,
    generation_id uuid NOT NULL,
    seq bigint NOT NULL,
    event text NOT NULL,
    data jsonb NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE ONLY public.generation_events FORCE ROW LEVEL SECURITY;

--
-- Name: generation_spending; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.generation_spending (
    user_id text NOT NULL,
    generation_id uuid NOT NULL,
    run smallint NOT NULL,
    reserved_tokens integer NOT NULL,
    used_tokens integer,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    settled_at timestamp with time zone
);

ALTER TABLE ONLY public.generation_spending FORCE ROW LEVEL SECURITY;

--
-- Name: generations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.generations (
    user_id text NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    document_id uuid NOT NULL,
    again boolean NOT NULL,
    digest text NOT NULL,
    idempotency_key text DEFAULT NULLIF(current_setting('app.idempotency_key'::text, true), ''::text),
    state text DEFAULT 'queued'::text NOT NULL,
    stage text,
    inputs jsonb NOT NULL,
    fields jsonb DEFAULT '[]'::jsonb NOT NULL,
    result jsonb,
    evidence jsonb DEFAULT '[]'::jsonb NOT NULL,
    pages jsonb DEFAULT '[]'::jsonb NOT NULL,
    upstream jsonb DEFAULT '[]'::jsonb NOT NULL,
    regeneration jsonb,
    problem jsonb,
    provider text,
    model text,
    input_tokens integer DEFAULT 0 NOT NULL,
    output_tokens integer DEFAULT 0 NOT NULL,
    cost_micros bigint,
    document_version integer,
    last_event bigint DEFAULT 0 NOT NULL,
    run uuid,
    starts smallint DEFAULT 0 NOT NULL,
    lost smallint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone
);

ALTER TABLE ONLY public.generations FORCE ROW LEVEL SECURITY;

--
-- Name: idempotency_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency_keys (
    user_id text NOT NULL,
    key text NOT NULL,
    digest text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.idempotency_keys FORCE ROW LEVEL SECURITY;

--
-- Name: import_entries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.import_entries (
    user_id text NOT NULL,
    import_id uuid NOT NULL,
    seq integer NOT NULL,
    kind text,
    entity_id uuid,
    outcome text NOT NULL,
    planned jsonb,
    runs jsonb NOT NULL,
    version integer,
    home jsonb,
    sources jsonb,
    generation smallint,
    moved_from jsonb,
    removed jsonb,
    source_id text
);

ALTER TABLE ONLY public.import_entries FORCE ROW LEVEL SECURITY;

--
-- Name: import_sources; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.import_sources (
    user_id text NOT NULL,
    import_id uuid NOT NULL,
    key text NOT NULL,
    raw text,
    sha256 text,
    refused boolean DEFAULT false NOT NULL
);

ALTER TABLE ONLY public.import_sources FORCE ROW LEVEL SECURITY;

--
-- Name: import_undos; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.import_undos (
    user_id text NOT NULL,
    import_id uuid NOT NULL,
    report jsonb NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.import_undos FORCE ROW LEVEL SECURITY;

--
-- Name: imports; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.imports (
    user_id text NOT NULL,
    id uuid NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    actor text DEFAULT 'person'::text NOT NULL,
    report jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    idempotency_key text DEFAULT NULLIF(current_setting('app.idempotency_key'::text, true), ''::text),
    decisions jsonb
);

ALTER TABLE ONLY public.imports FORCE ROW LEVEL SECURITY;

--
-- Name: local_work; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.local_work (
    user_id text NOT NULL,
    phase text NOT NULL,
    compared_at timestamp with time zone,
    compared_in text,
    clean boolean,
    comparing uuid,
    comparing_since timestamp with time zone,
    comparing_in text,
    comparing_from text,
    comparing_after_kind text,
    comparing_after_id uuid,
    comparing_same integer,
    comparing_differing integer,
    CONSTRAINT local_work_phase_is_known CHECK ((phase = ANY (ARRAY['hybrid'::text, 'db-first'::text, 'db-only'::text])))
);

ALTER TABLE ONLY public.local_work FORCE ROW LEVEL SECURITY;

--
-- Name: migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migrations (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    run_on timestamp without time zone NOT NULL
);

--
-- Name: migrations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: migrations_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.migrations_id_seq OWNED BY public.migrations.id;

--
-- Name: revisions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.revisions (
    user_id text NOT NULL,
    tx xid8 DEFAULT pg_current_xact_id() NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    op text NOT NULL,
    actor text NOT NULL,
    request_id text,
    idempotency_key text,
    undo jsonb,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE ONLY public.revisions FORCE ROW LEVEL SECURITY;

--
-- Name: revisions_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.revisions ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.revisions_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: trashed_documents; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.trashed_documents (
    user_id text NOT NULL,
    trash_id uuid NOT NULL,
    kind text NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    content jsonb NOT NULL
);

ALTER TABLE ONLY public.trashed_documents FORCE ROW LEVEL SECURITY;

--
-- Name: users; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.users (
    id text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    role text DEFAULT 'user'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_login_at timestamp with time zone,
    CONSTRAINT users_id_length CHECK (((char_length(id) >= 1) AND (char_length(id) <= 255)))
);

ALTER TABLE ONLY public.users FORCE ROW LEVEL SECURITY;

--
-- Name: website_pages; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.website_pages (
    user_id text NOT NULL,
    url text NOT NULL,
    page jsonb NOT NULL,
    fetched_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.website_pages FORCE ROW LEVEL SECURITY;

--
-- Name: migrations id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migrations ALTER COLUMN id SET DEFAULT nextval('public.migrations_id_seq'::regclass);

--
-- Name: accounts accounts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (user_id, id);

--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (user_id, id);

--
-- Name: campaigns campaigns_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns
    ADD CONSTRAINT campaigns_pkey PRIMARY KEY (user_id, id);

--
-- Name: companies companies_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.companies
    ADD CONSTRAINT companies_pkey PRIMARY KEY (user_id, id);

--
-- Name: deleted_users deleted_users_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deleted_users
    ADD CONSTRAINT deleted_users_pkey PRIMARY KEY (id);

--
-- Name: deployment deployment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deployment
    ADD CONSTRAINT deployment_pkey PRIMARY KEY (singleton);

--
-- Name: generation_attempts generation_attempts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.generation_attempts
    ADD CONSTRAINT generation_attempts_pkey PRIMARY KEY (user_id, generation_id, number);

--
-- Name: generation_events generation_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.generation_events
    ADD CONSTRAINT generation_events_pkey PRIMARY KEY (user_id, generation_id, seq);

--
-- Name: generation_spending generation_spending_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.generation_spending
    ADD CONSTRAINT generation_spending_pkey PRIMARY KEY (user_id, generation_id, run);

--
-- Name: generations generations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.generations
    ADD CONSTRAINT generations_pkey PRIMARY KEY (user_id, id);

--
-- Name: idempotency_keys idempotency_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (user_id, key);

--
-- Name: import_entries import_entries_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_entries
    ADD CONSTRAINT import_entries_pkey PRIMARY KEY (user_id, import_id, seq);

--
-- Name: import_sources import_sources_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_sources
    ADD CONSTRAINT import_sources_pkey PRIMARY KEY (user_id, import_id, key);

--
-- Name: import_undos import_undos_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_undos
    ADD CONSTRAINT import_undos_pkey PRIMARY KEY (user_id, import_id);

--
-- Name: imports imports_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (user_id, id);

--
-- Name: local_work local_work_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.local_work
    ADD CONSTRAINT local_work_pkey PRIMARY KEY (user_id);

--
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (id);

--
-- Name: personas personas_account_and_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.personas
    ADD CONSTRAINT personas_account_and_id UNIQUE (user_id, account_id, id);

--
-- Name: personas personas_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.personas
    ADD CONSTRAINT personas_pkey PRIMARY KEY (user_id, id);

--
-- Name: revisions revisions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT revisions_pkey PRIMARY KEY (user_id, tx, seq);

--
-- Name: trash trash_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.trash
    ADD CONSTRAINT trash_pkey PRIMARY KEY (user_id, id);

--
-- Name: trashed_documents trashed_documents_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.trashed_documents
    ADD CONSTRAINT trashed_documents_pkey PRIMARY KEY (user_id, trash_id, kind, id);

--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

--
-- Name: website_pages website_pages_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.website_pages
    ADD CONSTRAINT website_pages_pkey PRIMARY KEY (user_id, url);

--
-- Name: accounts_by_company; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_by_company ON public.accounts USING btree (user_id, company_id, id);

--
-- Name: accounts_by_created; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_by_created ON public.accounts USING btree (user_id, created_at, id);

--
-- Name: accounts_by_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_by_name ON public.accounts USING btree (user_id, name, id);

--
-- Name: accounts_by_priority; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_by_priority ON public.accounts USING btree (user_id, priority_rank, id);

--
-- Name: accounts_by_updated; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_by_updated ON public.accounts USING btree (user_id, updated_at, id);

--
-- Name: audit_by_action; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_by_action ON public.audit USING btree (user_id, action, at);

--
-- Name: audit_by_admin; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_by_admin ON public.audit USING btree (COALESCE(admin_id, user_id), at, id);

--
-- Name: audit_by_idempotency_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_by_idempotency_key ON public.audit USING btree (user_id, idempotency_key) WHERE (idempotency_key IS NOT NULL);

--
-- Name: audit_by_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_by_person ON public.audit USING btree (COALESCE(person_id, user_id), at, id);

--
-- Name: audit_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_by_time ON public.audit USING btree (at, id);

--
-- Name: campaigns_by_created; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_by_created ON public.campaigns USING btree (user_id, created_at, id);

--
-- Name: campaigns_by_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_by_name ON public.campaigns USING btree (user_id, name, id);

--
-- Name: campaigns_by_persona; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_by_persona ON public.campaigns USING btree (user_id, account_id, persona_id, id);

--
-- Name: campaigns_by_persona_alone; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_by_persona_alone ON public.campaigns USING btree (user_id, persona_id, id);

--
-- Name: campaigns_by_status; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_by_status ON public.campaigns USING btree (user_id, status, id);

--
-- Name: campaigns_by_type; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_by_type ON public.campaigns USING btree (user_id, type, id);

--
-- Name: campaigns_by_updated; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_by_updated ON public.campaigns USING btree (user_id, updated_at, id);

--
-- Name: companies_by_created; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX companies_by_created ON public.companies USING btree (user_id, created_at, id);

--
-- Name: companies_by_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX companies_by_name ON public.companies USING btree (user_id, name, id);

--
-- Name: companies_by_updated; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX companies_by_updated ON public.companies USING btree (user_id, updated_at, id);

--
-- Name: generation_spending_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX generation_spending_by_time ON public.generation_spending USING btree (user_id, at);

--
-- Name: generations_by_created; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX generations_by_created ON public.generations USING btree (user_id, created_at, id);

--
-- Name: generations_by_document; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX generations_by_document ON public.generations USING btree (user_id, document_id, created_at, id);

--
-- Name: generations_by_idempotency_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX generations_by_idempotency_key ON public.generations USING btree (user_id, idempotency_key) WHERE (idempotency_key IS NOT NULL);

--
-- Name: import_entries_by_entity; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX import_entries_by_entity ON public.import_entries USING btree (user_id, kind, entity_id);

--
-- Name: import_sources_by_hash; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX import_sources_by_hash ON public.import_sources USING btree (user_id, sha256) WHERE (raw IS NOT NULL);

--
-- Name: imports_by_created; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX imports_by_created ON public.imports USING btree (user_id, created_at, id);

--
-- Name: imports_by_idempotency_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX imports_by_idempotency_key ON public.imports USING btree (user_id, idempotency_key) WHERE (idempotency_key IS NOT NULL);

--
-- Name: personas_by_created; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX personas_by_created ON public.personas USING btree (user_id, created_at, id);

--
-- Name: personas_by_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX personas_by_name ON public.personas USING btree (user_id, name, id);

--
-- Name: personas_by_priority; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX personas_by_priority ON public.personas USING btree (user_id, priority_rank, id);

--
-- Name: personas_by_seniority; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX personas_by_seniority ON public.personas USING btree (user_id, seniority_rank, id);

--
-- Name: personas_by_updated; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX personas_by_updated ON public.personas USING btree (user_id, updated_at, id);

--
-- Name: revisions_by_document; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX revisions_by_document ON public.revisions USING btree (user_id, kind, id, version);

--
-- Name: revisions_by_idempotency_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX revisions_by_idempotency_key ON public.revisions USING btree (user_id, idempotency_key) WHERE (idempotency_key IS NOT NULL);

--
-- Name: trash_by_deleted; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX trash_by_deleted ON public.trash USING btree (user_id, deleted_at, id);

--
-- Name: trashed_documents_by_document; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX trashed_documents_by_document ON public.trashed_documents USING btree (user_id, kind, id);

--
-- Name: users_by_created; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX users_by_created ON public.users USING btree (created_at, id);

--
-- Name: website_pages_by_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX website_pages_by_age ON public.website_pages USING btree (user_id, fetched_at);

--
-- Name: accounts prepare; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER prepare BEFORE INSERT OR UPDATE ON public.accounts FOR EACH ROW EXECUTE FUNCTION public.prepare_document('account');

--
-- Name: campaigns prepare; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER prepare BEFORE INSERT OR UPDATE ON public.campaigns FOR EACH ROW EXECUTE FUNCTION public.prepare_document('campaign');

--
-- Name: companies prepare; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER prepare BEFORE INSERT OR UPDATE ON public.companies FOR EACH ROW EXECUTE FUNCTION public.prepare_document('company');

--
-- Name: personas prepare; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER prepare BEFORE INSERT OR UPDATE ON public.personas FOR EACH ROW EXECUTE FUNCTION public.prepare_document('persona');

--
-- Name: accounts record; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER record AFTER INSERT OR DELETE OR UPDATE ON public.accounts FOR EACH ROW EXECUTE FUNCTION public.record_document('account');

--
-- Name: campaigns record; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER record AFTER INSERT OR DELETE OR UPDATE ON public.campaigns FOR EACH ROW EXECUTE FUNCTION public.record_document('campaign');

--
-- Name: companies record; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER record AFTER INSERT OR DELETE OR UPDATE ON public.companies FOR EACH ROW EXECUTE FUNCTION public.record_document('company');

--
-- Name: personas record; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER record AFTER INSERT OR DELETE OR UPDATE ON public.personas FOR EACH ROW EXECUTE FUNCTION public.record_document('persona');

--
-- Name: accounts accounts_company_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_company_exists FOREIGN KEY (user_id, company_id) REFERENCES public.companies(user_id, id) ON DELETE CASCADE;

--
-- Name: accounts accounts_user_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_user_exists FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

--
-- Name: audit audit_user_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_user_exists FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

--
-- Name: campaigns campaigns_persona_belongs_to_account; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns
    ADD CONSTRAINT campaigns_persona_belongs_to_account FOREIGN KEY (user_id, account_id, persona_id) REFERENCES public.personas(user_id, account_id, id) ON DELETE CASCADE;

--
-- Name: campaigns campaigns_user_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns
    ADD CONSTRAINT campaigns_user_exists FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

--
-- Name: companies companies_user_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.companies
    ADD CONSTRAINT companies_user_exists FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

--
-- Name: generation_attempts generation_attempts_generation_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.generation_attempts
    ADD CONSTRAINT generation_attempts_generation_exists FOREIGN KEY (user_id, generation_id) REFERENCES public.generations(user_id, id) ON DELETE CASCADE;

--
-- Name: generation_events generation_events_generation_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.generation_events
    ADD CONSTRAINT generation_events_generation_exists FOREIGN KEY (user_id, generation_id) REFERENCES public.generations(user_id, id) ON DELETE CASCADE;

--
-- Name: generation_spending generation_spending_generation_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.generation_spending
    ADD CONSTRAINT generation_spending_generation_exists FOREIGN KEY (user_id, generation_id) REFERENCES public.generations(user_id, id) ON DELETE CASCADE;

--
-- Name: generations generations_user_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.generations
    ADD CONSTRAINT generations_user_exists FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

--
-- Name: idempotency_keys idempotency_keys_user_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_user_exists FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

--
-- Name: import_entries import_entries_import_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_entries
    ADD CONSTRAINT import_entries_import_exists FOREIGN KEY (user_id, import_id) REFERENCES public.imports(user_id, id) ON DELETE CASCADE;

--
-- Name: import_sources import_sources_import_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_sources
    ADD CONSTRAINT import_sources_import_exists FOREIGN KEY (user_id, import_id) REFERENCES public.imports(user_id, id) ON DELETE CASCADE;

--
-- Name: import_undos import_undos_import_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_undos
    ADD CONSTRAINT import_undos_import_exists FOREIGN KEY (user_id, import_id) REFERENCES public.imports(user_id, id) ON DELETE CASCADE;

--
-- Name: imports imports_user_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_user_exists FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

--
-- Name: local_work local_work_user_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.local_work
    ADD CONSTRAINT local_work_user_exists FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

--
-- Name: personas personas_account_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.personas
    ADD CONSTRAINT personas_account_exists FOREIGN KEY (user_id, account_id) REFERENCES public.accounts(user_id, id) ON DELETE CASCADE;

--
-- Name: personas personas_user_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.personas
    ADD CONSTRAINT personas_user_exists FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

--
-- Name: revisions revisions_user_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT revisions_user_exists FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

--
-- Name: trash trash_user_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.trash
    ADD CONSTRAINT trash_user_exists FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

--
-- Name: trashed_documents trashed_documents_entry_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.trashed_documents
    ADD CONSTRAINT trashed_documents_entry_exists FOREIGN KEY (user_id, trash_id) REFERENCES public.trash(user_id, id) ON DELETE CASCADE;

--
-- Name: website_pages website_pages_user_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.website_pages
    ADD CONSTRAINT website_pages_user_exists FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

--
-- Name: accounts; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.accounts ENABLE ROW LEVEL SECURITY;

--
-- Name: audit; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.audit ENABLE ROW LEVEL SECURITY;

--
-- Name: campaigns; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.campaigns ENABLE ROW LEVEL SECURITY;

--
-- Name: companies; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.companies ENABLE ROW LEVEL SECURITY;

--
-- Name: deleted_users; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.deleted_users ENABLE ROW LEVEL SECURITY;

--
-- Name: accounts directory; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY directory ON public.accounts FOR SELECT TO blossomer_directory USING ((CURRENT_USER = 'blossomer_directory'::name));

--
-- Name: audit directory; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY directory ON public.audit TO blossomer_directory USING ((CURRENT_USER = 'blossomer_directory'::name)) WITH CHECK ((CURRENT_USER = 'blossomer_directory'::name));

--
-- Name: campaigns directory; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY directory ON public.campaigns FOR SELECT TO blossomer_directory USING ((CURRENT_USER = 'blossomer_directory'::name));

--
-- Name: companies directory; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY directory ON public.companies FOR SELECT TO blossomer_directory USING ((CURRENT_USER = 'blossomer_directory'::name));

--
-- Name: deleted_users directory; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY directory ON public.deleted_users FOR SELECT TO blossomer_directory USING ((CURRENT_USER = 'blossomer_directory'::name));

--
-- Name: imports directory; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY directory ON public.imports FOR SELECT TO blossomer_directory USING ((CURRENT_USER = 'blossomer_directory'::name));

--
-- Name: personas directory; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY directory ON public.personas FOR SELECT TO blossomer_directory USING ((CURRENT_USER = 'blossomer_directory'::name));

--
-- Name: users directory; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY directory ON public.users TO blossomer_directory USING ((CURRENT_USER = 'blossomer_directory'::name)) WITH CHECK ((CURRENT_USER = 'blossomer_directory'::name));

--
-- Name: generation_attempts; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.generation_attempts ENABLE ROW LEVEL SECURITY;

--
-- Name: generation_events; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.generation_events ENABLE ROW LEVEL SECURITY;

--
-- Name: generation_spending; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.generation_spending ENABLE ROW LEVEL SECURITY;

--
-- Name: generations; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.generations ENABLE ROW LEVEL SECURITY;

--
-- Name: idempotency_keys; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.idempotency_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: import_entries; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.import_entries ENABLE ROW LEVEL SECURITY;

--
-- Name: import_sources; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.import_sources ENABLE ROW LEVEL SECURITY;

--
-- Name: import_undos; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.import_undos ENABLE ROW LEVEL SECURITY;

--
-- Name: imports; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.imports ENABLE ROW LEVEL SECURITY;

--
-- Name: local_work; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.local_work ENABLE ROW LEVEL SECURITY;

--
-- Name: deleted_users own_row; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_row ON public.deleted_users USING ((id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: users own_row; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_row ON public.users USING ((id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: accounts own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.accounts USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: audit own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.audit USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: campaigns own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.campaigns USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: companies own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.companies USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: generation_attempts own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.generation_attempts USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: generation_events own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.generation_events USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: generation_spending own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.generation_spending USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: generations own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.generations USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: idempotency_keys own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.idempotency_keys USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: import_entries own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.import_entries USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: import_sources own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.import_sources USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: import_undos own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.import_undos USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: imports own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.imports USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: local_work own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.local_work USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: personas own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.personas USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: revisions own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.revisions USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: trash own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.trash USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: trashed_documents own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.trashed_documents USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: website_pages own_rows; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_rows ON public.website_pages USING ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))) WITH CHECK ((user_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif")));

--
-- Name: personas; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.personas ENABLE ROW LEVEL SECURITY;

--
-- Name: revisions; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.revisions ENABLE ROW LEVEL SECURITY;

--
-- Name: trash; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.trash ENABLE ROW LEVEL SECURITY;

--
-- Name: trashed_documents; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.trashed_documents ENABLE ROW LEVEL SECURITY;

--
-- Name: users; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;

--
-- Name: website_pages; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.website_pages ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA public TO blossomer_app;
GRANT USAGE ON SCHEMA public TO blossomer_directory;

--
-- Name: TABLE accounts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.accounts TO blossomer_app;

--
-- Name: COLUMN accounts.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(user_id) ON TABLE public.accounts TO blossomer_app;
GRANT SELECT(user_id) ON TABLE public.accounts TO blossomer_directory;

--
-- Name: COLUMN accounts.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.accounts TO blossomer_app;

--
-- Name: COLUMN accounts.company_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(company_id),UPDATE(company_id) ON TABLE public.accounts TO blossomer_app;

--
-- Name: COLUMN accounts.name; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(name),UPDATE(name) ON TABLE public.accounts TO blossomer_app;

--
-- Name: COLUMN accounts.priority_rank; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(priority_rank),UPDATE(priority_rank) ON TABLE public.accounts TO blossomer_app;

--
-- Name: COLUMN accounts.data; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(data),UPDATE(data) ON TABLE public.accounts TO blossomer_app;

--
-- Name: COLUMN accounts.digest; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(digest) ON TABLE public.accounts TO blossomer_app;

--
-- Name: COLUMN accounts.created_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(created_at) ON TABLE public.accounts TO blossomer_app;

--
-- Name: FUNCTION account_columns(it public.accounts); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.account_columns(it public.accounts) FROM PUBLIC;

--
-- Name: FUNCTION act_again(key text); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.act_again(key text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.act_again(key text) TO blossomer_app;

--
-- Name: FUNCTION act_for(person text, action text, reason text, act uuid, import uuid); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.act_for(person text, action text, reason text, act uuid, import uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.act_for(person text, action text, reason text, act uuid, import uuid) TO blossomer_app;

--
-- Name: FUNCTION arrive(address text, display_name text); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.arrive(address text, display_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.arrive(address text, display_name text) TO blossomer_app;

--
-- Name: TABLE campaigns; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.campaigns TO blossomer_app;

--
-- Name: COLUMN campaigns.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(user_id) ON TABLE public.campaigns TO blossomer_app;
GRANT SELECT(user_id) ON TABLE public.campaigns TO blossomer_directory;

--
-- Name: COLUMN campaigns.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.campaigns TO blossomer_app;

--
-- Name: COLUMN campaigns.account_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(account_id) ON TABLE public.campaigns TO blossomer_app;

--
-- Name: COLUMN campaigns.persona_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(persona_id) ON TABLE public.campaigns TO blossomer_app;

--
-- Name: COLUMN campaigns.name; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(name),UPDATE(name) ON TABLE public.campaigns TO blossomer_app;

--
-- Name: COLUMN campaigns.type; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(type),UPDATE(type) ON TABLE public.campaigns TO blossomer_app;

--
-- Name: COLUMN campaigns.status; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(status),UPDATE(status) ON TABLE public.campaigns TO blossomer_app;

--
-- Name: COLUMN campaigns.data; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(data),UPDATE(data) ON TABLE public.campaigns TO blossomer_app;

--
-- Name: COLUMN campaigns.digest; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(digest) ON TABLE public.campaigns TO blossomer_app;

--
-- Name: COLUMN campaigns.created_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(created_at) ON TABLE public.campaigns TO blossomer_app;

--
-- Name: FUNCTION campaign_columns(it public.campaigns); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.campaign_columns(it public.campaigns) FROM PUBLIC;

--
-- Name: FUNCTION claim_deployment(mode text, project text); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.claim_deployment(mode text, project text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.claim_deployment(mode text, project text) TO blossomer_app;

--
-- Name: TABLE companies; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.companies TO blossomer_app;

--
-- Name: COLUMN companies.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(user_id) ON TABLE public.companies TO blossomer_app;
GRANT SELECT(user_id) ON TABLE public.companies TO blossomer_directory;

--
-- Name: COLUMN companies.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.companies TO blossomer_app;

--
-- Name: COLUMN companies.name; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(name),UPDATE(name) ON TABLE public.companies TO blossomer_app;

--
-- Name: COLUMN companies.url; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(url),UPDATE(url) ON TABLE public.companies TO blossomer_app;

--
-- Name: COLUMN companies.data; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(data),UPDATE(data) ON TABLE public.companies TO blossomer_app;

--
-- Name: COLUMN companies.digest; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(digest) ON TABLE public.companies TO blossomer_app;

--
-- Name: COLUMN companies.created_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(created_at) ON TABLE public.companies TO blossomer_app;

--
-- Name: FUNCTION company_columns(it public.companies); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.company_columns(it public.companies) FROM PUBLIC;

--
-- Name: FUNCTION continue_feed(); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.continue_feed() FROM PUBLIC;

--
-- Name: FUNCTION end_generation(generation uuid, of_run uuid, ending text, told jsonb); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.end_generation(generation uuid, of_run uuid, ending text, told jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.end_generation(generation uuid, of_run uuid, ending text, told jsonb) TO blossomer_app;

--
-- Name: FUNCTION enter(person text); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.enter(person text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.enter(person text) TO blossomer_app;

--
-- Name: FUNCTION enter(person text, actor text, request_id text); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.enter(person text, actor text, request_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.enter(person text, actor text, request_id text) TO blossomer_app;

--
-- Name: FUNCTION erase_me(); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.erase_me() FROM PUBLIC;
GRANT ALL ON FUNCTION public.erase_me() TO blossomer_app;

--
-- Name: FUNCTION feed_epoch(); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.feed_epoch() FROM PUBLIC;
GRANT ALL ON FUNCTION public.feed_epoch() TO blossomer_app;

--
-- Name: FUNCTION give_role(person text, new_role text); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.give_role(person text, new_role text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.give_role(person text, new_role text) TO postgres;

--
-- Name: FUNCTION keep_act(acting text, person text, action text, reason text, act uuid, import uuid); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.keep_act(acting text, person text, action text, reason text, act uuid, import uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_act(acting text, person text, action text, reason text, act uuid, import uuid) TO blossomer_directory;

--
-- Name: FUNCTION keep_idempotency_key(); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.keep_idempotency_key() FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_idempotency_key() TO blossomer_app;

--
-- Name: FUNCTION leaves_of(runs jsonb); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.leaves_of(runs jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.leaves_of(runs jsonb) TO blossomer_app;

--
-- Name: TABLE audit; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.audit TO blossomer_app;
GRANT SELECT ON TABLE public.audit TO blossomer_directory;

--
-- Name: COLUMN audit.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(user_id) ON TABLE public.audit TO blossomer_app;
GRANT INSERT(user_id) ON TABLE public.audit TO blossomer_directory;

--
-- Name: COLUMN audit.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.audit TO blossomer_app;
GRANT INSERT(id) ON TABLE public.audit TO blossomer_directory;

--
-- Name: COLUMN audit.action; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(action) ON TABLE public.audit TO blossomer_app;
GRANT INSERT(action) ON TABLE public.audit TO blossomer_directory;

--
-- Name: COLUMN audit.detail; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(detail) ON TABLE public.audit TO blossomer_app;

--
-- Name: COLUMN audit.admin_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(admin_id) ON TABLE public.audit TO blossomer_directory;

--
-- Name: COLUMN audit.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.audit TO blossomer_directory;

--
-- Name: COLUMN audit.reason; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(reason) ON TABLE public.audit TO blossomer_directory;

--
-- Name: COLUMN audit.import_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(import_id) ON TABLE public.audit TO blossomer_directory;

--
-- Name: COLUMN audit.idempotency_key; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(idempotency_key) ON TABLE public.audit TO blossomer_directory;

--
-- Name: FUNCTION list_acts(person text, admin text, before_at timestamp with time zone, before_id uuid, most integer); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.list_acts(person text, admin text, before_at timestamp with time zone, before_id uuid, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.list_acts(person text, admin text, before_at timestamp with time zone, before_id uuid, most integer) TO blossomer_app;

--
-- Name: FUNCTION list_people(search text, before_at timestamp with time zone, before_id text, most integer); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.list_people(search text, before_at timestamp with time zone, before_id text, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.list_people(search text, before_at timestamp with time zone, before_id text, most integer) TO blossomer_app;

--
-- Name: FUNCTION move_to_trash(kind text, document uuid, versions integer[], trash_id uuid); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.move_to_trash(kind text, document uuid, versions integer[], trash_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.move_to_trash(kind text, document uuid, versions integer[], trash_id uuid) TO blossomer_app;

--
-- Name: FUNCTION only_once(idempotency_key text, request_digest text); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.only_once(idempotency_key text, request_digest text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.only_once(idempotency_key text, request_digest text) TO blossomer_app;

--
-- Name: TABLE personas; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.personas TO blossomer_app;

--
-- Name: COLUMN personas.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(user_id) ON TABLE public.personas TO blossomer_directory;
GRANT INSERT(user_id) ON TABLE public.personas TO blossomer_app;

--
-- Name: COLUMN personas.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.personas TO blossomer_app;

--
-- Name: COLUMN personas.account_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(account_id) ON TABLE public.personas TO blossomer_app;

--
-- Name: COLUMN personas.name; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(name),UPDATE(name) ON TABLE public.personas TO blossomer_app;

--
-- Name: COLUMN personas.seniority_rank; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(seniority_rank),UPDATE(seniority_rank) ON TABLE public.personas TO blossomer_app;

--
-- Name: COLUMN personas.priority_rank; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(priority_rank),UPDATE(priority_rank) ON TABLE public.personas TO blossomer_app;

--
-- Name: COLUMN personas.data; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(data),UPDATE(data) ON TABLE public.personas TO blossomer_app;

--
-- Name: COLUMN personas.digest; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(digest) ON TABLE public.personas TO blossomer_app;

--
-- Name: COLUMN personas.created_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(created_at) ON TABLE public.personas TO blossomer_app;

--
-- Name: FUNCTION persona_columns(it public.personas); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.persona_columns(it public.personas) FROM PUBLIC;

--
-- Name: FUNCTION prepare_document(); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.prepare_document() FROM PUBLIC;

--
-- Name: FUNCTION purge_trash(entry uuid); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.purge_trash(entry uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.purge_trash(entry uuid) TO blossomer_app;

--
-- Name: FUNCTION record_act(person text, action text, reason text, act uuid, import uuid); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.record_act(person text, action text, reason text, act uuid, import uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.record_act(person text, action text, reason text, act uuid, import uuid) TO blossomer_app;

--
-- Name: FUNCTION record_document(); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.record_document() FROM PUBLIC;

--
-- Name: FUNCTION record_revision(kind text, op text, owner text, id uuid, version integer, old_columns jsonb, new_columns jsonb, old_data jsonb, new_data jsonb); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.record_revision(kind text, op text, owner text, id uuid, version integer, old_columns jsonb, new_columns jsonb, old_data jsonb, new_data jsonb) FROM PUBLIC;

--
-- Name: FUNCTION require_admin(); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.require_admin() FROM PUBLIC;
GRANT ALL ON FUNCTION public.require_admin() TO blossomer_app;
GRANT ALL ON FUNCTION public.require_admin() TO blossomer_directory;

--
-- Name: FUNCTION reserve_tokens(generation uuid, run integer, tokens integer, tokens_max bigint, window_seconds integer); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.reserve_tokens(generation uuid, run integer, tokens integer, tokens_max bigint, window_seconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.reserve_tokens(generation uuid, run integer, tokens integer, tokens_max bigint, window_seconds integer) TO blossomer_app;

--
-- Name: TABLE trash; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.trash TO blossomer_app;

--
-- Name: COLUMN trash.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(user_id) ON TABLE public.trash TO blossomer_app;

--
-- Name: COLUMN trash.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.trash TO blossomer_app;

--
-- Name: COLUMN trash.kind; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(kind) ON TABLE public.trash TO blossomer_app;

--
-- Name: COLUMN trash.entity_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(entity_id) ON TABLE public.trash TO blossomer_app;

--
-- Name: COLUMN trash.name; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(name) ON TABLE public.trash TO blossomer_app;

--
-- Name: FUNCTION restore_from_trash(entry uuid); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.restore_from_trash(entry uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.restore_from_trash(entry uuid) TO blossomer_app;

--
-- Name: FUNCTION restored_from_trash(entry uuid); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.restored_from_trash(entry uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.restored_from_trash(entry uuid) TO blossomer_app;

--
-- Name: FUNCTION searchable(name text, data jsonb); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.searchable(name text, data jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.searchable(name text, data jsonb) TO blossomer_app;

--
-- Name: FUNCTION table_of(kind text); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.table_of(kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.table_of(kind text) TO blossomer_app;

--
-- Name: FUNCTION tell_generation(generation uuid, of_run uuid, events jsonb, stage_now text, fields_now jsonb, fields_more jsonb); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.tell_generation(generation uuid, of_run uuid, events jsonb, stage_now text, fields_now jsonb, fields_more jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.tell_generation(generation uuid, of_run uuid, events jsonb, stage_now text, fields_now jsonb, fields_more jsonb) TO blossomer_app;

--
-- Name: TABLE deleted_users; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.deleted_users TO blossomer_app;

--
-- Name: COLUMN deleted_users.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.deleted_users TO blossomer_app;
GRANT SELECT(id) ON TABLE public.deleted_users TO blossomer_directory;

--
-- Name: TABLE generation_attempts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.generation_attempts TO blossomer_app;

--
-- Name: TABLE generation_events; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.generation_events TO blossomer_app;

--
-- Name: COLUMN generation_events.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(user_id) ON TABLE public.generation_events TO blossomer_app;

--
-- Name: COLUMN generation_events.generation_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(generation_id) ON TABLE public.generation_events TO blossomer_app;

--
-- Name: COLUMN generation_events.seq; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(seq) ON TABLE public.generation_events TO blossomer_app;

--
-- Name: COLUMN generation_events.event; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(event) ON TABLE public.generation_events TO blossomer_app;

--
-- Name: COLUMN generation_events.data; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(data) ON TABLE public.generation_events TO blossomer_app;

--
-- Name: TABLE generation_spending; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.generation_spending TO blossomer_app;

--
-- Name: COLUMN generation_spending.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(user_id) ON TABLE public.generation_spending TO blossomer_app;

--
-- Name: COLUMN generation_spending.generation_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(generation_id) ON TABLE public.generation_spending TO blossomer_app;

--
-- Name: COLUMN generation_spending.run; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(run) ON TABLE public.generation_spending TO blossomer_app;

--
-- Name: COLUMN generation_spending.reserved_tokens; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(reserved_tokens) ON TABLE public.generation_spending TO blossomer_app;

--
-- Name: COLUMN generation_spending.used_tokens; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(used_tokens) ON TABLE public.generation_spending TO blossomer_app;

--
-- Name: COLUMN generation_spending.settled_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(settled_at) ON TABLE public.generation_spending TO blossomer_app;

--
-- Name: TABLE generations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(user_id) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.kind; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(kind) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.document_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(document_id) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.again; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(again) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.digest; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(digest) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.state; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(state) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.stage; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(stage) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.inputs; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(inputs) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.fields; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(fields) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.result; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(result) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.evidence; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(evidence) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.pages; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(pages) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.upstream; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(upstream) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.regeneration; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(regeneration) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.problem; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(problem) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.provider; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(provider) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.model; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(model) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.input_tokens; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(input_tokens) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.output_tokens; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(output_tokens) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.cost_micros; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(cost_micros) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.document_version; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(document_version) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.last_event; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(last_event) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.run; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(run) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.starts; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(starts) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.lost; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(lost) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.started_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(started_at) ON TABLE public.generations TO blossomer_app;

--
-- Name: COLUMN generations.ended_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(ended_at) ON TABLE public.generations TO blossomer_app;

--
-- Name: TABLE idempotency_keys; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.idempotency_keys TO blossomer_app;

--
-- Name: COLUMN idempotency_keys.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(user_id) ON TABLE public.idempotency_keys TO blossomer_app;

--
-- Name: COLUMN idempotency_keys.key; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(key) ON TABLE public.idempotency_keys TO blossomer_app;

--
-- Name: COLUMN idempotency_keys.digest; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(digest) ON TABLE public.idempotency_keys TO blossomer_app;

--
-- Name: TABLE import_entries; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.import_entries TO blossomer_app;

--
-- Name: TABLE import_sources; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.import_sources TO blossomer_app;

--
-- Name: TABLE import_undos; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.import_undos TO blossomer_app;

--
-- Name: COLUMN import_undos.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(user_id) ON TABLE public.import_undos TO blossomer_app;

--
-- Name: COLUMN import_undos.import_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(import_id) ON TABLE public.import_undos TO blossomer_app;

--
-- Name: COLUMN import_undos.report; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(report) ON TABLE public.import_undos TO blossomer_app;

--
-- Name: TABLE imports; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.imports TO blossomer_app;

--
-- Name: COLUMN imports.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(user_id) ON TABLE public.imports TO blossomer_directory;
GRANT INSERT(user_id) ON TABLE public.imports TO blossomer_app;

--
-- Name: COLUMN imports.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.imports TO blossomer_app;

--
-- Name: COLUMN imports.label; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(label) ON TABLE public.imports TO blossomer_app;

--
-- Name: COLUMN imports.actor; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(actor) ON TABLE public.imports TO blossomer_app;

--
-- Name: COLUMN imports.report; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(report) ON TABLE public.imports TO blossomer_app;

--
-- Name: COLUMN imports.decisions; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(decisions) ON TABLE public.imports TO blossomer_app;

--
-- Name: TABLE local_work; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.user_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(user_id) ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.phase; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(phase),UPDATE(phase) ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.compared_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(compared_at) ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.compared_in; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(compared_in) ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.clean; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(clean) ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.comparing; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(comparing) ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.comparing_since; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(comparing_since) ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.comparing_in; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(comparing_in) ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.comparing_from; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(comparing_from) ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.comparing_after_kind; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(comparing_after_kind) ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.comparing_after_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(comparing_after_id) ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.comparing_same; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(comparing_same) ON TABLE public.local_work TO blossomer_app;

--
-- Name: COLUMN local_work.comparing_differing; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(comparing_differing) ON TABLE public.local_work TO blossomer_app;

--
-- Name: TABLE revisions; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.revisions TO blossomer_app;

--
-- Name: TABLE trashed_documents; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.trashed_documents TO blossomer_app;

--
-- Name: TABLE users; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.users TO blossomer_directory;
GRANT SELECT ON TABLE public.users TO blossomer_app;

--
-- Name: COLUMN users.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.users TO blossomer_directory;
GRANT INSERT(id) ON TABLE public.users TO blossomer_app;

--
-- Name: COLUMN users.email; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(email),UPDATE(email) ON TABLE public.users TO blossomer_app;

--
-- Name: COLUMN users.name; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(name),UPDATE(name) ON TABLE public.users TO blossomer_app;

--
-- Name: COLUMN users.role; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(role) ON TABLE public.users TO blossomer_directory;

--
-- Name: COLUMN users.last_login_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(last_login_at),UPDATE(last_login_at) ON TABLE public.users TO blossomer_app;

--
-- Name: TABLE website_pages; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.website_pages TO blossomer_app;

--
-- Name: COLUMN website_pages.page; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(page) ON TABLE public.website_pages TO blossomer_app;

--
-- Name: COLUMN website_pages.fetched_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(fetched_at) ON TABLE public.website_pages TO blossomer_app;

--
-- PostgreSQL database dump complete
--
