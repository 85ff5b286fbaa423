\set p random(0, :people - 1)
\set person 100000000000 + :p
\set campaign 100000000000 + :p * :each + random(0, :each - 1)
\startpipeline
select enter('00000000-0000-7000-8000-' || (:person)::bigint::text);
select json_build_object('id', id, 'accountId', account_id, 'personaId', persona_id, 'name', name, 'type', type, 'status', status, 'description', summary, 'version', version, 'createdAt', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24' || chr(58) || 'MI' || chr(58) || 'SS.US"Z"'), 'updatedAt', to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24' || chr(58) || 'MI' || chr(58) || 'SS.US"Z"'))::text, created_at::text, id::text from campaigns order by campaigns.created_at desc, campaigns.id desc limit 51;
\endpipeline
