-- What a generation may use, and how it ends.

-- Reserves tokens before anything is queued; raises BG429 when that would pass the limit (null: nobody is stopped). The
-- lock lets a person's requests look one after another, in whatever process they are; others are not held up.
-- A statement after the lock sees what the one before it committed, so nothing is given out twice.
create or replace function reserve_tokens(
  generation uuid, run integer, tokens integer, tokens_max bigint, window_seconds integer
) returns void
language plpgsql as $$
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

-- Writes events of a generation that is under way in this run: [{event, data}, ...]. How many were written: none tells the
-- run that it is not the one any more. `fields_now`: in place of the fields so far; `fields_more`: after them.
create or replace function tell_generation(
  generation uuid, of_run uuid, events jsonb, stage_now text, fields_now jsonb, fields_more jsonb
) returns integer
language plpgsql as $$
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

-- Ends a generation that is still open, with its last event; false when it had ended. `of_run`: only while that run has it.
create or replace function end_generation(generation uuid, of_run uuid, ending text, told jsonb) returns boolean
language plpgsql as $$
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
