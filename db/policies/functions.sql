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
  leaves_of(jsonb),
  only_once(text, text),
  keep_idempotency_key(),
  table_of(text),
  move_to_trash(text, uuid, integer[], uuid),
  restore_from_trash(uuid),
  restored_from_trash(uuid),
  purge_trash(uuid),
  erase_me(),
  reserve_tokens(uuid, integer, integer, bigint, integer),
  tell_generation(uuid, uuid, jsonb, text, jsonb, jsonb),
  end_generation(uuid, uuid, text, jsonb)
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

grant execute on function require_admin() to blossomer_app, blossomer_directory;
grant execute on function keep_act(text, text, text, text, uuid, uuid) to blossomer_directory;

-- Ownership is given last: from here on these run as blossomer_directory, which sees who there is and no document.
grant create on schema public to blossomer_directory;
grant blossomer_directory to current_user;
alter function give_role(text, text) owner to blossomer_directory;
alter function record_act(text, text, text, uuid, uuid) owner to blossomer_directory;
alter function act_for(text, text, text, uuid, uuid) owner to blossomer_directory;
alter function act_again(text) owner to blossomer_directory;
alter function list_people(text, timestamptz, text, integer) owner to blossomer_directory;
alter function list_acts(text, text, timestamptz, uuid, integer) owner to blossomer_directory;
revoke create on schema public from blossomer_directory;
revoke execute on function give_role(text, text) from public;
grant execute on function give_role(text, text) to current_user;

-- Anybody's request may call these, and only an admin's gets anything: each asks for the role first.
revoke execute on function
  record_act(text, text, text, uuid, uuid),
  act_for(text, text, text, uuid, uuid),
  act_again(text),
  list_people(text, timestamptz, text, integer),
  list_acts(text, text, timestamptz, uuid, integer)
from public, current_user;
grant execute on function
  record_act(text, text, text, uuid, uuid),
  act_for(text, text, text, uuid, uuid),
  act_again(text),
  list_people(text, timestamptz, text, integer),
  list_acts(text, text, timestamptz, uuid, integer)
to blossomer_app;
