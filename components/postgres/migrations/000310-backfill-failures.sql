-- Counted by failures alone: a worker that died says nothing about the history.
alter table backfill rename column attempt to failures;
update backfill set failures = 0;
