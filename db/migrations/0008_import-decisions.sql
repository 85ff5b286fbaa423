-- Up Migration

-- What the person decided in the request that made the import; later imports follow it while this one stands.
alter table imports add column decisions jsonb;

-- home: {parents, because, recovered}, where the import meant the document to be; a later one moves it only from there.
-- sources: the strings it was read from, {key: sha-256}. generation: 0 for what is only remembered, 1 for the older
-- shapes of a document, 2 for the last ones. moved_from: its parents before, where the import moved it.
-- removed: the row as it was, where the import found that it is part of another document now (`superseded`); its name,
-- where the import took it out of the trash (`restored`). Undo puts all of it back.
alter table import_entries
  add column home jsonb,
  add column sources jsonb,
  add column generation smallint,
  add column moved_from jsonb,
  add column removed jsonb;
