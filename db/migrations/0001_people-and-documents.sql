-- Up Migration

-- Two roles that own nothing. They belong to the whole server, so another database may have made them already.
-- blossomer_app: what a request runs as. blossomer_directory: the few reads across people (functions/directory.sql).
do $$
declare
  wanted text;
begin
  foreach wanted in array array['blossomer_app', 'blossomer_directory'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin', wanted);
      end if;
    exception when duplicate_object or unique_violation then
      null; -- made by a neighbour at this very moment
    end;
  end loop;
end
$$;

-- People. `id` is the id of the identity provider (`sub`). Nobody is joined by e-mail: two people may share one.
-- A row may exist before its person ever signed in (an admin's import); then the e-mail is empty.
create table users (
  id text primary key constraint users_id_length check (char_length(id) between 1 and 255),
  email text not null default '',
  name text not null default '',
  -- The application knows the words (user, admin); a new one needs no migration.
  role text not null default 'user',
  created_at timestamptz not null default now(),
  last_login_at timestamptz
);

-- Whoever erased themselves. A token outlives its person by minutes; this refuses it and keeps the row from returning.
create table deleted_users (
  id text primary key,
  deleted_at timestamptz not null default now()
);

-- The four documents. Each key begins with user_id: a child cannot hang on a stranger's parent (foreign keys do not
-- look at row-level security), ids of others are no oracle, and everything can be sharded by person.
-- `name` sorts as people sort (the same order on every server), not by byte.
-- `summary` spares a list the reading of whole documents. `digest` is that of the body as first sent: the same
-- create again is recognised. `version` and `search` are written by a trigger (functions/documents.sql).
create table companies (
  user_id text not null constraint companies_user_exists references users on delete cascade,
  id uuid not null,
  name text collate "und-x-icu" not null
    constraint companies_name_length check (char_length(name) between 1 and 200),
  url text not null default '' constraint companies_url_length check (char_length(url) <= 2048),
  data jsonb not null default '{}' constraint companies_data_is_object check (jsonb_typeof(data) = 'object'),
  summary text generated always as (left(data ->> 'description', 300)) stored,
  search tsvector not null,
  digest text,
  version integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (user_id, id)
);

create table accounts (
  user_id text not null constraint accounts_user_exists references users on delete cascade,
  id uuid not null,
  company_id uuid not null,
  name text collate "und-x-icu" not null
    constraint accounts_name_length check (char_length(name) between 1 and 200),
  -- Ranks are written by the application, which alone knows the words behind them.
  priority_rank smallint not null default 0,
  data jsonb not null default '{}' constraint accounts_data_is_object check (jsonb_typeof(data) = 'object'),
  summary text generated always as (left(data ->> 'description', 300)) stored,
  search tsvector not null,
  digest text,
  version integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (user_id, id),
  constraint accounts_company_exists foreign key (user_id, company_id)
    references companies (user_id, id) on delete cascade
);

create table personas (
  user_id text not null constraint personas_user_exists references users on delete cascade,
  id uuid not null,
  account_id uuid not null,
  name text collate "und-x-icu" not null
    constraint personas_name_length check (char_length(name) between 1 and 200),
  seniority_rank smallint not null default 0,
  priority_rank smallint not null default 0,
  data jsonb not null default '{}' constraint personas_data_is_object check (jsonb_typeof(data) = 'object'),
  summary text generated always as (left(data ->> 'description', 300)) stored,
  search tsvector not null,
  digest text,
  version integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (user_id, id),
  -- What a campaign points at: the persona together with the account it belongs to.
  constraint personas_account_and_id unique (user_id, account_id, id),
  constraint personas_account_exists foreign key (user_id, account_id)
    references accounts (user_id, id) on delete cascade
);

create table campaigns (
  user_id text not null constraint campaigns_user_exists references users on delete cascade,
  id uuid not null,
  account_id uuid not null,
  persona_id uuid not null,
  name text collate "und-x-icu" not null
    constraint campaigns_name_length check (char_length(name) between 1 and 200),
  type text not null default 'email' constraint campaigns_type_length check (char_length(type) between 1 and 64),
  status text not null default 'draft'
    constraint campaigns_status_length check (char_length(status) between 1 and 64),
  data jsonb not null default '{}' constraint campaigns_data_is_object check (jsonb_typeof(data) = 'object'),
  -- An e-mail has no description; its first lines say more.
  summary text generated always as (left(coalesce(data ->> 'body', data ->> 'subject'), 300)) stored,
  search tsvector not null,
  digest text,
  version integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (user_id, id),
  constraint campaigns_persona_belongs_to_account foreign key (user_id, account_id, persona_id)
    references personas (user_id, account_id, id) on delete cascade
);

-- Every sort and filter that a list offers, and every foreign key. No index on the search column: under row-level
-- security an operator that is not leakproof never reaches an index; search filters the person's own rows.
create index companies_by_created on companies (user_id, created_at, id);
create index companies_by_updated on companies (user_id, updated_at, id);
create index companies_by_name on companies (user_id, name, id);

create index accounts_by_company on accounts (user_id, company_id, id);
create index accounts_by_created on accounts (user_id, created_at, id);
create index accounts_by_updated on accounts (user_id, updated_at, id);
create index accounts_by_name on accounts (user_id, name, id);
create index accounts_by_priority on accounts (user_id, priority_rank, id);

create index personas_by_created on personas (user_id, created_at, id);
create index personas_by_updated on personas (user_id, updated_at, id);
create index personas_by_name on personas (user_id, name, id);
create index personas_by_seniority on personas (user_id, seniority_rank, id);
create index personas_by_priority on personas (user_id, priority_rank, id);

create index campaigns_by_persona on campaigns (user_id, account_id, persona_id, id);
create index campaigns_by_persona_alone on campaigns (user_id, persona_id, id);
create index campaigns_by_created on campaigns (user_id, created_at, id);
create index campaigns_by_updated on campaigns (user_id, updated_at, id);
create index campaigns_by_name on campaigns (user_id, name, id);
create index campaigns_by_type on campaigns (user_id, type, id);
create index campaigns_by_status on campaigns (user_id, status, id);

-- Faster to read and to write than the default, where the server was built with it.
do $$
declare
  documents text;
begin
  foreach documents in array array['companies', 'accounts', 'personas', 'campaigns'] loop
    execute format('alter table %I alter column data set compression lz4', documents);
  end loop;
exception when feature_not_supported or invalid_parameter_value then
  raise notice 'this server has no lz4; documents are compressed with pglz';
end
$$;

-- What this database was filled under, so that people of a development sign-in never become people of production.
create table deployment (
  singleton boolean primary key default true constraint deployment_has_one_row check (singleton),
  identity_mode text,
  identity_project text
);
insert into deployment default values;
