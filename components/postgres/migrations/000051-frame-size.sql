-- Characters of a frame before it was compressed: what a reader must hold at once, which the stored body does not tell.
alter table log_frame add column size integer not null default 0;
update log_frame set size = octet_length(body);
alter table log_frame alter column size drop default;

alter table fact_frame add column size integer not null default 0;
update fact_frame set size = octet_length(body);
alter table fact_frame alter column size drop default;
