-- The leaves of a receipt, one by one, out of the runs that they are kept in (server/importing/runs-of-leaves.ts). Key and
-- pointer are the inside of a JSON string.
create or replace function leaves_of(runs jsonb)
returns table (nth bigint, key text, pointer text, class text, target text, reason text)
language sql immutable as $$
  select row_number() over (order by run.nth, tail.nth), run.it ->> 0, (run.it ->> 3) || tail.it, run.it ->> 1,
    (run.it ->> 4) || tail.it, run.it ->> 2
  from jsonb_array_elements(runs) with ordinality run(it, nth),
    jsonb_array_elements_text(run.it -> 5) with ordinality tail(it, nth)
$$;
