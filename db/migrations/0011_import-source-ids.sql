-- Up Migration

-- What the id of a document was derived from, so that an export of it is the same work again in another account. null:
-- not written down (imports of before), or the dump named the document by its own id.
alter table import_entries add column source_id text;
