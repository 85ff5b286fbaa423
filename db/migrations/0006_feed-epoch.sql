-- Up Migration

-- The change feed stands on transaction ids, which mean something only in the database that gave them out.
-- `feed_origin` is that database; `feed_epoch` is in each cursor, and is another one after a dump and restore.
-- continue_feed() (functions/feed.sql) writes both.
alter table deployment
  add column feed_origin text,
  add column feed_epoch uuid not null default gen_random_uuid();
