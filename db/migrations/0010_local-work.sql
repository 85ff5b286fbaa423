-- Up Migration

-- People whose browsers hold work, and how far they are on the way to the database alone. Whoever has no row has said
-- nothing. `compared_*`: the last comparison in this phase; `comparing*`: one of several pages that is under way, and
-- how far it came. A change of phase empties both.
create table local_work (
  user_id text primary key constraint local_work_user_exists references users on delete cascade,
  phase text not null constraint local_work_phase_is_known check (phase in ('hybrid', 'db-first', 'db-only')),
  compared_at timestamptz,
  -- The phase that it was made in: an operator's bound may have changed which one that is.
  compared_in text,
  clean boolean,
  comparing uuid,
  comparing_since timestamptz,
  comparing_in text,
  -- What had been committed when it began (pg_current_snapshot): what was written since disturbs it.
  comparing_from text,
  comparing_after_kind text,
  comparing_after_id uuid,
  comparing_same integer,
  comparing_differing integer
);
