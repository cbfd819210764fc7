-- Bytes of the bodies of the frames that are kept. The table's own size does not tell: what is dropped leaves room in it
-- for new frames, and the file stays as large as it ever was.
alter table log_position add column bytes bigint not null default 0;

update log_position p set bytes = coalesce(
  (select sum(octet_length(f.body)) from log_frame f where f.lane = p.lane and f.class = p.class), 0);
