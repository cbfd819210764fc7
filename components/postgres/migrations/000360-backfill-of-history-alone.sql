-- Ids of the segments that the release left open, as a JSON list, where none of them concerns people without a history:
-- these get no seed. Null: everybody gets one.
alter table backfill add column history_alone text;
