-- Who may call what. PostgreSQL lets everybody call every function; here each right is given by name. A trigger
-- needs none: record_document() and what it calls stay out of reach.
grant usage on schema public to blossomer_app, blossomer_directory;
grant execute on function
  enter(text),
  enter(text, text, text),
  arrive(text, text),
  claim_deployment(text, text),
  feed_epoch(),
  searchable(text, jsonb),
  only_once(text, text),
  keep_idempotency_key(),
  table_of(text),
  move_to_trash(text, uuid, integer[], uuid),
  restore_from_trash(uuid),
  restored_from_trash(uuid),
  purge_trash(uuid),
  erase_me()
to blossomer_app;

-- Where one login both owns and serves, it becomes blossomer_app for each request. Whoever made the role may do this;
-- a server whose roles were made by somebody else says at its start what to grant.
do $$
begin
  grant blossomer_app to current_user;
exception when insufficient_privilege then
  raise notice '% may not grant blossomer_app', current_user;
end
$$;

-- Ownership is given last: from here on give_role() runs as blossomer_directory, which sees users and no document.
grant create on schema public to blossomer_directory;
grant blossomer_directory to current_user;
alter function give_role(text, text) owner to blossomer_directory;
revoke create on schema public from blossomer_directory;
revoke execute on function give_role(text, text) from public;
grant execute on function give_role(text, text) to current_user;
