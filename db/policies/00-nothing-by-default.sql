-- Before anything is given, everything is taken: policies, rights on tables, sequences and functions that somebody added
-- by hand do not outlive the next migrate. The files after this one say all that there is.
do $$
declare
  stray record;
begin
  for stray in
    select policy.polname as name, policy.polrelid::regclass as of_table
    from pg_policy policy join pg_class on pg_class.oid = policy.polrelid
    where pg_class.relnamespace = 'public'::regnamespace
  loop
    execute format('drop policy %I on %s', stray.name, stray.of_table);
  end loop;
end
$$;

revoke all on all tables in schema public from public, blossomer_app, blossomer_directory;
revoke all on all sequences in schema public from public, blossomer_app, blossomer_directory;
revoke execute on all functions in schema public from public, blossomer_app;
