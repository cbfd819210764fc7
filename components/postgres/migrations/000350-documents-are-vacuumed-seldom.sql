-- Whoever reads or writes a page of documents also clears it of their old versions, so that little is left to vacuum; but to find
-- that out it reads every page and logs what it touches. At a twentieth of the rows it ran all the time under load, for some 15 of the 144 µs
-- that folding a segment into a person took. As often as all documents were replaced and as often as they have doubled is enough.
alter table profile_state set (
  autovacuum_vacuum_scale_factor = 1,
  autovacuum_vacuum_insert_scale_factor = 1,
  autovacuum_analyze_scale_factor = 1
);
