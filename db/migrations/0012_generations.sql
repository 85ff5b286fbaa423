-- Up Migration

-- From a website to documents. One row for each generation that a person asked for; it says at any time where that
-- stands. The document is written once, by the transaction that makes this row `done`. No foreign key to the document:
-- it does not exist before, and what was generated outlives it as the base of the next merge.
-- `run` names the attempt that may write here: whoever lost its job to another worker can do nothing any more.
-- `starts` counts its runs, `lost` those that vanished with their server, so that it is not begun anew for ever.
create table generations (
  user_id text not null constraint generations_user_exists references users on delete cascade,
  id uuid not null,
  kind text not null,
  document_id uuid not null,
  again boolean not null,
  -- Of the request as it was sent: the same one again is recognised.
  digest text not null,
  idempotency_key text default nullif(current_setting('app.idempotency_key', true), ''),
  -- The application knows the words; a new one needs no migration.
  state text not null default 'queued',
  stage text,
  inputs jsonb not null,
  -- What is complete and valid while it runs: [{pointer, value}], so that a reload shows the same.
  fields jsonb not null default '[]',
  -- The document as it was generated, before anybody's edits.
  result jsonb,
  evidence jsonb not null default '[]',
  pages jsonb not null default '[]',
  upstream jsonb not null default '[]',
  regeneration jsonb,
  problem jsonb,
  provider text,
  model text,
  input_tokens integer not null default 0,
  output_tokens integer not null default 0,
  -- Millionths of a US dollar; null: no price is known.
  cost_micros bigint,
  document_version integer,
  last_event bigint not null default 0,
  run uuid,
  starts smallint not null default 0,
  lost smallint not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  ended_at timestamptz,
  primary key (user_id, id)
);
create index generations_by_created on generations (user_id, created_at, id);
create index generations_by_document on generations (user_id, document_id, created_at, id);
create index generations_by_idempotency_key on generations (user_id, idempotency_key)
  where idempotency_key is not null;

-- Each request to a provider, with what came back of it. U+0000 and lone surrogates of an answer are not kept.
create table generation_attempts (
  user_id text not null,
  generation_id uuid not null,
  number integer not null,
  provider text not null,
  model text not null,
  prompt_name text,
  prompt_version integer,
  prompt_hash text,
  schema_version integer,
  outcome text not null,
  status integer,
  raw text not null,
  error text,
  input_tokens integer not null,
  output_tokens integer not null,
  cost_micros bigint,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  primary key (user_id, generation_id, number),
  constraint generation_attempts_generation_exists foreign key (user_id, generation_id)
    references generations (user_id, id) on delete cascade
);

-- What the event stream of a generation tells, in its order: a stream that was cut goes on after the last one it had.
create table generation_events (
  user_id text not null,
  generation_id uuid not null,
  seq bigint not null,
  event text not null,
  data jsonb not null,
  at timestamptz not null default clock_timestamp(),
  primary key (user_id, generation_id, seq),
  constraint generation_events_generation_exists foreign key (user_id, generation_id)
    references generations (user_id, id) on delete cascade
);

-- Pages of websites that were read for a person. Each has their own: nobody learns what others have had read.
create table website_pages (
  user_id text not null constraint website_pages_user_exists references users on delete cascade,
  url text not null,
  page jsonb not null,
  fetched_at timestamptz not null,
  primary key (user_id, url)
);
create index website_pages_by_age on website_pages (user_id, fetched_at);

-- The tokens that a generation may use are reserved before it is queued and settled to what was used when a run of it
-- ends, however it ends. What is not settled counts in full.
create table generation_spending (
  user_id text not null,
  generation_id uuid not null,
  run smallint not null,
  reserved_tokens integer not null,
  used_tokens integer,
  at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  primary key (user_id, generation_id, run),
  constraint generation_spending_generation_exists foreign key (user_id, generation_id)
    references generations (user_id, id) on delete cascade
);
create index generation_spending_by_time on generation_spending (user_id, at);
