-- The job queue. Its rows say of each job whose it is and which generation, both as ids, and nothing else of anybody: what
-- a job is about is read as the person, under their policies. The app may queue, take and settle jobs, and keep the
-- figures of a queue; it makes no queue, and the tables for schedules stay out of its reach.
revoke all on all tables in schema pgboss from public, blossomer_app, blossomer_directory;
revoke execute on all functions in schema pgboss from public, blossomer_app;
grant usage on schema pgboss to blossomer_app;
grant execute on function pgboss.job_now() to blossomer_app;
grant select, update (flow_on, monitor_backoff_on) on pgboss.version to blossomer_app;
grant select, update on pgboss.queue to blossomer_app;
grant select, delete on pgboss.job_dependency to blossomer_app;
grant select, update (stopped_on), delete on pgboss.instance to blossomer_app; -- Locked when it is tidied, and empty.
grant select, insert, update, delete on pgboss.job, pgboss.job_common to blossomer_app;
