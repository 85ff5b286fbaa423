-- The Idempotency-Key of a request (draft-ietf-httpapi-idempotency-key-header): a repeat writes nothing.

-- Sent before the first write of a request that has a key. Two requests with one key wait for each other here; the
-- second then finds what the first wrote: BG208 for the same request again, BG422 for another one under this key.
create or replace function only_once(idempotency_key text, request_digest text) returns void
language plpgsql as $$
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

-- Called where something was written, so that a request that wrote nothing keeps no key and can be sent again.
create or replace function keep_idempotency_key() returns void
language sql as $$
  insert into public.idempotency_keys (user_id, key, digest)
  select current_setting('app.user_id'), current_setting('app.idempotency_key'), current_setting('app.request_digest')
  where coalesce(current_setting('app.idempotency_key', true), '') <> ''
  on conflict do nothing
$$;
