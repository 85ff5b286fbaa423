\set p random(0, :people - 1)
\set person 100000000000 + :p
\set campaign 100000000000 + :p * :each + random(0, :each - 1)
\startpipeline
select enter('00000000-0000-7000-8000-' || (:person)::bigint::text);
select version, case when '{}'::int[] is null or version = any('{}'::int[]) then null else json_build_object('id', id, 'accountId', account_id, 'personaId', persona_id, 'name', name, 'type', type, 'status', status, 'data', data, 'version', version, 'createdAt', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24' || chr(58) || 'MI' || chr(58) || 'SS.US"Z"'), 'updatedAt', to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24' || chr(58) || 'MI' || chr(58) || 'SS.US"Z"'))::text end from campaigns where id = ('00000000-0000-7000-9000-' || (:campaign)::bigint::text)::uuid;
\endpipeline
