-- Up Migration

-- Leaves of one key that fared alike, one after another, are one run: [key, class, reason, from, to, tails]. Each stands at
-- `from` and a tail and went to `to` and the same tail; `leaves_of` gives them back. It is less than half the text that a list of
-- five strings a leaf was. Another name, so that a server of before cannot write what it knows.
alter table import_entries rename column leaves to runs;

-- Row-level security is forced for the owner, too, who sees all rows here only.
alter table import_entries no force row level security;
update import_entries set runs = (
  select jsonb_agg(jsonb_build_array(leaf -> 0, leaf -> 2, leaf -> 4, leaf -> 1, leaf -> 3, '[""]'::jsonb) order by nth)
  from jsonb_array_elements(runs) with ordinality as one(leaf, nth))
where runs <> '[]';
alter table import_entries force row level security;
