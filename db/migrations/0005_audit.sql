-- Up Migration

-- What somebody was allowed because of a role, and when. One row for each admin, limit and window that stopped nobody.
create table audit (
  user_id text not null constraint audit_user_exists references users on delete cascade,
  id uuid not null,
  at timestamptz not null default now(),
  action text not null,
  detail jsonb not null default '{}',
  primary key (user_id, id)
);
create index audit_by_action on audit (user_id, action, at);
